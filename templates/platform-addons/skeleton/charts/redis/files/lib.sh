# shellcheck shell=sh
# What the scripts of nodes and sentinels share. They know, from the environment:
#   SELF       host:port of this process
#   SHARD      name of the shard (nodes only)
#   PEERS      host:port of the other nodes of the shard (nodes only)
#   SENTINELS  host:port of all sentinels
#   QUORUM     how many of them must agree
#   REDISCLI_AUTH  password; redis-cli reads it by itself

# Asks a server. Says nothing where there is no answer in time.
ask() {
  server=$1
  shift
  timeout 3 redis-cli -h "${server%:*}" -p "${server##*:}" "$@" 2>/dev/null || true
}

# host:port that a sentinel takes for the master of a shard, or nothing.
named_by() {
  ask "$1" SENTINEL get-master-addr-by-name "$2" | paste -s -d: - | grep -E '^[^: ]+:[0-9]+$' || true
}

# How many sentinels name each address: "2 host:port", the most first.
votes() {
  for sentinel in $SENTINELS; do
    named_by "$sentinel" "$1"
  done | sort | uniq -c | sort -rn
}

# host:port that enough sentinels agree on, or nothing.
agreed_master() {
  votes "$1" | while read -r count address; do
    if [ "$count" -ge "$QUORUM" ]; then
      echo "$address"
    fi
    break
  done
}

# A line of INFO replication of a node.
replication() {
  ask "$1" INFO replication | tr -d '\r' | sed -n "s/^$2://p"
}
