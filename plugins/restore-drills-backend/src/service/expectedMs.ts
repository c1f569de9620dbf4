import { DrillsStore } from './DrillsStore';

/** Drills of a plan by which the next is foretold. */
const EARLIER = 20;

/** How long a drill of a plan will take: the middle one of those before, in milliseconds; undefined without any. */
export async function expectedMs(
  store: DrillsStore,
  plan: string,
): Promise<number | undefined> {
  const { items } = await store.list({ plan, limit: EARLIER });
  const taken = items
    .filter(({ outcome, control }) => outcome?.kind === 'verdict' && !control)
    .flatMap(({ queuedAt, endedAt }) =>
      endedAt === undefined ? [] : [endedAt - queuedAt],
    )
    .sort((a, b) => a - b);
  return taken[Math.floor(taken.length / 2)];
}
