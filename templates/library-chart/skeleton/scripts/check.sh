#!/usr/bin/env bash
# check.sh: every example renders in every environment under every strategy, and its alerts fire when they should.
set -euo pipefail
cd "$(dirname "$0")/.."
helm=${HELM:-helm}

render() {
  local chart=$1
  shift
  "$helm" lint --strict --quiet "$chart" "$@"
  "$helm" template example "$chart" --namespace example "$@" > /dev/null
}

for example in examples/*; do
  chart=$example/chart
  for environment in dev test staging prod; do
    echo "$example in $environment"
    values=(--values "$chart/values-$environment.yaml")
    render "$chart" "${values[@]}"
    for strategy in canary blue-green; do
      # A worker cannot hold tasks back, so blue-green is refused.
      if [ "$example" = examples/worker ] && [ "$strategy" = blue-green ]; then continue; fi
      render "$chart" "${values[@]}" --set "strategy=$strategy"
      if [ "$example" != examples/worker ]; then
        render "$chart" "${values[@]}" --set "strategy=$strategy" --set rollout.enabled=false
      fi
    done
  done
  promtool check rules "$chart"/rules/*.yaml
  promtool test rules "$chart"/tests/*.yaml
done
