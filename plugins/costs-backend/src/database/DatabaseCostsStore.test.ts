import { Budget, DailyUsage } from '@textloom/plugin-costs-common';
import { describeStores } from '../__testUtils__/stores';
import {
  BudgetAlert,
  CostsStore,
  KeptForecast,
  StoredAnomaly,
  StoredPartition,
} from '../service/ports';

const PARTITION: StoredPartition = {
  source: 'aws',
  period: '2026-11',
  version: 1,
  ingestedAt: '2026-11-20T03:00:00.000Z',
  rows: 10,
  rejectedRows: 0,
  warnings: 2,
  state: 'open',
  currency: 'USD',
  effective: '12.5',
  billed: '12',
  revision: 'r1',
  exportedAt: '2026-11-20T02:00:00.000Z',
  focusVersion: '1.2',
  directory: 'partitions/aws/2026-11/000001-a',
  days: { USD: { from: '2026-11-01', to: '2026-11-19' } },
  allocation: 'hash',
};
const BUDGET: Budget = {
  id: 'video',
  name: 'Video 视频',
  scope: { dimension: 'owner', value: 'group:default/video' },
  amount: '12000.50',
  currency: 'USD',
  thresholds: [80, 100],
  forecastAlert: true,
  remedy: '',
  updatedBy: 'user:default/fin',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 1,
};
const ALERT: BudgetAlert = {
  budget: 'video',
  month: '2026-11',
  threshold: 80,
  kind: 'actual',
  at: '2026-11-20T00:00:00.000Z',
};
const ANOMALY: StoredAnomaly = {
  id: 'component-worker-2026-11-18',
  currency: 'USD',
  dimension: 'component',
  value: 'component:default/worker',
  owner: 'group:default/video',
  from: '2026-11-18',
  to: '2026-11-19',
  sign: 'up',
  actual: '20',
  expected: '10',
  impact: '10',
  ratio: 1,
  score: 7.5,
};
const FORECAST: KeptForecast = {
  currency: 'USD',
  month: '2026-11',
  on: '2026-11-10',
  dataVersion: 'v1',
  method: 'weekday-median',
  total: '100',
  low: '90',
  high: '110',
};
const USAGE: DailyUsage = {
  day: '2026-11-19',
  cluster: 'prod',
  nodeGroup: 'workers',
  namespace: 'video',
  component: 'component:default/worker',
  environment: 'prod',
  role: 'workload',
  cpuCoreHours: 1.5,
  memoryGibHours: 4,
};
const conflict = { name: 'ConflictError' };
const notFound = { name: 'NotFoundError' };

