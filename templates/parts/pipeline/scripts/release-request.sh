#!/usr/bin/env bash
# release-request.sh FILE: writes what the portal is told of a release (POST /api/deployments/releases).
# Reads VERSION REF DIGEST COVERAGE TESTS VULNERABILITIES BUILDER RUN_URL, and SPONSOR CHART_VERSION CHART_DIGEST if there
# are. NOW is the time in milliseconds, by default the clock's.
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
file=${1:?which file?}
needs VERSION REF DIGEST COVERAGE TESTS VULNERABILITIES BUILDER RUN_URL
now=${NOW:-$(date +%s000)}

# Since the version before, newest first: whoever wrote one of them does not approve it.
previous=$(git describe --tags --match 'v[0-9]*' --abbrev=0 HEAD^ 2> /dev/null || true)
commits=$(
  git log --max-count=500 --format='%H%x09%ae%x09%s' "${previous:+$previous..}HEAD" |
    while IFS=$'\t' read -r sha author title; do
      files=$(git diff-tree --root --no-commit-id --name-only -r -z "$sha" | jq --raw-input --slurp 'split("\u0000") | map(select(. != "") | .[0:500]) | .[0:50]')
      jq --null-input --arg sha "$sha" --arg author "$author" --arg title "${title:-$sha}" --argjson files "$files" \
        '{ sha: $sha, author: ($author | ascii_downcase | .[0:254]), title: $title[0:300], files: $files }'
    done | jq --slurp .
)

jq --null-input \
  --arg service "$SERVICE" --arg version "$VERSION" --arg ref "$REF" --arg commit "$(git rev-parse HEAD)" \
  --arg repository "$IMAGE" --arg digest "$DIGEST" --arg builder "$BUILDER" --arg sponsor "${SPONSOR:-}" \
  --arg chart_version "${CHART_VERSION:-}" --arg chart_digest "${CHART_DIGEST:-}" --arg url "$RUN_URL" \
  --argjson at "$now" --argjson coverage "$COVERAGE" --argjson tests "$TESTS" \
  --argjson vulnerabilities "$VULNERABILITIES" --slurpfile commits <(printf '%s' "$commits") '
  def checked(kind; value; summary):
    { kind: kind, outcome: "passed", source: "GitHub Actions", at: $at, value: value, summary: summary, url: $url };
  {
    service: $service,
    version: $version,
    images: [{ repository: $repository, digest: $digest }],
    commit: $commit,
    ref: $ref,
    commits: $commits[0],
    builder: $builder,
    evidence: [
      checked("ci"; $tests; "\($tests) tests passed"),
      checked("coverage"; $coverage; "\($coverage) % of the lines are covered"),
      (checked("image-scan"; $vulnerabilities; "\($vulnerabilities) critical or high")
        | .outcome = (if $vulnerabilities == 0 then "passed" else "failed" end))
    ]
  }
  + (if $sponsor == "" then {} else { sponsor: $sponsor } end)
  + (if $chart_digest == "" then {} else { chart: { name: $service, version: $chart_version, digest: $chart_digest } } end)
' > "$file"
say "$SERVICE $VERSION: $(jq '.commits | length' "$file") commits"
