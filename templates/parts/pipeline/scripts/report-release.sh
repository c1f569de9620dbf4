#!/usr/bin/env bash
# report-release.sh FILE: tells the portal of the release in FILE. Needs TEXTLOOM_PORTAL_URL and TOKEN. The same release may be told
# again; the same version with another digest is refused, since a version never changes.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/portal.sh"
needs TEXTLOOM_PORTAL_URL TOKEN
answer=$(portal POST /releases "${1:?which file?}") || fail "The portal refuses the release: $(jq --raw-output '.error.message? // .' <<< "$answer" 2> /dev/null || printf 'no answer')"
say "Reported as $(jq --raw-output .id <<< "$answer")"
