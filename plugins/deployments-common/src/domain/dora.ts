import { DAY } from '@textloom/kernel';
import { Proposal } from './proposal';
import { DoraView } from './views';

const FAILED = ['RolledBack', 'Aborted', 'Diverged', 'NeedsHuman', 'Adopted'];

function median(values: readonly number[]): number | undefined {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (!sorted.length) {
    return undefined;
  }
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function defined<T extends Record<string, number | undefined>>(figures: T) {
  return Object.fromEntries(
    Object.entries(figures).filter(([, value]) => value !== undefined),
  ) as { [key in keyof T]?: number };
}

/**
 * The four DORA figures of the deployments that ended in a window, by proposals whole. What never began to run is no
 * deployment. A figure without anything to measure is absent.
 */
export function doraOf(
  proposals: readonly Proposal[],
  { from, to }: { from: number; to: number },
): DoraView {
  const ended = proposals.filter(
    ({ endedAt, execution }) =>
      execution && endedAt !== undefined && endedAt >= from && endedAt < to,
  );
  const succeeded = ended.filter(({ state }) => state === 'Succeeded');
  const failed = ended.filter(({ state }) => FAILED.includes(state));
  const days = (to - from) / DAY;
  const lead = succeeded.map(
    // One that was changed and restored later had been delivered before.
    ({ release, endedAt, divergence }) =>
      (divergence?.succeededAt ?? endedAt!) - release.createdAt,
  );
  const waited = succeeded.map(
    ({ requestedAt, execution }) => execution!.startedAt - requestedAt,
  );
  const restored = failed.flatMap(({ execution, endedAt, state }) =>
    execution?.rollback && (state === 'RolledBack' || state === 'Aborted')
      ? [endedAt! - execution.rollback.at]
      : [],
  );
  return {
    from,
    to,
    deployments: ended.length,
    ...defined({
      deploymentsPerDay: days > 0 ? succeeded.length / days : undefined,
      leadTimeMs: median(lead),
      waitingForPeopleMs: median(waited),
      changeFailPercent: ended.length
        ? (failed.length / ended.length) * 100
        : undefined,
      restoreMs: median(restored),
    }),
  };
}
