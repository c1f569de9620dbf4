#!/bin/sh
# Whether this node has the data of its shard: the next one is not restarted before.
set -eu
# shellcheck source=lib.sh
. "${0%/*}/lib.sh"

[ "$(ask "$SELF" PING)" = PONG ]
[ "$(replication "$SELF" role)" = master ] || [ "$(replication "$SELF" master_link_status)" = up ]
