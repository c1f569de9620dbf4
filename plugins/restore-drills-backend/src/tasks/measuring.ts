import {
  Drill,
  Findings,
  lastContiguous,
  rpaOf,
  rtaOf,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, StoreConnection } from '../service/ports';

/** Neighbours of the newest marker that came back, should the ledger lack some. */
const AROUND = 100;
/** How often drivers look whether the target is ready, unless they say otherwise. */
const POLLING_MS = 100;

/** How much was lost and how long it took. */
export async function measure(
  { driver, ledger, store }: StoreConnection,
  context: DrillContext,
  drill: Drill,
): Promise<Findings> {
  const { frozen, recovery } = drill.findings;
  const markers = await driver.markers(context);
  const last = lastContiguous(markers);
  const entries =
    last === undefined
      ? []
      : await ledger.between(store.id, last - AROUND, last + AROUND);
  const rpa =
    frozen &&
    rpaOf({
      failedAt: frozen.failedAt,
      ledger: entries,
      ...(markers && { markers }),
      ...(frozen.expectedSeq !== undefined && {
        expectedSeq: frozen.expectedSeq,
      }),
      ...numberOf('restorePointAt', recovery?.restorePointAt),
      copiedAt: frozen.backup.completedAt,
    });
  const rta = rtaOf(drill, Number(recovery?.pollingMs ?? POLLING_MS));
  return {
    ...(markers && { markers }),
    ...(rpa && { rpa }),
    ...(rta && { rta }),
  };
}

function numberOf<K extends string>(
  key: K,
  value: string | number | undefined,
): { [P in K]?: number } {
  return typeof value === 'number'
    ? ({ [key]: value } as { [P in K]: number })
    : {};
}
