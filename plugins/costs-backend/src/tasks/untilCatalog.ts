import { setTimeout as wait } from 'node:timers/promises';
import { CatalogOwners } from '../service/ports';

const TRIES = 60;
const PERIOD_MS = 1_000;
/** Looks in a row that must find as many components. */
const SAME = 5;

/**
 * Waits until the catalog knows components, and for four seconds no more of them, which on a first start takes some
 * time: bills that are allocated before have no owners, and would be allocated twice. Goes on without after a minute,
 * and at once when it is stopped.
 */
export async function untilCatalog(
  catalog: Pick<CatalogOwners, 'owners'>,
  signal: AbortSignal,
  periodMs = PERIOD_MS,
): Promise<void> {
  let same = 0;
  let last = 0;
  for (let tries = 0; tries < TRIES && !signal.aborted; tries += 1) {
    const { size } = await catalog.owners().catch(() => new Map());
    same = size > 0 && size === last ? same + 1 : 1;
    last = size;
    if (size > 0 && same === SAME) {
      return;
    }
    await wait(periodMs, undefined, { signal }).catch(() => {});
  }
}
