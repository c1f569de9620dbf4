import { DrillPlan, dueAt } from '@textloom/plugin-restore-drills-common';
import { DrillsStore } from './DrillsStore';

/** Drills among which the last run of a plan is looked for. */
const NEWEST = 50;

/** When a plan is due, milliseconds since the epoch; a control that somebody asked for is no run of the plan. */
export async function planDueAt(
  store: DrillsStore,
  { id, schedule, control }: DrillPlan,
  firstAfterMs?: number,
): Promise<number> {
  const [{ items }, knownSince] = await Promise.all([
    store.list({ plan: id, limit: NEWEST }),
    store.knownSince(id),
  ]);
  const last = items.find(drill => drill.control === control);
  return last === undefined && firstAfterMs !== undefined
    ? knownSince + firstAfterMs
    : dueAt(schedule, last?.queuedAt, knownSince);
}
