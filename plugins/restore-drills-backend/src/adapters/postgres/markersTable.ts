import { RecoveredMarkers } from '@textloom/plugin-restore-drills-common';
import { Session } from './client';

/** The table of the markers, by the session's search path. */
export const MARKER_TABLE = 'drill_hb';

/**
 * `horizon`: every transaction with a lower number had ended when the marker was written, so a copy that has the
 * marker has all that they have committed.
 */
export const MARKER_DDL = `CREATE TABLE ${MARKER_TABLE} (
  seq bigint PRIMARY KEY,
  writer text NOT NULL,
  wall timestamptz NOT NULL DEFAULT clock_timestamp(),
  horizon xid8 NOT NULL DEFAULT pg_snapshot_xmin(pg_current_snapshot())
)`;

/** Whether the session sees the table of the markers. */
export async function hasMarkers({ rows }: Session): Promise<boolean> {
  const [{ there }] = await rows<{ there: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS there`,
    [MARKER_TABLE],
  );
  return there;
}

/** The markers of a server; undefined when it has no table for them. */
export async function readMarkers(
  session: Session,
): Promise<RecoveredMarkers | undefined> {
  if (!(await hasMarkers(session))) {
    return undefined;
  }
  const [row] = await session.rows<{
    min: string | null;
    max: string | null;
    count: string;
    hole: string | null;
  }>(
    `SELECT min(seq) AS min, max(seq) AS max, count(*) AS count,
            (SELECT seq + 1 FROM ${MARKER_TABLE} h
             WHERE NOT EXISTS (SELECT 1 FROM ${MARKER_TABLE} n WHERE n.seq = h.seq + 1)
             ORDER BY seq LIMIT 1) AS hole
     FROM ${MARKER_TABLE}`,
  );
  const max = Number(row.max ?? 0);
  const hole = row.hole === null ? undefined : Number(row.hole);
  return {
    min: Number(row.min ?? 0),
    max,
    count: Number(row.count),
    ...(hole !== undefined && hole <= max && { firstHole: hole }),
  };
}
