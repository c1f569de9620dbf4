import {
  aPlan,
  aStore,
} from '@textloom/plugin-restore-drills-common/testUtils';
import { PlanView } from '@textloom/plugin-restore-drills-common';
import { drillsDue } from './drillsDue';

const NOW = Date.parse('2026-11-25T08:30:00.000Z');
const DAY = 86_400_000;

const plan = (id: string, rest: Partial<PlanView>): PlanView => ({
  plan: aPlan({ id }),
  dueAt: NOW + 20 * DAY,
  start: { ok: true },
  ...rest,
});

const overdue = (priority: 'P0' | 'P1' | 'P2'): Partial<PlanView> => ({
  overdue: { priority, reason: 'never', since: NOW - DAY },
});

it('has what is overdue first, then what runs, then what comes within a week', () => {
  const plans = [
    plan('later', {}),
    plan('week', { dueAt: NOW + 7 * DAY }),
    plan('day', { dueAt: NOW + DAY }),
    plan('warn', overdue('P2')),
    plan('worst', overdue('P0')),
    plan('running', {
      running: {
        id: 'drill-00000001',
        plan: 'running',
        store: 'store',
        scenario: 'bad-write',
        state: 'Running',
        step: 'restore',
        startedBy: 'portal',
        queuedAt: NOW,
        acknowledged: false,
      },
    }),
  ];
  const stores = [{ store: aStore(), exercised: true, plans }];
  expect(drillsDue({ stores }, NOW).map(due => due.plan.plan.id)).toEqual([
    'worst',
    'warn',
    'running',
    'day',
    'week',
  ]);
});
