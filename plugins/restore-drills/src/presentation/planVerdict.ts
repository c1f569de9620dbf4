import { Intent } from '@textloom/ui';
import {
  PlanView,
  StoreView,
  Words,
} from '@textloom/plugin-restore-drills-common';
import { Say } from '../text/say';
import { hasFailed, overdueSentence } from './overview';
import { drillIntent, drillWord, overdueIntent } from './states';

/** What is proven by a plan, and when it runs next. */
export function planVerdict(
  plan: PlanView,
  store: StoreView,
  name: string,
  words: Words,
  say: Say,
): { intent: Intent; sentence: string; detail?: string } {
  const due =
    plan.dueAt > say.now
      ? say('overview.next', { when: say.when(plan.dueAt) })
      : say('plan.dueNow');
  if (plan.running) {
    return {
      intent: drillIntent(plan.running),
      sentence: say('plan.running', { age: say.age(plan.running.queuedAt) }),
      detail: due,
    };
  }
  if (plan.overdue) {
    return {
      intent: overdueIntent(plan.overdue),
      sentence: overdueSentence(name, plan, store, say),
      detail: due,
    };
  }
  if (plan.plan.control && plan.last) {
    return {
      intent: drillIntent(plan.last),
      sentence: drillWord(plan.last, words, say),
      detail: due,
    };
  }
  if (hasFailed(plan)) {
    return {
      intent: 'caution',
      sentence: say('overdue.acknowledged', { name }),
      detail: due,
    };
  }
  if (plan.lastProven?.endedAt === undefined) {
    return { intent: 'unknown', sentence: say('plan.never'), detail: due };
  }
  return {
    intent: 'positive',
    sentence: say('plan.proven', { age: say.age(plan.lastProven.endedAt) }),
    detail: due,
  };
}
