#!/bin/sh
# Makes the buckets and their rules. It may run as often as it likes: what is there already is brought up to date.
# Knows, from the environment: MC_HOST_own, MC_HOST_target (where copies go), TARGET_URL, TARGET_ACCESS_KEY,
# TARGET_SECRET_KEY, TARGET_PREFIX, REPLICATE (true or false). Buckets are lines of name, days until objects go (0:
# never) and days that old versions are kept.
set -eu
settings=${0%/*}

lifecycle() {
  expire=$1
  old=$2
  printf '{"Rules":[{"ID":"old-versions","Status":"Enabled","Filter":{"Prefix":""},'
  printf '"NoncurrentVersionExpiration":{"NoncurrentDays":%s},' "$old"
  if [ "$expire" -eq 0 ]; then
    # Only that nothing is left of what has no version any more.
    printf '"Expiration":{"ExpiredObjectDeleteMarker":true}}]}'
  else
    printf '"Expiration":{"Days":%s}}]}' "$expire"
  fi
}

waited=0
until mc ready own >/dev/null 2>&1; do
  waited=$((waited + 1))
  if [ "$waited" -ge 60 ]; then
    echo 'MinIO is not ready' >&2
    exit 1
  fi
  sleep 5
done

while read -r bucket expire old; do
  [ -n "$bucket" ] || continue
  mc mb --ignore-existing "own/$bucket"
  mc version enable "own/$bucket"
  mc encrypt set sse-s3 "own/$bucket"
  mc anonymous set private "own/$bucket"
  lifecycle "$expire" "$old" | mc ilm rule import "own/$bucket"
  if [ "$REPLICATE" = true ]; then
    mc mb --ignore-existing "target/${TARGET_PREFIX:-}$bucket"
    mc version enable "target/${TARGET_PREFIX:-}$bucket"
    # A second rule to the same target is refused; the one that is there goes on.
    case $(mc replicate ls --json "own/$bucket" 2>/dev/null || true) in
      *Enabled*) ;;
      *)
        mc replicate add "own/$bucket" --priority 1 \
          --remote-bucket "${TARGET_URL%%://*}://$TARGET_ACCESS_KEY:$TARGET_SECRET_KEY@${TARGET_URL#*://}/${TARGET_PREFIX:-}$bucket" \
          --replicate delete,delete-marker,existing-objects
        ;;
    esac
  fi
done <"$settings/buckets"
echo 'Buckets are as they should be'
