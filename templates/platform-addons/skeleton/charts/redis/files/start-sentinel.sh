#!/bin/sh
# Starts a sentinel with the settings of the chart and with what it, or else the others, know of the masters.
set -eu
# shellcheck source=lib.sh
. "${0%/*}/lib.sh"

old=$DATA/sentinel.conf
new=$DATA/sentinel.conf.new

# host and port of the master of a shard, or nothing where nobody has known one.
known_master() {
  if [ -f "$old" ]; then
    sed -n "s/^sentinel monitor $1 \(.*\) [0-9]*\$/\1/p" "$old"
    return
  fi
  votes "$1" | while read -r _ address; do
    echo "${address%:*} ${address##*:}"
    break
  done
}

while read -r line; do
  case $line in
    'sentinel monitor '*)
      # shellcheck disable=SC2086
      set -- $line
      known=$(known_master "$3")
      echo "sentinel monitor $3 ${known:-$4 $5} $6"
      echo "sentinel auth-pass $3 $REDISCLI_AUTH"
      ;;
    *) echo "$line" ;;
  esac
done <"$SETTINGS/sentinel.conf" >"$new"
{
  echo "dir $DATA"
  echo "port ${SELF##*:}"
  echo "sentinel announce-ip ${SELF%:*}"
  echo "sentinel announce-port ${SELF##*:}"
  echo "requirepass $REDISCLI_AUTH"
  echo "sentinel sentinel-pass $REDISCLI_AUTH"
  if [ -f "$old" ]; then
    grep -E '^sentinel (myid|config-epoch|leader-epoch|current-epoch|known-replica|known-sentinel) ' "$old" || true
  fi
} >>"$new"
mv "$new" "$old"
exec redis-server "$old" --sentinel
