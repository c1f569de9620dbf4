#!/bin/sh
# Before a master ends it hands over, so that a drained node costs no write that was answered: it takes no more
# writes, its replica gets the last ones and is promoted, and only then do clients have to connect again.
set -eu
# shellcheck source=lib.sh
. "${0%/*}/lib.sh"

if [ "$(replication "$SELF" role)" != master ]; then
  exit 0
fi
online=$(ask "$SELF" INFO replication | grep -c 'state=online' || true)
if [ "$online" -eq 0 ]; then
  echo "No replica could take over $SHARD"
  exit 0
fi

ask "$SELF" CLIENT PAUSE 20000 WRITE >/dev/null
# Nobody writes any more; the last writes take a moment to the replica.
sleep 1
for sentinel in $SENTINELS; do
  case $(ask "$sentinel" SENTINEL failover "$SHARD") in
    OK | *INPROG*) break ;;
  esac
done

waited=0
while [ "$waited" -lt 15 ]; do
  master=$(agreed_master "$SHARD")
  if [ -n "$master" ] && [ "$master" != "$SELF" ]; then
    # The sentinels would do the same some seconds later.
    ask "$SELF" REPLICAOF "${master%:*}" "${master##*:}" >/dev/null
    ask "$SELF" CLIENT KILL TYPE normal >/dev/null
    ask "$SELF" CLIENT UNPAUSE >/dev/null
    echo "$SHARD is with $master now"
    exit 0
  fi
  sleep 1
  waited=$((waited + 1))
done
ask "$SELF" CLIENT UNPAUSE >/dev/null
echo "Nobody took over $SHARD"
