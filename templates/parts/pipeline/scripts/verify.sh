#!/usr/bin/env bash
# verify.sh ENVIRONMENT: watches a fresh deployment. Every target has to be up at each look; at the end of the window fewer than 1 % of
# the requests may have failed and P95 has to be under 500 ms (a worker: 95 % of its tasks succeed). Two looks in a row beyond a
# limit end it at once. No figure is no success: in production 20 requests are needed to judge at all.
# Needs PROMETHEUS_URL and, where it asks for one, PROMETHEUS_TOKEN.
. "$(dirname "$0")/lib.sh"
environment=${1:?which environment?}
namespace=$(namespace_of "$environment")
needs PROMETHEUS_URL
window=${WINDOW:-300} pause=${PAUSE:-15}
least=${LEAST:-$([ "$environment" = prod ] && echo 20 || echo 0)}
selector="job=\"$SERVICE\",namespace=\"$namespace\""

# ask QUERY: one number, or NaN when there is none.
ask() {
  printf 'header = "authorization: Bearer %s"\n' "${PROMETHEUS_TOKEN:-none}" |
    curl --config - --silent --show-error --fail --max-time 20 --retry 3 --retry-connrefused \
      --data-urlencode "query=$1" "${PROMETHEUS_URL%/}/api/v1/query" |
    jq --raw-output '.data.result[0].value[1] // "NaN"'
}
# beyond VALUE OPERATOR LIMIT; NaN is beyond nothing.
beyond() { [ "$1" != NaN ] && awk "BEGIN { exit !($1 $2 $3) }"; }

look() {
  local since=$1 up count bad slow
  up=$(ask "min(up{$selector})")
  if [ "$KIND" = worker ]; then
    count=$(ask "sum(increase(tasks_total{$selector,outcome=~\"success|failure\"}[${since}s]))")
    bad=$(ask "100 * sum(rate(tasks_total{$selector,outcome=\"failure\"}[${since}s])) / sum(rate(tasks_total{$selector,outcome=~\"success|failure\"}[${since}s]))")
    slow=NaN
    limit=5
  else
    count=$(ask "sum(increase(http_requests_total{$selector}[${since}s]))")
    bad=$(ask "100 * (sum(rate(http_requests_total{$selector,status=~\"5..\"}[${since}s])) or vector(0)) / sum(rate(http_requests_total{$selector}[${since}s]))")
    slow=$(ask "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{$selector}[${since}s])))")
    limit=1
  fi
  say "up $up, requests or tasks $count, failed $bad %, P95 $slow s"
  problem=
  [ "$up" = 1 ] || problem="a replica is not up ($up)"
  if [ "$count" != NaN ] && awk "BEGIN { exit !($count >= $least) }"; then
    ! beyond "$bad" '>=' "$limit" || problem="$bad % fail; the limit is $limit %"
    ! beyond "$slow" '>=' 0.5 || problem="P95 is $slow s; the limit is 0.5 s"
    judged=true
  else
    judged=false
  fi
}

started=$SECONDS problems=0 limit=1 problem='' judged=false
while :; do
  passed=$((SECONDS - started))
  look "$((passed > 60 ? passed : 60))"
  if [ -n "$problem" ]; then
    problems=$((problems + 1))
    [ "$problems" -lt 2 ] || fail "$SERVICE in $environment: $problem"
  else
    problems=0
    [ "$passed" -lt "$window" ] || break
  fi
  sleep "$pause"
done
[ "$judged" = true ] || [ "$least" = 0 ] || fail "Fewer than $least requests in $window s: nobody can tell whether it works"
say "$SERVICE is healthy in $environment"
