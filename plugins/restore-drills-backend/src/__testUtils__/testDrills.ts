import {
  Drill,
  DrillEvent,
  DrillPlan,
  Outcome,
  Problem,
  Store,
} from '@textloom/plugin-restore-drills-common';
import { Decide } from '../service/DrillsStore';
import { newDrill } from '../service/newDrill';

/** Id of the n-th drill of a test. */
export const drillId = (n: number) =>
  `drill-${n.toString(16).padStart(8, '0')}`;

export const aTestStore = (over: Partial<Store> = {}): Store => ({
  id: 'orders',
  title: 'Orders',
  kind: 'postgres',
  owner: 'group:default/sre',
  entity: 'resource:default/orders',
  priority: 'P0',
  targets: { 'bad-write': { rtoMs: 3_600_000, rpoMs: 900_000 } },
  heartbeatMs: 1_000,
  ...over,
});

export const aTestPlan = (over: Partial<DrillPlan> = {}): DrillPlan => ({
  id: 'orders-bad-write',
  store: 'orders',
  scenario: 'bad-write',
  target: { kind: 'latest' },
  schedule: { every: 'month', day: 1, hour: 2 },
  timeLimitMs: 7_200_000,
  assumed: { detectionMs: 300_000, responseMs: 900_000, switchMs: 60_000 },
  ...over,
});

/** Queues a drill. */
export const queues =
  (n: number, over: Partial<Parameters<typeof newDrill>[0]> = {}): Decide =>
  ({ now }) => {
    const drill: Drill = newDrill({
      id: drillId(n),
      store: aTestStore(),
      plan: aTestPlan(),
      startedBy: 'user:default/sre',
      now,
      ...over,
    });
    return [{ type: 'queued', drill }];
  };

/** Appends events as they are. */
export const happen =
  (...events: DrillEvent[]): Decide =>
  () =>
    events;

export const verdict = (
  word: 'PASS' | 'PARTIAL' | 'FAIL' | 'INVALID',
  problems: readonly Problem[] = [],
): Outcome => ({ kind: 'verdict', verdict: word, problems });
