#!/bin/sh
# Whether this node may go on. A master that no replica follows and that less than a quorum of the sentinels names is
# cut off, or replaced already: it has to start again, and then waits until the sentinels say what it is.
set -eu
# shellcheck source=lib.sh
. "${0%/*}/lib.sh"

case $(ask "$SELF" PING) in
  PONG | LOADING* | MASTERDOWN*) ;;
  *) exit 1 ;;
esac
if [ "$(replication "$SELF" role)" = master ] && [ "$(replication "$SELF" connected_slaves)" = 0 ]; then
  count=0
  for sentinel in $SENTINELS; do
    if [ "$(named_by "$sentinel" "$SHARD")" = "$SELF" ]; then
      count=$((count + 1))
    fi
  done
  if [ "$count" -lt "$QUORUM" ]; then
    echo "$count sentinels name this master, and no replica follows it"
    exit 1
  fi
fi
