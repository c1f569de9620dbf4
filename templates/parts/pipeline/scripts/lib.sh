# shellcheck shell=bash
# What all scripts share. Each of them runs on a laptop as it does in CI.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
. "$ROOT/.textloom/service.env"

# say WHAT: a line for people, kept out of what a script prints as its result.
say() { printf '%s\n' "$*" >&2; }

# fail WHAT: ends the script with an error that GitHub shows on the page of the run.
fail() {
  printf '%s%s\n' "${GITHUB_ACTIONS:+::error::}" "$*" >&2
  exit 1
}

# needs NAME…: these variables of the environment have to be set.
needs() {
  local name
  for name in "$@"; do
    [ -n "${!name:-}" ] || fail "Set $name: see docs/releases.md"
  done
}

# output NAME VALUE: an output of the step; printed where there is no step.
output() {
  if [ -n "${GITHUB_OUTPUT:-}" ]; then
    printf '%s=%s\n' "$1" "$2" >> "$GITHUB_OUTPUT"
  else
    printf '%s=%s\n' "$1" "$2"
  fi
}

# namespace_of ENVIRONMENT
namespace_of() {
  case $1 in
    dev | test | staging) printf '%s\n' "$1" ;;
    prod) printf 'textloom\n' ;;
    *) fail "There is no environment $1: use dev, test, staging or prod" ;;
  esac
}
