#!/usr/bin/env bash
# check.sh [validate] [test]: what can be known without an AWS account. AWS is mocked; only the provider has to be there, from
# the registry or from a mirror.
set -euo pipefail
cd "$(dirname "$0")/../terraform"

if ! command -v terraform > /dev/null; then
  echo 'Terraform is missing: install 1.11 or later from https://developer.hashicorp.com/terraform/install, and run this again.' >&2
  exit 1
fi
# Not by a pipe: what ends early there would fail it.
version=$(terraform version -json)
if ! grep --quiet --extended-regexp '"terraform_version": "(1\.(1[1-9]|[2-9][0-9])|[2-9])\.' <<< "$version"; then
  echo "Terraform is too old: 1.11 or later is needed, and this is $(terraform version -no-color 2> /dev/null | sed -n 1p)." >&2
  exit 1
fi

# The provider is large: every root shares one copy, unless somebody has decided where providers come from.
if [ -z "${TF_CLI_CONFIG_FILE:-}" ] && [ ! -e "$HOME/.terraformrc" ] && [ -z "${TF_PLUGIN_CACHE_DIR:-}" ]; then
  export TF_PLUGIN_CACHE_DIR=$HOME/.terraform.d/plugin-cache
  mkdir -p "$TF_PLUGIN_CACHE_DIR"
fi
export TF_IN_AUTOMATION=true TF_INPUT=false

# All of them, unless somebody asks for some: ENVIRONMENTS="dev" make test.
read -r -a asked <<< "${ENVIRONMENTS:-dev test staging prod}"

prepare() {
  terraform -chdir="$1" init -backend=false -no-color > /dev/null
}

validate() {
  terraform fmt -check -diff -recursive .
  # What differs between environments are settings, never code: what was tried in dev is what comes to prod.
  for environment in dev test staging; do
    for file in main.tf providers.tf variables.tf outputs.tf tests/platform.tftest.hcl; do
      cmp "environments/prod/$file" "environments/$environment/$file"
    done
  done
  for root in bootstrap environments/prod; do
    echo "== $root"
    prepare "$root"
    terraform -chdir="$root" validate -no-color
  done
}

tests() {
  for root in bootstrap modules/platform "${asked[@]/#/environments/}"; do
    echo "== $root"
    prepare "$root"
    terraform -chdir="$root" test -no-color
  done
}

for step in "${@:-validate}"; do
  case $step in
    validate) validate ;;
    test) tests ;;
    *)
      echo "check.sh does not know $step: validate or test." >&2
      exit 2
      ;;
  esac
done
