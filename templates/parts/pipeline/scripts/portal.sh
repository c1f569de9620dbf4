# shellcheck shell=bash
# Calls of the portal's deployments API: docs/releases.md. Needs TEXTLOOM_PORTAL_URL and TOKEN.

# portal GET PATH, or portal POST PATH FILE: prints the answer. What may pass is tried again for half a minute; a write
# carries a key made from its content, so that it has its effect once.
portal() {
  local method=$1 path=$2 body=${3:-} options=() answer code=0
  if [ -n "$body" ]; then
    options=(--header 'content-type: application/json' --data "@$body"
      --header "idempotency-key: $({ printf '%s\n' "$path"; cat "$body"; } | sha256sum | cut --characters 1-64)")
  fi
  # In a file, since curl would print what each failed try got as well.
  answer=$(mktemp)
  # The token comes by standard input: arguments are seen by every process of the machine.
  printf 'header = "authorization: Bearer %s"\n' "$TOKEN" |
    curl --config - --silent --show-error --fail-with-body --output "$answer" --request "$method" --max-time 30 \
      --retry "${RETRIES:-5}" --retry-connrefused "${options[@]}" "${TEXTLOOM_PORTAL_URL%/}/api/deployments$path" || code=$?
  cat "$answer"
  rm "$answer"
  return "$code"
}
