#!/usr/bin/env bash
# check-addons.sh [NAME...]: the charts of the add-ons exist in their versions and take our values, in every environment.
# Needs the network, Helm and yq.
set -euo pipefail
cd "$(dirname "$0")/.."
helm=${HELM:-helm}
[ $# -gt 0 ] || set -- addons/*/
overrides=$(mktemp)
trap 'rm -f "$overrides"' EXIT

for folder in "$@"; do
  name=$(basename "$folder")
  of() { yq --exit-status ".$1" "addons/$name/addon.yaml"; }
  chart=$(of chart) repo=$(of repo) version=$(of version) namespace=$(of addonNamespace)
  for environment in dev test staging prod; do
    NAME=$name yq '.overrides[env(NAME)] // {}' "environments/$environment.yaml" > "$overrides"
    "$helm" template "$name" "$chart" --repo "$repo" --version "$version" --namespace "$namespace" \
      --values "addons/$name/values.yaml" --values "$overrides" > /dev/null
  done
  echo "$name $version renders in each environment"
done
