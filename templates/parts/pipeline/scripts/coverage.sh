#!/usr/bin/env bash
# coverage.sh [COBERTURA] [JUNIT]: fails unless more than 80 % of the lines are covered; gives the outputs coverage (per cent)
# and tests (how many there are).
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
cobertura=${1:-coverage.xml} junit=${2:-junit.xml}
for report in "$cobertura" "$junit"; do
  [ -s "$report" ] || fail "The tests have left no $report"
done

# attribute FILE NAME: of the first element that has it.
attribute() { grep -oE "[[:space:]]$2=\"[0-9.]+\"" "$1" | head -n 1 | grep -oE '[0-9.]+' || true; }
rate=$(attribute "$cobertura" line-rate)
tests=$(attribute "$junit" tests)
if [ -z "$rate" ] || [ -z "$tests" ]; then
  fail 'The reports have no line-rate or no number of tests'
fi
coverage=$(awk -v rate="$rate" 'BEGIN { printf "%.1f", rate * 100 }')
awk -v coverage="$coverage" 'BEGIN { exit !(coverage > 80) }' || fail "$coverage % of the lines are covered; more than 80 % are needed"

say "$tests tests, $coverage % of the lines"
output coverage "$coverage"
output tests "$tests"
