import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BillRecord,
  billRow,
  putExport,
  putFile,
  scratchFolder,
} from '../__testUtils__/bills';
import {
  costsWorld,
  givenUsage,
  TEST_OWNERS,
  TEST_RULES,
} from '../__testUtils__/costsWorld';
import { costs, leftIn, MONTH, versionsOf } from '../__testUtils__/ingested';
import { MemoryCostsStore } from '../__testUtils__/MemoryCostsStore';
import { runJob } from '../adapters/builder/runJob';
import { DuckDbEngine } from '../adapters/duckdb/DuckDbEngine';

const folder = scratchFolder();
const API = { Tags: '{"textloom:component":"textloom-api"}' };

describe('Ingest', () => {
  it('reads a month once, and answers from it', async () => {
    const states: string[] = [];
    const { bills, ingest, engine, store, directory } = costsWorld(
      await folder(),
      { onChange: ({ version }) => void states.push(version) },
    );
    await putExport(bills, '2026-11', [
      billRow('2026-11-01', API),
      billRow('2026-11-02', { EffectiveCost: '2.25' }),
    ]);
    expect(await ingest.run()).toEqual({ partitions: 1 });
    expect(await ingest.run()).toEqual({ partitions: 0 });
    expect(await costs(engine)).toEqual({
      'component:default/textloom-api': '1.5',
      untagged: '2.25',
    });
    expect(engine.state()).toMatchObject({
      currencies: ['USD'],
      days: { USD: { from: '2026-11-01', to: '2026-11-02' } },
      partitions: [
        {
          source: 'aws',
          period: '2026-11',
          version: 1,
          rows: 2,
          effective: '3.75',
        },
      ],
    });
    expect(states).toEqual([engine.state().version]);
    expect(await store.partitions()).toHaveLength(1);
    expect(await leftIn(directory)).toEqual([]);
  });

  it('shows nothing of a run until all of it is read', async () => {
    const shown: number[] = [];
    const changes: number[] = [];
    const { bills, ingest, engine } = costsWorld(await folder(), {
      builder: {
        build: job => {
          shown.push(engine.state().partitions.length);
          return runJob(job);
        },
      },
      onChange: ({ partitions }) => void changes.push(partitions.length),
    });
    await putExport(bills, '2026-10', [billRow('2026-10-01', API)]);
    await putExport(bills, '2026-11', [billRow('2026-11-01', API)]);
    expect(await ingest.run()).toEqual({ partitions: 2 });
    expect(shown).toEqual([0, 0]);
    expect(changes).toEqual([2]);
    await putExport(bills, '2026-12', [billRow('2026-12-01', API)]);
    await ingest.run();
    expect(shown).toEqual([0, 0, 2]);
    expect(changes).toEqual([2, 3]);
  });

  it('replaces a month that is restated, and says what it was', async () => {
    const { bills, ingest, engine } = costsWorld(await folder());
    await putExport(bills, '2026-11', [billRow('2026-11-01', API)]);
    await ingest.run();
    const before = engine.state().version;
    await putExport(
      bills,
      '2026-11',
      [billRow('2026-11-01', { ...API, EffectiveCost: '1.25' })],
      { executionId: 'second' },
    );
    expect(await ingest.run()).toEqual({ partitions: 1 });
    expect(engine.state()).toMatchObject({
      partitions: [{ version: 2, effective: '1.25', previousEffective: '1.5' }],
    });
    expect(engine.state().version).not.toBe(before);
    expect(await costs(engine)).toEqual({
      'component:default/textloom-api': '1.25',
    });
  });

  it('counts no row that cannot be counted, and lists it', async () => {
    const { bills, ingest, engine } = costsWorld(await folder());
    await putExport(bills, '2026-11', [
      billRow('2026-11-01', API),
      billRow('2026-11-01', { EffectiveCost: 'much' }),
      billRow('2026-11-01', { BillingCurrency: '' }),
    ]);
    await ingest.run();
    expect(await costs(engine)).toEqual({
      'component:default/textloom-api': '1.5',
    });
    expect(engine.state().partitions).toMatchObject([
      { rows: 1, rejectedRows: 2 },
    ]);
    expect(await engine.findings(['2026-11'])).toContainEqual({
      source: 'aws',
      period: '2026-11',
      rule: 'currency-missing',
      severity: 'reject',
      column: 'BillingCurrency',
      file: 'bill-00001.csv.gz',
      row: 3,
      count: 1,
      value: '',
    });
    expect(await engine.findings(['2026-10'])).toEqual([]);
  });

  it('keeps currencies apart', async () => {
    const { bills, ingest, engine } = costsWorld(await folder());
    await putExport(bills, '2026-11', [
      billRow('2026-11-01', API),
      billRow('2026-11-02', API),
      billRow('2026-11-03', {
        ...API,
        BillingCurrency: 'EUR',
        EffectiveCost: '7',
      }),
    ]);
    await ingest.run();
    expect(await costs(engine)).toEqual({
      'component:default/textloom-api': '3',
    });
    expect(await costs(engine, 'EUR')).toEqual({
      'component:default/textloom-api': '7',
    });
    expect(await costs(engine, 'GBP')).toEqual({});
    expect(engine.state().partitions).toMatchObject([
      {
        currency: 'USD',
        effective: '3',
        otherCurrencies: [{ currency: 'EUR', effective: '7', billed: '7' }],
      },
    ]);
  });

  it('counts a charge of another month in the month of its bill', async () => {
    const { bills, ingest, engine } = costsWorld(await folder());
    const correction = {
      ...billRow('2026-11-01', {
        ChargeClass: 'Correction',
        EffectiveCost: '-1',
      }),
      ChargePeriodStart: '2026-09-15T00:00:00Z',
      ChargePeriodEnd: '2026-09-16T00:00:00Z',
    };
    const late = {
      ...billRow('2026-11-30', { EffectiveCost: '4' }),
      ChargePeriodStart: '2026-12-01T00:00:00Z',
    };
    await putExport(bills, '2026-11', [correction, late]);
    await ingest.run();
    expect(engine.state().days).toEqual({
      USD: { from: '2026-11-01', to: '2026-11-30' },
    });
    expect(await costs(engine)).toEqual({ untagged: '3' });
  });

  it('is late when newer days are missing, and empty without any', async () => {
    let now = Date.parse('2026-11-20T12:00:00Z');
    const { bills, ingest, store } = costsWorld(await folder(), {
      clock: () => now,
    });
    await putFile(join(bills, 'readme.txt'), '');
    const status = async () => {
      await ingest.run();
      return store.sourceStatuses();
    };
    expect(await status()).toMatchObject([
      { state: 'empty', problem: { code: 'no-data' } },
    ]);
    await putExport(bills, '2026-11', [billRow('2026-11-18')]);
    expect(await status()).toMatchObject([{ state: 'current' }]);
    now += 86_400_000;
    expect(await status()).toMatchObject([
      { state: 'stale', problem: { code: 'late', args: { days: '3' } } },
    ]);
  });

  it('allocates anew when rules, owners or usage are others, without the source', async () => {
    const root = await folder();
    const store = new MemoryCostsStore();
    const node = {
      Tags: '{"eks:cluster-name":"prod","eks:nodegroup-name":"workers"}',
      EffectiveCost: '10',
    };
    const first = costsWorld(root, { store });
    await putExport(first.bills, '2026-11', [
      billRow('2026-11-01', API),
      billRow('2026-11-02', node),
    ]);
    await first.ingest.run();
    expect(await costs(first.engine)).toEqual({
      'component:default/textloom-api': '1.5',
      shared: '10',
    });
    await rm(first.bills, { recursive: true });
    const usage = {
      day: '2026-11-02',
      cluster: 'prod',
      nodeGroup: 'workers',
      cpuCoreHours: 24,
      memoryGibHours: 96,
    };
    const second = costsWorld(root, {
      store,
      usage: givenUsage(
        new Map([
          [
            '2026-11-02',
            {
              usage: [
                {
                  ...usage,
                  namespace: 'video',
                  component: 'component:default/textloom-worker',
                  environment: 'prod',
                  role: 'workload' as const,
                },
              ],
              capacity: [{ ...usage, cpuCoreHours: 48, memoryGibHours: 192 }],
            },
          ],
        ]),
      ),
    });
    expect(await second.ingest.run()).toEqual({ partitions: 1 });
    expect(await second.ingest.run()).toEqual({ partitions: 0 });
    expect(await costs(second.engine)).toEqual({
      'component:default/textloom-api': '1.5',
      'component:default/textloom-worker': '5',
      idle: '5',
    });
    expect(second.engine.state().partitions[0]).toMatchObject({ version: 2 });
    expect(second.engine.state().partitions[0]).not.toHaveProperty(
      'previousEffective',
    );
    const third = costsWorld(root, {
      store,
      owners: {
        owners: async () =>
          new Map(
            [...TEST_OWNERS].map(([ref, each]) => [
              ref,
              { ...each, owner: 'group:default/new' },
            ]),
          ),
      },
      rules: { ...TEST_RULES, version: 'test-2' },
    });
    expect(await third.ingest.run()).toEqual({ partitions: 1 });
    const groups = await third.engine.query({
      ...MONTH,
      grain: 'total',
      groupBy: ['owner'],
      filters: {},
      scope: { kind: 'own', owners: ['group:default/new'] },
    });
    expect(groups.map(({ keys }) => keys)).toEqual([['group:default/new']]);
  });

  it('keeps the version before for questions that still read it, and then removes it', async () => {
    let now = Date.parse('2026-11-20T00:00:00Z');
    const { bills, ingest, directory } = costsWorld(await folder(), {
      clock: () => now,
    });
    for (const executionId of ['1', '2']) {
      await putExport(bills, '2026-11', [billRow('2026-11-01')], {
        executionId,
      });
      await ingest.run();
    }
    expect(await versionsOf(directory)).toEqual([1, 2]);
    now += 14 * 60_000;
    await ingest.run();
    expect(await versionsOf(directory)).toEqual([1, 2]);
    now += 60_000;
    await ingest.run();
    expect(await versionsOf(directory)).toEqual([2]);
  });

  it('follows who holds the lease', async () => {
    const root = await folder();
    const store = new MemoryCostsStore();
    const leader = costsWorld(root, { store });
    const follower = costsWorld(root, {
      store,
      lease: { hold: async () => false },
      sources: [
        { id: 'aws', title: 'AWS', list: neverAsked, fetch: neverAsked },
      ],
    });
    await putExport(leader.bills, '2026-11', [billRow('2026-11-01', API)]);
    await leader.ingest.run();
    expect(await follower.ingest.run()).toEqual({ partitions: 0 });
    expect(follower.engine.state()).toEqual(leader.engine.state());
    expect(await costs(follower.engine)).toEqual(await costs(leader.engine));
  });

  it('never runs twice at once', async () => {
    let asked = 0;
    let most = 0;
    let under = 0;
    const { ingest } = costsWorld(await folder(), {
      sources: [
        {
          id: 'aws',
          title: 'AWS',
          list: async () => {
            asked++;
            most = Math.max(most, ++under);
            await new Promise(resolve => setImmediate(resolve));
            under--;
            return { partitions: [], problems: [] };
          },
          fetch: neverAsked,
        },
      ],
    });
    await Promise.all([ingest.run(), ingest.run(), ingest.run()]);
    expect({ asked, most }).toEqual({ asked: 2, most: 1 });
  });

  it('refuses sources whose ids could be paths or the same', async () => {
    const root = await folder();
    for (const ids of [['../x'], ['a', 'a'], ['']]) {
      const sources = ids.map(id => ({
        id,
        title: id,
        list: neverAsked,
        fetch: neverAsked,
      }));
      expect(() => costsWorld(root, { sources })).toThrow('Ids of sources');
    }
    expect(() => new DuckDbEngine({ directory: '/tmp/[x]' })).toThrow(
      'directory',
    );
  });

  it('reads 200,000 rows', async () => {
    const { bills, ingest, engine } = costsWorld(await folder());
    const rows: BillRecord[] = Array.from({ length: 200_000 }, (_, n) =>
      billRow(`2026-11-${String((n % 30) + 1).padStart(2, '0')}`, {
        EffectiveCost: '0.0000000001',
        ResourceId: `i-${n % 500}`,
      }),
    );
    await putExport(bills, '2026-11', rows, { files: 3 });
    expect(await ingest.run()).toEqual({ partitions: 1 });
    expect(await costs(engine)).toEqual({ untagged: '0.00002' });
    expect(engine.state().partitions).toMatchObject([{ rows: 200_000 }]);
    const days = await engine.reconcile(MONTH);
    expect(days).toHaveLength(30);
    expect(new Set(days.map(({ difference }) => difference))).toEqual(
      new Set(['0']),
    );
  }, 120_000);
});

async function neverAsked(): Promise<never> {
  throw new Error('Nobody should ask');
}
