import { RecoveredMarkers } from '@textloom/plugin-restore-drills-common';
import { Opened } from './database';

/** The table of the markers. `wall` in milliseconds since the epoch, by the portal's clock. */
export const MARKER_TABLE = 'drill_hb';

export const MARKER_DDL = `CREATE TABLE IF NOT EXISTS ${MARKER_TABLE} (
  seq INTEGER PRIMARY KEY,
  writer TEXT NOT NULL,
  wall INTEGER NOT NULL
)`;

/** Whether a database has the table of the markers. */
export function hasMarkers(database: Opened): boolean {
  return (
    database
      .prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`)
      .get(MARKER_TABLE) !== undefined
  );
}

/** The markers of a database; undefined when it has no table for them. */
export function readMarkers(database: Opened): RecoveredMarkers | undefined {
  if (!hasMarkers(database)) {
    return undefined;
  }
  const { min, max, count, hole } = database
    .prepare(
      `SELECT min(seq) AS min, max(seq) AS max, count(*) AS count,
              (SELECT seq + 1 FROM ${MARKER_TABLE} h
               WHERE NOT EXISTS (SELECT 1 FROM ${MARKER_TABLE} n WHERE n.seq = h.seq + 1)
               ORDER BY seq LIMIT 1) AS hole
       FROM ${MARKER_TABLE}`,
    )
    .get() as Record<'min' | 'max' | 'hole', number | null> & { count: number };
  return {
    min: min ?? 0,
    max: max ?? 0,
    count,
    ...(hole !== null && hole <= (max ?? 0) && { firstHole: hole }),
  };
}

/** When the newest marker was written, milliseconds since the epoch; undefined without any. */
export function newestMarkerAt(database: Opened): number | undefined {
  return hasMarkers(database)
    ? (database
        .prepare(`SELECT wall FROM ${MARKER_TABLE} ORDER BY seq DESC LIMIT 1`)
        .pluck()
        .get() as number | undefined) ?? undefined
    : undefined;
}
