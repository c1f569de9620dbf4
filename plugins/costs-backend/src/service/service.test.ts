import {
  budgetRequestSchema,
  exploreQuerySchema,
  overviewQuerySchema,
} from '@textloom/plugin-costs-common';
import { scratchFolder } from '../__testUtils__/bills';
import { ALL, caller, serviceWorld, VIDEO } from './__testUtils__/serviceWorld';
import { putBill, sampleRows } from './__testUtils__/sampleBill';

// Bills are read by the real engine, on a machine that others use as well.
jest.setTimeout(60_000);

const folder = scratchFolder();
const TODAY = '2026-11-21';
const SPAN = { from: '2026-08-01', to: '2026-11-20' };
const MONTH = { from: '2026-11-01', to: '2026-11-20' };
const overviewOf = (query = {}) => overviewQuerySchema.parse(query);
const exploreOf = (query: object) => exploreQuerySchema.parse(query);

describe('the service of costs', () => {
  let world: ReturnType<typeof serviceWorld>;

  beforeAll(async () => {
    world = serviceWorld(await folder(), { today: TODAY });
    await putBill(world.bills, sampleRows(SPAN));
    await world.ingest.run();
  });

  afterAll(() => world.close());

  it('says what the month costs, and that it equals the bill', async () => {
    const view = await world.service.getOverview(caller(), overviewOf());
    expect(view).toMatchObject({
      month: '2026-11',
      monthToDate: '6142.5',
      previous: '6142.5',
      sum: '6142.5',
      allocation: [
        {
          key: 'component:default/textloom-worker',
          owner: 'group:default/video',
          cost: '4000',
          previous: '4000',
        },
        {
          key: 'component:default/textloom-api',
          owner: 'group:default/platform',
          cost: '2000',
        },
      ],
      layers: [
        { key: 'untagged', cost: '100' },
        { key: 'support-tax', cost: '42.5' },
      ],
      names: {
        'component:default/textloom-worker': 'Workers',
        'group:default/video': 'Video team',
      },
      strip: {
        currency: 'USD',
        billedTo: '2026-11-20',
        scope: 'all',
        openPeriods: ['2026-11'],
        check: { state: 'equal', difference: '0' },
      },
    });
    expect(view.forecast?.total).toBe('9192.5');
  });

  it('is silent about everybody else to who sees their own', async () => {
    const view = await world.service.getOverview(caller(VIDEO), overviewOf());
    expect(view).toMatchObject({
      monthToDate: '4000',
      sum: '4000',
      allocation: [{ key: 'component:default/textloom-worker', cost: '4000' }],
      layers: [],
      strip: {
        scope: 'own',
        owners: ['group:default/video'],
        check: { state: 'equal' },
      },
    });
    expect(view.strip.check).not.toHaveProperty('difference');
    expect(JSON.stringify(view)).not.toContain('textloom-api');
  });

  it.each(['owner', 'environment'] as const)(
    'draws the month by %s, the parts of which sum to it',
    async by => {
      const view = await world.service.getOverview(
        caller(),
        overviewOf({ by, month: '2026-10' }),
      );
      const sum = view.daily.series.reduce(
        (total, { total: part }) => total + Number(part),
        0,
      );
      expect(sum).toBe(Number(view.sum));
      expect(view.daily.buckets).toHaveLength(31);
      expect(view).not.toHaveProperty('forecast');
    },
  );

  it('pivots by three dimensions, and writes the same rows as a spreadsheet', async () => {
    const query = exploreOf({
      ...MONTH,
      groupBy: 'component,service,layer',
      filter: 'layer:attributed|layer:untagged',
    });
    const view = await world.service.explore(caller(), query);
    expect(view).toMatchObject({ total: 3, sum: '6100' });
    expect(view.rows[0]).toMatchObject({
      keys: [
        'component:default/textloom-worker',
        'Amazon Virtual Private Cloud',
        'attributed',
      ],
      cost: '4000',
      previous: '4000',
      rows: 20,
    });
    const csv = await world.service.exportCsv(caller(), query);
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'component,service,layer,cost,previous,currency,rows',
      'component:default/textloom-worker,Amazon Virtual Private Cloud,attributed,4000,4000,USD,20',
    ]);
  });

  it('compares whole months with whole months', async () => {
    const view = await world.service.explore(
      caller(),
      exploreOf({ from: '2026-10-01', to: '2026-10-31', grain: 'month' }),
    );
    expect(view).toMatchObject({
      sum: '9497.5',
      previousSum: '9192.5',
      series: { buckets: ['2026-10'] },
    });
  });

  it('does not compare with days before the data', async () => {
    const view = await world.service.explore(
      caller(),
      exploreOf({ from: '2026-08-01', to: '2026-08-31' }),
    );
    expect(view).not.toHaveProperty('previousSum');
  });

  it.each([
    ['proportional', '4028.333333333333'],
    ['even', '4021.25'],
  ] as const)('adds support and tax to components, %s', async (key, worker) => {
    const view = await world.service.explore(
      caller(),
      exploreOf({
        ...MONTH,
        grain: 'month',
        groupBy: 'component',
        distribute: 'support-tax',
        key,
      }),
    );
    expect(view.sum).toBe('6142.5');
    expect(Number(view.rows[0].cost)).toBeCloseTo(Number(worker), 9);
  });

  it('has one row for each value, however many components share it', async () => {
    const view = await world.service.explore(
      caller(),
      exploreOf({
        ...MONTH,
        grain: 'month',
        groupBy: 'environment',
        distribute: 'support-tax',
      }),
    );
    const keys = view.rows.map(row => row.keys.join());
    expect(keys.length).toBeGreaterThan(0);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('never makes a share larger by a filter', async () => {
    const question = { ...MONTH, grain: 'month', distribute: 'support-tax' };
    const all = await world.service.explore(
      caller(),
      exploreOf({ ...question, groupBy: 'component' }),
    );
    const one = await world.service.explore(
      caller(),
      exploreOf({
        ...question,
        groupBy: 'component',
        filter: 'component:component%3Adefault%2Ftextloom-worker',
      }),
    );
    expect(one.sum).toBe(all.rows[0].cost);
  });

  it('distributes to nobody who sees their own', async () => {
    await expect(
      world.service.explore(
        caller(VIDEO),
        exploreOf({ ...MONTH, distribute: 'idle' }),
      ),
    ).rejects.toThrow(/cannot distribute/);
    await expect(
      world.service.explore(
        caller(),
        exploreOf({ ...MONTH, distribute: 'idle', key: 'custom' }),
      ),
    ).rejects.toThrow(/no weights/);
  });

  it('explains a figure down to its rows', async () => {
    const view = await world.service.explain(caller(), {
      ...MONTH,
      filter: {},
    });
    expect(view).toMatchObject({
      total: '6142.5',
      parts: [
        { code: 'usage-standard', amount: '6100' },
        { code: 'usage-other', amount: '30' },
        { code: 'tax', amount: '12.5' },
      ],
      rows: 62,
      focusVersion: '1.2',
      difference: '0',
    });
    expect(view.reasons).toEqual(
      expect.arrayContaining([
        { reason: 'tag:textloom:component', amount: '6000', rows: 40 },
        { reason: 'none', amount: '100', rows: 20 },
      ]),
    );
    const rows = await world.service.getRows(caller(VIDEO), {
      ...MONTH,
      limit: 15,
    });
    expect(rows).toMatchObject({ total: 20, nextCursor: '15' });
    const rest = await world.service.getRows(caller(VIDEO), {
      ...MONTH,
      limit: 15,
      cursor: '15',
    });
    expect(rest.rows).toHaveLength(5);
    expect(rest).not.toHaveProperty('nextCursor');
    expect(
      [...rows.rows, ...rest.rows].every(
        ({ columns }) => columns.ResourceId === 'eni-worker',
      ),
    ).toBe(true);
  });

  it.each(['-1', 'x', '9999999'])('refuses the cursor %s', async cursor => {
    await expect(
      world.service.getRows(caller(), { ...MONTH, limit: 10, cursor }),
    ).rejects.toThrow(/cursor/);
  });

  it('foresees the month and the next ones', async () => {
    const view = await world.service.getForecast(caller(), {});
    expect(view.forecast).toMatchObject({ total: '9192.5', hasHistory: true });
    expect(view.actual).toHaveLength(90);
    expect(view.months.map(({ month }) => month)).toEqual([
      '2026-12',
      '2027-01',
      '2027-02',
    ]);
    expect(view.months[0].total).toBe('9497.5');
  });

  it('shows what an entity costs to who may see it', async () => {
    const worker = 'component:default/textloom-worker';
    const view = await world.service.getEntity(caller(VIDEO), worker, {});
    expect(view).toMatchObject({
      monthToDate: '4000',
      previous: '4000',
      forecast: '6000',
      environments: [{ environment: 'prod', cost: '4000' }],
    });
    const group = await world.service.getEntity(
      caller(VIDEO),
      'group:default/video',
      {},
    );
    expect(group.monthToDate).toBe('4000');
    const system = await world.service.getEntity(
      caller(VIDEO),
      'system:default/textloom',
      {},
    );
    expect(system.monthToDate).toBe('4000');
  });

  it.each([
    ['component:default/textloom-api', /cannot see costs of TextLoom API/],
    ['group:default/platform', /cannot see costs of Platform team/],
    ['component:default/nothing', /no costs of/],
    ['user:default/somebody', /no costs of/],
  ])('shows nothing of %s to others', async (entity, message) => {
    await expect(
      world.service.getEntity(caller(VIDEO), entity, {}),
    ).rejects.toThrow(message);
  });

  it('reconciles day by day, for who sees all', async () => {
    const view = await world.service.getReconciliation(caller(), {});
    expect(view.days).toHaveLength(20);
    expect(view.days[0]).toMatchObject({
      day: '2026-11-01',
      bill: '347.5',
      difference: '0',
    });
    expect(view.partitions.map(({ period }) => period)).toEqual([
      '2026-11',
      '2026-10',
      '2026-09',
      '2026-08',
    ]);
    const own = await world.service.getReconciliation(caller(VIDEO), {});
    expect(own).toMatchObject({ days: [], partitions: [], findings: [] });
  });

  it('shows budgets of what the caller sees, and changes no others', async () => {
    const budget = (name: string, scope: object) =>
      budgetRequestSchema.parse({
        name,
        scope,
        amount: '5000',
        currency: 'USD',
        thresholds: [80, 100],
        forecastAlert: true,
      });
    const all = budget('All', { dimension: 'all', value: '' });
    const own = budget('Video', {
      dimension: 'owner',
      value: 'group:default/video',
    });
    const created = await world.service.createBudget(caller(), all);
    expect(created).toMatchObject({
      version: 1,
      updatedBy: 'user:default/somebody',
    });
    await world.service.createBudget(caller(VIDEO), own);
    await expect(
      world.service.createBudget(caller(VIDEO), all),
    ).rejects.toThrow(/do not see/);
    await expect(
      world.service.removeBudget(caller(VIDEO), created.id, 1),
    ).rejects.toThrow(/do not see/);
    const shown = await world.service.getBudgets(caller(), {});
    expect(shown.budgets).toMatchObject([
      { name: 'All', spent: '6142.5', state: 'over', forecast: '9192.5' },
      { name: 'Video', spent: '4000', state: 'at-risk', forecast: '6000' },
    ]);
    const theirs = await world.service.getBudgets(caller(VIDEO), {});
    expect(theirs.budgets.map(({ name }) => name)).toEqual(['Video']);
    await expect(
      world.service.updateBudget(caller(), created.id, { ...all, version: 7 }),
    ).rejects.toThrow(/version|changed/i);
  });

  it('refuses a currency in which nothing was billed', async () => {
    await expect(
      world.service.getUnits(caller(), { currency: 'EUR' }),
    ).rejects.toThrow(/USD/);
  });
});

describe('the service without data', () => {
  it('answers every question with nothing', async () => {
    const { service, close } = serviceWorld(await folder(), { today: TODAY });
    const all = caller(ALL);
    const overview = await service.getOverview(all, overviewOf());
    expect(overview).toMatchObject({
      monthToDate: '0',
      daily: { buckets: [], series: [] },
      strip: { check: { state: 'unknown', days: 0 } },
    });
    const forecast = await service.getForecast(all, {});
    expect(forecast).toMatchObject({ actual: [], months: [], kept: [] });
    const others = await Promise.all([
      service.getAnomalies(all, {}),
      service.getCommitments(all, {}),
      service.getRecommendations(all, {}),
      service.getUnits(all, {}),
      service.getContracts(all, {}),
      service.getReconciliation(all, {}),
      service.explore(all, exploreOf(MONTH)),
      service.explain(all, MONTH),
      service.getRows(all, { ...MONTH, limit: 10 }),
      service.getEntity(all, 'component:default/textloom-api', {}),
    ]);
    expect(others.map(({ strip }) => strip.currency)).toEqual(
      others.map(() => 'USD'),
    );
    await close();
  });
});
