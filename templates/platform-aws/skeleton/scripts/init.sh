#!/usr/bin/env bash
# init.sh ENVIRONMENT: connects an environment with its state in the bucket of terraform/bootstrap.
set -euo pipefail
cd "$(dirname "$0")/../terraform/environments"

environment=${1:?Which environment? dev, test, staging or prod}
if [ ! -d "$environment" ]; then
  echo "There is no environment $environment." >&2
  exit 2
fi
if [ -z "${TF_STATE_BUCKET:-}" ] || [ -z "${TF_STATE_REGION:-}" ]; then
  echo 'Set TF_STATE_BUCKET and TF_STATE_REGION: terraform -chdir=terraform/bootstrap output says them.' >&2
  exit 2
fi
terraform -chdir="$environment" init -reconfigure \
  -backend-config="bucket=$TF_STATE_BUCKET" \
  -backend-config="region=$TF_STATE_REGION"
