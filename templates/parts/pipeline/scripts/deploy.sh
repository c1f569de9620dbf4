#!/usr/bin/env bash
# deploy.sh ENVIRONMENT VERSION: asks the portal to run VERSION in ENVIRONMENT and follows it to its end. Where every release
# is deployed by itself it only follows. People approve in the portal, not here. Needs TEXTLOOM_PORTAL_URL and TOKEN.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/portal.sh"
environment=${1:?which environment?} version=${2:?which version?}
namespace_of "$environment" > /dev/null
needs TEXTLOOM_PORTAL_URL TOKEN
pause=${PAUSE:-10} patience=${PATIENCE:-3600}

release=$(portal GET "/services/$SERVICE/releases" |
  jq --arg version "$version" --arg environment "$environment" '
    first(.releases[] | select(.release.version == $version)) // empty
    | { id: .release.id, trigger: first(.environments[] | select(.name == $environment) | .trigger) }')
[ -n "$release" ] || fail "The portal knows no release $version of $SERVICE that may go to $environment"

# find: the newest proposal of this version here, if there is one.
find_proposal() {
  portal GET "/proposals?service=$SERVICE&environment=$environment" |
    jq --raw-output --arg version "$version" '
      [.items[] | select(.version == $version)] | max_by(.requestedAt) | .id // empty'
}

started=$SECONDS id=
if [ "$(jq --raw-output .trigger <<< "$release")" = automatic ]; then
  until id=$(find_proposal) && [ -n "$id" ]; do
    [ $((SECONDS - started)) -lt "$patience" ] || fail "The portal has not begun to deploy $version to $environment"
    sleep "$pause"
  done
else
  body=$(mktemp)
  trap 'rm -f "$body"' EXIT
  jq --arg environment "$environment" --arg reason "${REASON:-}" \
    '{ release: .id, environment: $environment } + (if $reason == "" then {} else { reason: $reason } end)' \
    <<< "$release" > "$body"
  answer=$(portal POST /proposals "$body") || fail "The portal says no: $(jq --raw-output '.error.message? // .' <<< "$answer" 2> /dev/null || printf 'no answer')"
  id=$(jq --raw-output .id <<< "$answer")
fi
output proposal "$id"
say "${TEXTLOOM_PORTAL_URL%/}/deployments/proposals/$id"

before=
while :; do
  state=$(portal GET "/proposals/$id" | jq --raw-output .proposal.state)
  [ "$state" = "$before" ] || say "$SERVICE $version in $environment: $state"
  before=$state
  case $state in
    Succeeded) exit 0 ;;
    Pending | Blocked | Waiting | Executing | Soaking | RollingBack | Restoring) ;;
    *) fail "$SERVICE $version did not stay in $environment: $state" ;;
  esac
  [ $((SECONDS - started)) -lt "$patience" ] || fail "$SERVICE $version is still $state in $environment"
  sleep "$pause"
done
