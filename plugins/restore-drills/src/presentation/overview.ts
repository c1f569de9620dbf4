import { Action, Intent } from '@textloom/ui';
import {
  OverviewView,
  PlanView,
  Priority,
  StoreView,
  Words,
} from '@textloom/plugin-restore-drills-common';
import { Say } from '../text/say';
import { overdueIntent } from './states';

/** A store's rehearsal in the overview; a store without one stands alone. */
export interface OverviewRow {
  id: string;
  store: StoreView;
  plan?: PlanView;
}

/** What a row can be narrowed by. */
export const CONDITIONS = [
  'overdue',
  'failed',
  'running',
  'unproven',
  'proven',
] as const;
export type Condition = (typeof CONDITIONS)[number];

const urgency: Record<Priority, number> = { P0: 0, P1: 1, P2: 2 };

/** Whether the newest drill of a rehearsal did not pass, also where somebody has acknowledged it. */
export function hasFailed({ last }: PlanView): boolean {
  const { outcome } = last ?? {};
  return (
    outcome?.kind === 'verdict' &&
    (outcome.verdict === 'FAIL' || outcome.verdict === 'INVALID')
  );
}

/** Whether a rehearsal shows that its store can be restored, not too long ago, and nothing newer denies it. */
export function isProven(view: PlanView): boolean {
  const { plan, lastProven, overdue } = view;
  return (
    !plan.control && lastProven !== undefined && !overdue && !hasFailed(view)
  );
}

/** The strongest thing that is so of a rehearsal. */
export function conditionOf(plan: PlanView | undefined): Condition {
  if (plan?.overdue) return 'overdue';
  if (plan && hasFailed(plan)) return 'failed';
  if (plan?.running) return 'running';
  return plan && isProven(plan) ? 'proven' : 'unproven';
}

function rank({ plan }: OverviewRow): number {
  if (plan?.overdue) return urgency[plan.overdue.priority];
  return 3 + CONDITIONS.indexOf(conditionOf(plan));
}

/** All rehearsals, the most urgent first; else as the stores come. */
export function overviewRows(stores: readonly StoreView[]): OverviewRow[] {
  return stores
    .flatMap((store): OverviewRow[] =>
      store.plans.length === 0
        ? [{ id: store.store.id, store }]
        : store.plans.map(plan => ({ id: plan.plan.id, store, plan })),
    )
    .sort((a, b) => rank(a) - rank(b));
}

/** Name of a rehearsal in a sentence. */
export function planName(
  title: string,
  plan: PlanView['plan'],
  words: Words,
  say: Say,
): string {
  return say(plan.control ? 'planName.control' : 'planName.plain', {
    store: title,
    scenario: words.scenarios[plan.scenario],
    control: plan.control ? words.controls[plan.control] : '',
  });
}

/** Why a rehearsal is overdue, as a sentence. */
export function overdueSentence(
  name: string,
  plan: PlanView,
  store: StoreView,
  say: Say,
): string {
  const { overdue, lastProven, target } = plan;
  if (!overdue) return '';
  switch (overdue.reason) {
    case 'too-long':
      return say('overdue.tooLong', {
        name,
        age: say.age(lastProven?.endedAt ?? overdue.since),
      });
    case 'exposed':
      return say('overdue.exposed', {
        name,
        exposure: store.exposure
          ? say.duration(store.exposure.ms)
          : say('unknownValue'),
        rpo: target ? say.duration(target.rpoMs) : say('unknownValue'),
      });
    default:
      return say(`overdue.${overdue.reason}`, { name });
  }
}

interface PageVerdict {
  intent: Intent;
  sentence: string;
  detail?: string;
  actions?: Action[];
}

/** What is proven, what is overdue, and what to do about the worst of it. */
export function overviewVerdict(
  view: Pick<OverviewView, 'stores'>,
  words: Words,
  say: Say,
  planLink: (id: string) => string | undefined,
): PageVerdict {
  // A control proves that damage is found, not that anything can be restored.
  const rows = overviewRows(view.stores).filter(
    ({ plan }) => !plan?.plan.control,
  );
  const plans = rows.flatMap(({ plan }) => (plan ? [plan] : []));
  const proven = plans.filter(isProven).length;
  const tally =
    proven === 0
      ? say('overview.noneProven')
      : say('overview.tally', { count: proven, total: plans.length });
  const overdue = plans.filter(plan => plan.overdue);
  const [worst] = rows;
  if (worst?.plan && (worst.plan.overdue || hasFailed(worst.plan))) {
    const { plan, store } = worst;
    const name = planName(store.store.title, plan.plan, words, say);
    const href = planLink(plan.plan.id);
    return {
      intent: plan.overdue ? overdueIntent(plan.overdue) : 'caution',
      sentence: plan.overdue
        ? overdueSentence(name, plan, store, say)
        : say('overdue.acknowledged', { name }),
      detail: say.sentences([
        ...(overdue.length > 0
          ? [say('overview.overdue', { count: overdue.length })]
          : []),
        tally,
      ]),
      actions: href
        ? [{ label: say('overview.openPlan'), href, variant: 'primary' }]
        : [],
    };
  }
  if (plans.length === 0) {
    return { intent: 'unknown', sentence: say('overview.noPlan') };
  }
  const next = Math.min(...plans.map(({ dueAt }) => dueAt));
  const due =
    next > say.now
      ? say('overview.next', { when: say.when(next) })
      : say('plan.dueNow');
  return proven === plans.length
    ? {
        intent: 'positive',
        sentence: say('overview.allProven', { count: proven }),
        detail: due,
      }
    : { intent: 'unknown', sentence: tally, detail: due };
}
