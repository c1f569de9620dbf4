"""
Numbered markers in the source, and a ledger of them outside of it. What a restored copy has of them says how much was
lost, where the age of a file says only how much might have been.
"""

import json
import os
import time
from contextlib import suppress

from .server import ask

TABLE = "textloom.restore_marker"
# A week of one a minute.
KEEP = 10_080
DDL = (
    "CREATE SCHEMA IF NOT EXISTS textloom;"
    f" CREATE TABLE IF NOT EXISTS {TABLE}"
    " (seq bigint PRIMARY KEY, wall timestamptz NOT NULL DEFAULT clock_timestamp())"
)


def now():
    """Milliseconds since the epoch."""
    return int(time.time() * 1000)


def write_marker(config):
    """Writes the next marker, and notes when it was sent and when the source said that it is safe."""
    source = config["source"]
    ledger = read_ledger(config)
    if ask(config, source, f"SELECT to_regclass('{TABLE}') IS NOT NULL") == [["f"]]:
        ask(config, source, DDL)
    [[newest]] = ask(config, source, f"SELECT coalesce(max(seq), 0) FROM {TABLE}")
    seq = max(int(newest), ledger[-1]["seq"] if ledger else 0) + 1
    sent = now()
    ask(config, source, f"INSERT INTO {TABLE} (seq) VALUES ({seq})")
    acked = now()
    # After the commit: what is archived up to this segment has the marker.
    [[position, segment]] = ask(
        config, source, "SELECT pg_current_wal_lsn(), pg_walfile_name(pg_current_wal_lsn())"
    )
    ask(config, source, f"DELETE FROM {TABLE} WHERE seq <= {seq - KEEP}")
    entry = {"store": config["store"]["id"], "seq": seq, "sentAt": sent, "ackedAt": acked}
    entry.update(position=position, segment=segment)
    save(config, [*ledger[-(KEEP - 1) :], entry])
    return entry


def save(config, entries):
    """A ledger is whole or the one before: it is made beside, and takes its name at once."""
    path = config["ledger"]
    temporary = f"{path}.new"
    with open(temporary, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in entries)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def read_ledger(config):
    """Entries, oldest first; none where nothing was ever written."""
    with suppress(FileNotFoundError):
        with open(config["ledger"], encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.strip()]
    return []


def expected_seq(ledger, frozen, failed_at):
    """The newest marker that must come back: archived, or written before the copy was begun."""
    end = frozen.get("recoverableUntil")
    if end is None:
        known = [entry["seq"] for entry in ledger if entry["ackedAt"] <= frozen["backup"]["completedAt"]]
    else:
        known = [entry["seq"] for entry in ledger if entry["segment"] <= end and entry["ackedAt"] <= failed_at]
    return max(known, default=None)


def recovered_markers(server, database):
    """What the restored data has of them; None when there is no table."""
    if server.ask(f"SELECT to_regclass('{TABLE}') IS NOT NULL", database=database) == [["f"]]:
        return None
    [[least, most, count, hole]] = server.ask(
        f"SELECT coalesce(min(seq), 0), coalesce(max(seq), 0), count(*), coalesce((SELECT seq + 1 FROM {TABLE} m"
        f" WHERE NOT EXISTS (SELECT FROM {TABLE} n WHERE n.seq = m.seq + 1) ORDER BY seq LIMIT 1), 0) FROM {TABLE}",
        database=database,
    )
    markers = {"min": int(least), "max": int(most), "count": int(count)}
    return {**markers, "firstHole": int(hole)} if 0 < int(hole) <= int(most) else markers
