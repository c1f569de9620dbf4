import { DAY, HOUR, MINUTE } from '@textloom/kernel';
import { aDrill, aPlan, aStore, TEST_NOW } from './builders';
import { EXPECTED_SEQ, freezing } from './healthy';
import { simulate, Story } from './simulate';

/** Stores of the samples: the ones of TextLoom, and those that show a rare state. */
export const SAMPLE_STORES = {
  postgres: aStore(),
  redis: aStore({
    id: 'textloom-redis',
    title: 'TextLoom Redis',
    kind: 'redis',
    entity: 'resource:default/textloom-redis',
    targets: { 'instance-loss': { rtoMs: HOUR, rpoMs: 15 * MINUTE } },
  }),
  portal: aStore({
    id: 'portal-database',
    title: 'Portal database',
    kind: 'sqlite',
    entity: 'component:default/textloom-portal',
    priority: 'P2',
    targets: { 'instance-loss': { rtoMs: HOUR, rpoMs: 2 * HOUR } },
  }),
  /** Never drilled. */
  analytics: aStore({
    id: 'analytics-postgres',
    title: 'Analytics PostgreSQL',
    kind: 'pgbackrest',
    priority: 'P1',
    targets: { 'zone-loss': { rtoMs: 4 * HOUR, rpoMs: HOUR } },
  }),
  /** Of a kind that no test has restored from. */
  billing: aStore({
    id: 'billing-rds',
    title: 'Billing RDS',
    kind: 'rds',
    targets: { 'region-loss': { rtoMs: 4 * HOUR, rpoMs: HOUR } },
    heartbeatMs: undefined,
  }),
};

/** Plans of the sample stores. */
export const SAMPLE_PLANS = {
  badWrite: aPlan(),
  instanceLoss: aPlan({ scenario: 'instance-loss' }),
  redis: aPlan({ store: 'textloom-redis', scenario: 'instance-loss' }),
  portal: aPlan({
    store: 'portal-database',
    scenario: 'instance-loss',
    schedule: { every: 'day', hour: 3 },
  }),
  analytics: aPlan({ store: 'analytics-postgres', scenario: 'zone-loss' }),
  billing: aPlan({ store: 'billing-rds', scenario: 'region-loss' }),
};

const { postgres, redis, portal } = SAMPLE_STORES;
const { badWrite, instanceLoss } = SAMPLE_PLANS;
const drillOf = (
  id: string,
  ageMs: number,
  drill: Parameters<typeof aDrill>[0] = {},
) => aDrill({ id: `drill-${id}`, queuedAt: TEST_NOW - ageMs, ...drill });

/** Drills of every kind of end, and one that runs. Each has really gone through the machine. */
export const SAMPLE_DRILLS = {
  passed: simulate(drillOf('0a55ed01', 2 * DAY, { plan: badWrite })),
  /** A segment of the archive was lost; the plan step finds it. */
  failed: simulate(
    drillOf('0fa11ed1', DAY, { store: postgres, plan: instanceLoss }),
    {
      results: {
        plan: {
          durationMs: 60,
          problem: {
            code: 'wal-segment-missing',
            subject: '000000010000000000000031',
          },
        },
      },
    },
  ),
  running: simulate(
    drillOf('0bad0001', 40_000, { store: redis, plan: SAMPLE_PLANS.redis }),
    { until: 'restore' },
  ),
  refused: simulate(drillOf('0ef05ed1', 5 * DAY), {
    results: {
      probe: {
        durationMs: 90,
        problem: { code: 'tool-missing', subject: 'pg_ctl' },
      },
    },
  }),
  cancelled: simulate(drillOf('0ca9ce11', 6 * DAY), { cancelAt: 'recover' }),
  /** A negative control that was found. */
  control: simulate(
    drillOf('0c0947e0', 3 * DAY, { control: 'missing-wal-segment' }),
    {
      results: {
        recover: {
          durationMs: 4_200,
          problem: {
            code: 'wal-segment-missing',
            subject: '00000001000000000000002D',
          },
        },
      },
    },
  ),
  /** A check that does not block has failed. */
  partial: simulate(drillOf('09a97a11', 9 * DAY), {
    results: {
      verify: {
        durationMs: 9_000,
        findings: {
          verifications: [
            {
              name: 'pg_amcheck',
              state: 'failed',
              blocking: false,
              method: 'pg_amcheck -a',
              actual: 'index videos_pkey lacks 1 row',
            },
          ],
        },
      },
    },
  }),
  /** Heartbeats were not written. */
  invalid: simulate(drillOf('01e7a11d', 12 * DAY), {
    results: { freeze: freezing(undefined), measure: { durationMs: 20 } },
  }),
  /** Markers that had been archived did not come back. */
  lost: simulate(drillOf('0105ed01', 15 * DAY), {
    results: {
      measure: drill => ({
        durationMs: 70,
        findings: {
          ...drill.findings,
          markers: {
            min: EXPECTED_SEQ - 2_000,
            max: EXPECTED_SEQ - 10,
            count: 1_991,
          },
        },
      }),
    },
  }),
  /** Proven too long ago. */
  redisProven: simulate(
    drillOf('0edb0001', 34 * DAY, { store: redis, plan: SAMPLE_PLANS.redis }),
  ),
  portalProven: simulate(
    drillOf('0f07a101', 9 * HOUR, {
      store: portal,
      plan: SAMPLE_PLANS.portal,
      startedBy: 'portal',
    }),
  ),
} satisfies Record<string, Story>;
