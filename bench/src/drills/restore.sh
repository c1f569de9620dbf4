#!/bin/sh
# The peer of the bench: what somebody who knows PostgreSQL writes for a restore to a point in time that is proven and
# taken down again, with PostgreSQL's own tools alone. It runs as the user of PostgreSQL.
#
# BIN      folder of PostgreSQL's programs
# BACKUP   base backup, a folder with backup_label and backup_manifest
# ARCHIVE  archived write-ahead log
# SOURCE   folder of the socket of the server that the backup is of
# TARGET   folder to restore into; it does not exist
# POINT    time to restore to
# ADMIN    superuser of both servers
# SMOKE    SQL of the first business request
# ANSWER   SQL whose answer is printed; may be empty
#
# Prints a line `phase NAME MILLISECONDS` for each phase, and `answer TEXT`.
set -eu

now() { date +%s%3N; }
phase() {
  ended=$(now)
  echo "phase $1 $((ended - began))"
  began=$ended
}
export PGOPTIONS='-c datestyle=ISO,YMD -c timezone=UTC -c intervalstyle=postgres -c extra_float_digits=1 -c bytea_output=hex'
export PGDATABASE=postgres PGUSER="$ADMIN"
source_sql() { "$BIN/psql" -XAtq -v ON_ERROR_STOP=1 -h "$SOURCE" -p 5432 "$@"; }
sql() { "$BIN/psql" -XAtq -v ON_ERROR_STOP=1 -h "$TARGET/socket" -p 54321 "$@"; }

began=$(now)

# provision
mkdir -m 700 "$TARGET" "$TARGET/socket"
replay=$(source_sql -c "SELECT name || ' = ' || setting FROM pg_settings WHERE name IN
  ('max_connections', 'max_worker_processes', 'max_wal_senders', 'max_prepared_transactions',
   'max_locks_per_transaction', 'max_replication_slots', 'wal_level')")
phase provision

# restore
cp -a "$BACKUP" "$TARGET/data"
chmod 700 "$TARGET/data"
"$BIN/pg_verifybackup" -q --no-parse-wal --exit-on-error "$TARGET/data"
cat > "$TARGET/data/postgresql.auto.conf" <<CONF
$replay
listen_addresses = ''
port = 54321
unix_socket_directories = '$TARGET/socket'
hot_standby = off
autovacuum = off
archive_mode = off
restore_command = 'cp "$ARCHIVE/%f" "%p"'
recovery_target_time = '$POINT'
recovery_target_action = 'promote'
wal_retrieve_retry_interval = '100ms'
CONF
touch "$TARGET/data/recovery.signal"
phase restore

# recover
"$BIN/postgres" -D "$TARGET/data" > "$TARGET/server.log" 2>&1 &
server=$!
until [ "$(sql -c 'SELECT pg_is_in_recovery()' 2> /dev/null)" = f ]; do
  kill -0 "$server" || { cat "$TARGET/server.log" >&2; exit 1; }
  sleep 0.1
done
phase recover

# verify: that the target was reached, rows, sequences, tables and indexes
grep -q 'recovery stopping' "$TARGET/server.log"
[ "$(sql -c 'SHOW archive_mode')" = off ]
horizon=$(sql -c 'SELECT horizon FROM drill_hb ORDER BY seq DESC LIMIT 1')
for table in $(sql -c "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"); do
  key=$(sql -c "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisprimary AND i.indrelid = '$table'::regclass")
  newest="SELECT $key, md5(t::text) FROM $table t WHERE age(xmin) > age('$horizon'::xid8::xid) ORDER BY $key DESC LIMIT 200"
  source_sql -c "$newest" > "$TARGET/sample"
  keys=$(cut -d '|' -f 1 "$TARGET/sample" | paste -s -d ,)
  sql -c "SELECT $key, md5(t::text) FROM $table t WHERE $key IN ($keys) ORDER BY $key DESC" | cmp - "$TARGET/sample"
done
columns="SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 ORDER BY 1, 2"
source_sql -c "$columns" > "$TARGET/columns"
sql -c "$columns" | cmp - "$TARGET/columns"
for pair in $(sql -c "SELECT s.relname || ':' || t.relname || ':' || a.attname FROM pg_class s
    JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass
    JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S'"); do
  IFS=: read -r sequence table column <<PAIR
$pair
PAIR
  [ "$(sql -c "SELECT last_value >= (SELECT max($column) FROM $table) FROM $sequence")" = t ]
done
"$BIN/pg_amcheck" --all --install-missing --heapallindexed --jobs=2 --no-password -h "$TARGET/socket" -p 54321
phase verify

# smoke
sql -c "BEGIN; $SMOKE; ROLLBACK" > /dev/null
phase smoke

# Not measured: only the round in which answers are compared asks.
if [ -n "$ANSWER" ]; then
  echo "answer $(sql -c "$ANSWER")"
  began=$(now)
fi

# teardown
kill -QUIT "$server"
wait "$server" || true
rm -rf "$TARGET"
phase teardown
