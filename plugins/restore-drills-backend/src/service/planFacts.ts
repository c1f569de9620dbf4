import {
  DrillPlan,
  DrillSummary,
  Exposure,
  Overdue,
  overdueOf,
  Store,
} from '@textloom/plugin-restore-drills-common';
import { DrillsStore } from './DrillsStore';

/** Drills among which the last run of a control is looked for. */
const NEWEST = 50;

type Newest = Awaited<ReturnType<DrillsStore['newest']>>;

/** What the drills of a plan say. */
export interface PlanFacts {
  /** The newest with a verdict. */
  last?: DrillSummary;
  /** The newest that has proven that the store can be restored. */
  proven?: DrillSummary;
  overdue?: Overdue;
}

/**
 * What is known of a plan, and whether it is overdue. A plan whose every drill is a negative control proves nothing of
 * the store; it is overdue when for too long its damage was not found.
 */
export async function planFacts(
  drills: DrillsStore,
  options: {
    plan: DrillPlan;
    store: Store;
    newest: Newest;
    exposure?: Exposure;
    now: number;
  },
): Promise<PlanFacts> {
  const { plan, store, newest, exposure, now } = options;
  const knownSince = await drills.knownSince(plan.id);
  const shared = { now, schedule: plan.schedule, knownSince };
  if (plan.control) {
    const { items } = await drills.list({ plan: plan.id, limit: NEWEST });
    const last = items.find(({ outcome }) => outcome?.kind === 'verdict');
    const found = items.find(
      ({ outcome }) =>
        outcome?.kind === 'verdict' && outcome.verdict === 'PASS',
    );
    const overdue = overdueOf({
      ...shared,
      ...(last && { last }),
      ...(found && { lastProven: found }),
    });
    return { ...(last && { last }), ...(overdue && { overdue }) };
  }
  const { last, proven } = newest.get(plan.id) ?? {};
  const rpoMs = store.targets[plan.scenario]?.rpoMs;
  const overdue = overdueOf({
    ...shared,
    ...(last && { last }),
    ...(proven && { lastProven: proven }),
    ...(exposure && { exposure }),
    ...(rpoMs !== undefined && { rpoMs }),
  });
  return {
    ...(last && { last }),
    ...(proven && { proven }),
    ...(overdue && { overdue }),
  };
}