describeStores('a costs store', make => {
  let store: CostsStore;
  let other: CostsStore;
  beforeEach(async () => {
    [store, other] = await make();
  });

  /** How many of some attempts at once succeed. */
  const succeeded = async (attempts: Promise<unknown>[]) =>
    (await Promise.allSettled(attempts)).filter(
      ({ status }) => status === 'fulfilled',
    ).length;

  describe('partitions', () => {
    it('are kept in order of source and month', async () => {
      const earlier = { ...PARTITION, period: '2026-10' };
      const vendors = { ...PARTITION, source: 'vendors' };
      for (const each of [vendors, PARTITION, earlier]) {
        await store.savePartition(each);
      }
      expect(await other.partitions()).toEqual([earlier, PARTITION, vendors]);
    });

    it('are replaced by the next version only', async () => {
      await expect(
        store.savePartition({ ...PARTITION, version: 2 }),
      ).rejects.toMatchObject(conflict);
      await store.savePartition(PARTITION);
      const second = { ...PARTITION, version: 2, effective: '13' };
      await other.savePartition(second);
      for (const version of [1, 2, 4]) {
        await expect(
          store.savePartition({ ...PARTITION, version }),
        ).rejects.toMatchObject(conflict);
      }
      expect(await store.partitions()).toEqual([second]);
    });

    it.each([1, 2])('has one version %d of many at once', async version => {
      if (version === 2) {
        await store.savePartition(PARTITION);
      }
      const attempts = Array.from({ length: 8 }, (_, n) =>
        (n % 2 ? store : other).savePartition({
          ...PARTITION,
          version,
          directory: `d-${n}`,
        }),
      );
      expect(await succeeded(attempts)).toBe(1);
      expect(await store.partitions()).toHaveLength(1);
    });
  });

  it('keeps the newest status of each source', async () => {
    const status = { id: 'aws', title: 'AWS', state: 'empty' as const };
    const current = {
      ...status,
      state: 'current' as const,
      lastDay: '2026-11-19',
    };
    const failed = {
      id: 'a',
      title: 'A',
      state: 'failed' as const,
      problem: { code: 'denied' as const, args: { status: '403' } },
    };
    for (const each of [status, failed, current]) {
      await store.saveSourceStatus(each);
    }
    expect(await other.sourceStatuses()).toEqual([failed, current]);
  });

  describe('budgets', () => {
    it('are made, changed and removed', async () => {
      expect(await store.createBudget({ ...BUDGET, version: 7 })).toEqual(
        BUDGET,
      );
      expect(await other.getBudget('video')).toEqual(BUDGET);
      const changed = await other.updateBudget({ ...BUDGET, amount: '9000' });
      expect(changed).toEqual({ ...BUDGET, amount: '9000', version: 2 });
      expect(await store.budgets()).toEqual([changed]);
      await store.removeBudget('video', 2);
      expect(await other.budgets()).toEqual([]);
    });

    it('are not made twice, nor changed or removed unseen', async () => {
      await store.createBudget(BUDGET);
      await store.updateBudget(BUDGET);
      await expect(other.createBudget(BUDGET)).rejects.toMatchObject(conflict);
      await expect(other.updateBudget(BUDGET)).rejects.toMatchObject(conflict);
      await expect(other.removeBudget('video', 1)).rejects.toMatchObject(
        conflict,
      );
      expect((await store.getBudget('video')).version).toBe(2);
    });

    it('are not found when there are none', async () => {
      await expect(store.getBudget('x')).rejects.toMatchObject(notFound);
      await expect(store.removeBudget('x', 1)).rejects.toMatchObject(notFound);
      await expect(
        store.updateBudget({ ...BUDGET, id: 'x' }),
      ).rejects.toMatchObject(notFound);
    });

    it('are changed by one of many at once', async () => {
      await store.createBudget(BUDGET);
      const attempts = Array.from({ length: 8 }, (_, n) =>
        (n % 2 ? store : other).updateBudget({ ...BUDGET, name: `name ${n}` }),
      );
      expect(await succeeded(attempts)).toBe(1);
      expect((await store.getBudget('video')).version).toBe(2);
    });
  });

  describe('alerts', () => {
    it('are recorded once for each budget, month, threshold and kind', async () => {
      const others = [
        { ...ALERT, threshold: 100 },
        { ...ALERT, kind: 'forecast' as const },
        { ...ALERT, budget: 'api' },
      ];
      expect(await store.recordAlert(ALERT)).toBe(true);
      expect(await other.recordAlert({ ...ALERT, at: 'later' })).toBe(false);
      for (const each of [...others, { ...ALERT, month: '2026-12' }]) {
        expect(await other.recordAlert(each)).toBe(true);
      }
      expect(await store.alerts('2026-11')).toEqual([
        others[2],
        ALERT,
        others[1],
        others[0],
      ]);
    });

    it('are told by one of many at once', async () => {
      const told = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 ? store : other).recordAlert(ALERT),
        ),
      );
      expect(told.filter(Boolean)).toHaveLength(1);
    });
  });

  describe('anomalies', () => {
    it('are kept, newest first, with what was said when they are found again', async () => {
      const older = { ...ANOMALY, id: 'older', from: '2026-11-02' };
      const euro = { ...ANOMALY, id: 'euro', currency: 'EUR' };
      await store.saveAnomalies([older, ANOMALY, euro]);
      const feedback = {
        value: 'planned' as const,
        by: 'user:default/fin',
        at: '2026-11-20T00:00:00.000Z',
        note: 'load test',
      };
      expect(await other.giveFeedback(ANOMALY.id, feedback)).toEqual({
        ...ANOMALY,
        feedback,
      });
      const again = { ...ANOMALY, to: '2026-11-20', impact: '15' };
      await store.saveAnomalies([again]);
      expect(await other.anomalies('USD')).toEqual([
        { ...again, feedback },
        older,
      ]);
    });

    it('are not found when there are none', async () => {
      await expect(
        store.giveFeedback('x', {
          value: 'confirmed',
          by: '',
          at: '',
          note: '',
        }),
      ).rejects.toMatchObject(notFound);
      await store.saveAnomalies([]);
      expect(await store.anomalies('USD')).toEqual([]);
    });
  });

  it('keeps the first forecast of a day', async () => {
    const earlier = { ...FORECAST, month: '2026-10', on: '2026-10-10' };
    for (const each of [
      FORECAST,
      { ...FORECAST, total: '999' },
      earlier,
      { ...FORECAST, currency: 'EUR' },
    ]) {
      await store.keepForecast(each);
    }
    expect(await other.keptForecasts('USD')).toEqual([earlier, FORECAST]);
  });

  describe('usage', () => {
    const capacity = {
      day: USAGE.day,
      cluster: 'prod',
      nodeGroup: 'workers',
      cpuCoreHours: 16,
      memoryGibHours: 64,
    };
    it('is added up by day and what it is of', async () => {
      const mesh = { ...USAGE, role: 'mesh' as const };
      await store.addUsage({
        usage: [USAGE, USAGE, mesh],
        capacity: [capacity],
      });
      await other.addUsage({ usage: [USAGE], capacity: [capacity] });
      await store.addUsage({
        usage: [{ ...USAGE, day: '2026-11-20' }],
        capacity: [],
      });
      const read = await other.usage('2026-11-01', '2026-11-19');
      expect(read.usage).toHaveLength(2);
      expect(read.usage).toEqual(
        expect.arrayContaining([
          { ...USAGE, cpuCoreHours: 4.5, memoryGibHours: 12 },
          mesh,
        ]),
      );
      expect(read.capacity).toEqual([
        { ...capacity, cpuCoreHours: 32, memoryGibHours: 128 },
      ]);
    });

    it('loses none of many samples at once', async () => {
      await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          (n % 2 ? store : other).addUsage({
            usage: [USAGE, { ...USAGE, namespace: 'api' }],
            capacity: [capacity],
          }),
        ),
      );
      const read = await store.usage(USAGE.day, USAGE.day);
      expect(read.usage.map(({ cpuCoreHours }) => cpuCoreHours)).toEqual([
        18, 18,
      ]);
      expect(read.capacity.map(({ cpuCoreHours }) => cpuCoreHours)).toEqual([
        192,
      ]);
    });

    it('is nothing where there is none', async () => {
      await store.addUsage({ usage: [], capacity: [] });
      expect(await store.usage('2026-11-01', '2026-11-30')).toEqual({
        usage: [],
        capacity: [],
      });
    });
  });
});
