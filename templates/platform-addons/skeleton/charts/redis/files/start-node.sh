#!/bin/sh
# Starts a node of a shard. It never decides by itself whether it is master: the sentinels say so. A master that
# comes back after a failover is therefore a replica from its first moment, and nobody can write to it.
set -eu
# shellcheck source=lib.sh
. "${0%/*}/lib.sh"

# Whether another node of the shard holds keys, or is just reading them.
peer_has_data() {
  for peer in $PEERS; do
    case $(ask "$peer" INFO keyspace) in
      *keys=* | *LOADING*) return 0 ;;
    esac
  done
  return 1
}

failover_runs() {
  for sentinel in $SENTINELS; do
    ask "$sentinel" SENTINEL master "$SHARD" | grep -q failover_in_progress && return 0
  done
  return 1
}

while :; do
  master=$(agreed_master "$SHARD")
  if [ -z "$master" ]; then
    echo "Waiting for $QUORUM sentinels to agree on the master of $SHARD"
  elif [ "$master" != "$SELF" ]; then
    break
  elif [ ! -d "$DATA/appendonlydir" ] && peer_has_data; then
    # An empty master would empty its replica. As long as this does not answer, the sentinels replace it.
    echo "Named master of $SHARD, but the data is elsewhere: waiting for a failover"
  elif failover_runs; then
    echo "Waiting for the failover of $SHARD to end"
  else
    break
  fi
  sleep 1
done

# A copy, for sentinels have Redis rewrite it.
cp "$SETTINGS/redis.conf" "$CONFIG/redis.conf"
{
  echo "dir $DATA"
  echo "port ${SELF##*:}"
  echo "replica-announce-ip ${SELF%:*}"
  echo "replica-announce-port ${SELF##*:}"
  echo "requirepass $REDISCLI_AUTH"
  echo "masterauth $REDISCLI_AUTH"
  if [ "$master" != "$SELF" ]; then
    echo "replicaof ${master%:*} ${master##*:}"
  fi
} >>"$CONFIG/redis.conf"
echo "$SELF of $SHARD follows ${master}"
exec redis-server "$CONFIG/redis.conf"
