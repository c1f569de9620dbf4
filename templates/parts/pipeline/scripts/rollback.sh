#!/usr/bin/env bash
# rollback.sh ENVIRONMENT REASON: takes back the newest change of this service in the GitOps repository; Argo CD then runs what ran
# before. For when the portal cannot: it rolls back by itself while it deploys. Only the folder of this service and environment
# changes, whatever else the commit touched. Needs GITOPS_URL and, for a private repository, GITOPS_TOKEN.
. "$(dirname "$0")/lib.sh"
environment=${1:?which environment?} reason=${2:?why?}
namespace_of "$environment" > /dev/null
needs GITOPS_URL
folder=environments/$environment/$SERVICE

clone=$(mktemp --directory)
trap 'rm -rf "$clone"' EXIT
# The token reaches git through a helper, and so neither its arguments nor its configuration.
# shellcheck disable=SC2016 # the shell of the helper expands it
git() {
  command git -c credential.helper= \
    -c credential.helper='!f() { echo username=x-access-token; echo "password=$GITOPS_TOKEN"; }; f' "$@"
}
export GITOPS_TOKEN=${GITOPS_TOKEN:-} GIT_TERMINAL_PROMPT=0
git clone --quiet "$GITOPS_URL" "$clone"
cd "$clone"
git config user.name "$SERVICE rollback"
git config user.email "rollback@$SERVICE.invalid"

for attempt in 1 2 3; do
  bad=$(git rev-list --max-count=1 HEAD -- "$folder")
  [ -n "$bad" ] || fail "$folder is not in the GitOps repository"
  # Twice in a row would bring back what was taken back.
  [ -z "$(git log --max-count=1 --format='%(trailers:key=Rolls-Back,valueonly)' "$bad")" ] ||
    fail "The newest change of $folder is a rollback already; decide in the portal what shall run"
  [ -n "$(git ls-tree "$bad^" -- "$folder" 2> /dev/null)" ] || fail "Nothing ran in $environment before: there is nothing to go back to"
  git rm -r --quiet -- "$folder"
  git checkout --quiet "$bad^" -- "$folder"
  git commit --quiet --file=- <<MESSAGE
revert: $SERVICE in $environment

$reason

Rolls-Back: $bad
MESSAGE
  if git push --quiet; then
    say "$environment runs again what it ran before $bad"
    exit 0
  fi
  [ "$attempt" -lt 3 ] || fail 'The GitOps repository does not take the commit'
  # Somebody else was faster: look again at what is newest.
  git fetch --quiet
  git reset --quiet --hard '@{upstream}'
done
