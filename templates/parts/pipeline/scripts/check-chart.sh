#!/usr/bin/env bash
# check-chart.sh: the chart renders for each environment, and its alerts fire when they should.
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
for environment in dev test staging prod; do
  say "Chart for $environment"
  values=(--values "chart/values-$environment.yaml")
  helm lint --strict chart "${values[@]}" >&2
  helm template "$SERVICE" chart --namespace "$(namespace_of "$environment")" "${values[@]}" > /dev/null
done

# Prometheus brings promtool along; a promtool of the machine is as good.
promtool() {
  if type -P promtool > /dev/null; then
    command promtool "$@"
  else
    docker run --rm --volume "$ROOT/chart:/repository/chart:ro" --workdir /repository --entrypoint promtool prom/prometheus:v3.5.0 "$@"
  fi
}
promtool check rules chart/rules/*.yaml >&2
promtool test rules chart/tests/*.yaml >&2
