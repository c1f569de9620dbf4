import { hasMarkers, MARKER_TABLE } from '../markersTable';
import { Session } from '../client';

/**
 * The number below which every transaction had ended when the newest marker of the restored data was written.
 * Whatever they have committed must have come back; what came later may or may not have. Undefined without markers.
 */
export async function readHorizon(
  session: Session,
): Promise<string | undefined> {
  if (!(await hasMarkers(session))) {
    return undefined;
  }
  const [column] = await session.rows(
    `SELECT 1 FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attname = 'horizon' AND NOT attisdropped`,
    [MARKER_TABLE],
  );
  if (!column) {
    return undefined;
  }
  const [row] = await session.rows<{ horizon: string }>(
    `SELECT horizon::text AS horizon FROM ${MARKER_TABLE} ORDER BY seq DESC LIMIT 1`,
  );
  return row?.horizon;
}

/** A condition on a row's `xmin`: committed before a horizon and not changed since. `$1` is the horizon. */
export function isOld(alias: string): string {
  return `age(${alias}.xmin) > age($1::xid8::xid)`;
}
