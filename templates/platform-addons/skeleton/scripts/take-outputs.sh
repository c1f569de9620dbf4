#!/usr/bin/env bash
# take-outputs.sh ENVIRONMENT FILE: writes what Terraform has made into environments/ENVIRONMENT.yaml. FILE is what
# `terraform output -json` says in platform-aws. Needs jq and yq 4.
set -euo pipefail
cd "$(dirname "$0")/.."
settings=environments/${1:?which environment?}.yaml file=${2:?which file?}
[ -f "$settings" ] || { echo "There is no $settings" >&2; exit 1; }

output() { jq --raw-output --exit-status "$1" "$file" || { echo "$file has no $1" >&2; exit 1; }; }
ARN=$(output .gateway_target_group_arn.value)
EFS=$(output .efs_id.value)
VPC=$(output .vpc_id.value)
BACKUPS=$(output .buckets.value.backups)
# Empty where nothing leaves the region.
ELSEWHERE=$(jq --raw-output '.buckets.value.elsewhere // ""' "$file")
export ARN EFS VPC BACKUPS ELSEWHERE

yq --inplace '
  .terraform.gateway_target_group_arn = strenv(ARN) |
  .terraform.efs_id = strenv(EFS) |
  .overrides.aws-load-balancer-controller.vpcId = strenv(VPC) |
  (.overrides.velero.configuration.backupStorageLocation[] | select(.name == "default")).bucket = strenv(BACKUPS) |
  (.overrides.velero.configuration.backupStorageLocation[] | select(.name == "cross-region")).bucket = strenv(ELSEWHERE)
' "$settings"
echo "$settings knows the network $VPC and the bucket $BACKUPS"
