import {
  OverviewView,
  PlanView,
  Priority,
  Store,
} from '@textloom/plugin-restore-drills-common';

/** A plan that is worth a look today. */
export interface DueDrill {
  store: Store;
  plan: PlanView;
  kind: 'overdue' | 'running' | 'soon';
}

const DAY = 86_400_000;
const urgency: Record<Priority, number> = { P0: 0, P1: 1, P2: 2 };
const RUNNING = 3;

function rank({ kind, plan }: DueDrill): number {
  if (kind === 'overdue' && plan.overdue) {
    return urgency[plan.overdue.priority];
  }
  return kind === 'running' ? RUNNING : RUNNING + 1;
}

/** What is overdue, what runs, and what is due within a week, in this order. */
export function drillsDue(
  { stores }: Pick<OverviewView, 'stores'>,
  now: number,
): DueDrill[] {
  return stores
    .flatMap(({ store, plans }) =>
      plans.flatMap((plan): DueDrill[] => {
        if (plan.overdue) return [{ store, plan, kind: 'overdue' }];
        if (plan.running) return [{ store, plan, kind: 'running' }];
        return plan.dueAt <= now + 7 * DAY
          ? [{ store, plan, kind: 'soon' }]
          : [];
      }),
    )
    .sort((a, b) => rank(a) - rank(b) || a.plan.dueAt - b.plan.dueAt);
}
