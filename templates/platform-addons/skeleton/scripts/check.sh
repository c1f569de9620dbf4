#!/usr/bin/env bash
# check.sh: every chart renders in every environment, every alert fires when it should, and reaches whom it should.
# Needs Helm 3.17 or later, and promtool; amtool is used where there is one, and asked for where CI is set.
set -euo pipefail
cd "$(dirname "$0")/.."
helm=${HELM:-helm}

for chart in charts/*/ observability/; do
  chart=${chart%/}
  for environment in dev test staging prod; do
    # Our own charts read the settings of the environment; the others have a file where it differs from the rule.
    case $chart in
      charts/platform | observability) values=(--values "environments/$environment.yaml") ;;
      *) values=() && if [ -f "$chart/values-$environment.yaml" ]; then values=(--values "$chart/values-$environment.yaml"); fi ;;
    esac
    "$helm" lint --strict --quiet "$chart" ${values[@]+"${values[@]}"}
    "$helm" template check "$chart" ${values[@]+"${values[@]}"} > /dev/null
  done
  echo "$chart renders in each environment"
done

for settings in environments/*.yaml; do
  ! grep --quiet 'vpc-of-terraform' "$settings" || echo "$settings does not know yet what Terraform has made: scripts/take-outputs.sh"
done

# Charts of the data layer bring their own.
shopt -s nullglob
promtool check rules observability/prometheus/rules/*.yaml charts/*/rules/*.yaml
promtool test rules observability/prometheus/tests/*.yaml charts/*/tests/*.yaml

if ! type -P amtool > /dev/null; then
  [ -z "${CI:-}" ] || { echo 'amtool is missing' >&2; exit 1; }
  echo 'Routes were not checked: there is no amtool'
  exit 0
fi
config=observability/alertmanager/alertmanager.yaml
amtool check-config "$config"
routes() { amtool config routes test --config.file "$config" --verify.receivers "$@" alertname=Example 2> /dev/null; }
routes status-page,P0 severity=P0
routes P0 severity=P0 service=backup
routes P1 severity=P1
routes P2 severity=P2
# What has no severity of ours is looked at as well.
routes P2 severity=critical
