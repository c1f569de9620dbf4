import { join } from 'node:path';
import { compareText, parseDecimal } from '@textloom/kernel';
import {
  COST_METRICS,
  DIMENSIONS,
  Dimension,
  UsageDay,
} from '@textloom/plugin-costs-common';
import fc from 'fast-check';
import {
  BillRecord,
  billRow,
  putExport,
  scratchFolder,
} from '../../__testUtils__/bills';
import { costsWorld, givenUsage } from '../../__testUtils__/costsWorld';
import {
  isAsked,
  referenceEntries,
  referenceQuery,
  referenceRows,
  rowKey,
} from '../../__testUtils__/referenceEngine';
import { pivotOf } from '../../service/pivotOf';
import {
  EntryGroup,
  EntryQuery,
  Pivot,
  PivotQuery,
  Scope,
} from '../../service/ports';
import { FolderSource } from '../folder/FolderSource';
import { DuckDbEngine } from './DuckDbEngine';

const folder = scratchFolder();
const OWNERS = ['group:default/platform', 'group:default/video'];
const AMOUNTS = ['0', '1', '-0.25', '3.333333333333', '0.000000000001', '71.5'];
const DAYS = [
  '2026-10-01',
  '2026-10-15',
  '2026-10-31',
  '2026-11-01',
  '2026-11-02',
];
const TAGS = [
  '',
  '{"textloom:component":"textloom-api","textloom:environment":"prod"}',
  '{"textloom:component":"textloom-worker"}',
  '{"textloom:component":"unknown","x":true}',
  '{"eks:cluster-name":"prod","eks:nodegroup-name":"workers"}',
];

const ROW: fc.Arbitrary<BillRecord> = fc
  .tuple(
    fc.constantFrom(...DAYS),
    fc.record({
      EffectiveCost: fc.constantFrom(...AMOUNTS),
      BilledCost: fc.constantFrom(...AMOUNTS),
      ListCost: fc.constantFrom(...AMOUNTS),
      ContractedCost: fc.constantFrom(...AMOUNTS),
      ConsumedQuantity: fc.constantFrom('', '1', '2.5'),
      ResourceId: fc.constantFrom(
        '',
        'i-1',
        "it's; DROP TABLE entries",
        '资源',
      ),
      ServiceName: fc.constantFrom('Amazon S3', 'AWS Support (Business)'),
      ChargeCategory: fc.constantFrom('Usage', 'Tax', 'Credit', 'Purchase'),
      ChargeClass: fc.constantFrom('', 'Correction'),
      CommitmentDiscountId: fc.constantFrom('', 'sp-1'),
      CommitmentDiscountStatus: fc.constantFrom('', 'Used', 'Unused'),
      SkuMeter: fc.constantFrom('', 'BoxUsage', 'DataTransfer'),
      BillingCurrency: fc.constantFrom('USD', 'USD', 'EUR'),
      Tags: fc.constantFrom(...TAGS),
    }),
  )
  .map(([day, over]) => billRow(day, over));

const SCOPE: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'all' } as const),
  fc
    .subarray([...OWNERS, ''])
    .map(owners => ({ kind: 'own' as const, owners })),
);
const VALUES: Partial<Record<Dimension, string[]>> = {
  layer: ['attributed', 'untagged', 'shared', 'idle'],
  component: ['component:default/textloom-api', ''],
  owner: OWNERS,
  environment: ['prod', ''],
  resource: ['', "it's; DROP TABLE entries", "' OR true --"],
  skuMeter: ['BoxUsage'],
  correction: ['yes', ''],
};
const QUERY: fc.Arbitrary<EntryQuery> = fc.record({
  currency: fc.constantFrom('USD', 'USD', 'EUR', 'GBP'),
  from: fc.constantFrom('2026-10-01', '2026-10-15', '2026-09-10', '2026-11-01'),
  to: fc.constantFrom('2026-10-31', '2026-11-01', '2026-11-30', '2026-12-24'),
  grain: fc.constantFrom('day', 'month', 'total'),
  groupBy: fc.subarray([...DIMENSIONS], { maxLength: 3 }),
  filters: fc
    .subarray(Object.keys(VALUES) as Dimension[], { maxLength: 2 })
    .chain(names =>
      fc.record(
        Object.fromEntries(
          names.map(name => [name, fc.subarray(VALUES[name] ?? [])]),
        ),
      ),
    ),
  scope: SCOPE,
});

const PIVOT: fc.Arbitrary<PivotQuery> = fc
  .tuple(
    QUERY,
    fc.record(
      {
        grain: fc.constantFrom('day' as const, 'month' as const),
        metric: fc.constantFrom(...COST_METRICS),
        limit: fc.integer({ min: 1, max: 5 }),
        series: fc.integer({ min: 1, max: 3 }),
        before: fc.constantFrom(
          { from: '2026-08-01', to: '2026-08-31' },
          { from: '2026-10-01', to: '2026-10-31' },
          { from: '2026-10-02', to: '2026-10-30' },
        ),
      },
      { requiredKeys: ['grain', 'metric', 'limit', 'series'] },
    ),
  )
  .map(([query, over]) => ({ ...query, ...over }));

const hours = { cluster: 'prod', nodeGroup: 'workers', memoryGibHours: 64 };
const USAGE = new Map<string, UsageDay>(
  ['2026-10-15', '2026-11-01'].map(day => [
    day,
    {
      usage: (['textloom-api', 'textloom-worker', 'unknown'] as const).map(
        (name, index) => ({
          day,
          ...hours,
          namespace: 'n',
          component: `component:default/${name}`,
          environment: 'prod',
          role: 'workload' as const,
          cpuCoreHours: 3.7 * index,
        }),
      ),
      capacity: [{ day, ...hours, cpuCoreHours: 16, memoryGibHours: 256 }],
    },
  ]),
);

/** An engine over rows, which are cut into months of two sources. */
async function engineOver(
  bills: Record<string, readonly BillRecord[]>,
  options = {},
) {
  const root = await folder();
  const sources = Object.keys(bills).map(
    id => new FolderSource({ id, title: id, path: join(root, id) }),
  );
  const parts: (readonly BillRecord[])[] = [];
  for (const [id, rows] of Object.entries(bills)) {
    for (const period of ['2026-10', '2026-11']) {
      const part = rows.filter(row =>
        row.ChargePeriodStart?.startsWith(period),
      );
      await putExport(join(root, id), period, part);
      parts.push(part);
    }
  }
  const world = costsWorld(root, {
    sources,
    usage: givenUsage(USAGE),
    ...options,
  });
  await world.ingest.run();
  return { ...world, parts };
}

const sorted = (groups: readonly EntryGroup[]) =>
  [...groups].sort((a, b) =>
    compareText(
      JSON.stringify([a.bucket, ...a.keys]),
      JSON.stringify([b.bucket, ...b.keys]),
    ),
  );
const ROWS = fc.array(ROW, { minLength: 1, maxLength: 40 });

describe('DuckDbEngine', () => {
  it('answers as adding up entry by entry does, from whatever table', async () => {
    await fc.assert(
      fc.asyncProperty(
        ROWS,
        ROWS,
        fc.array(QUERY, { minLength: 40, maxLength: 40 }),
        async (aws, vendors, queries) => {
          const { engine, parts } = await engineOver({ aws, vendors });
          const entries = referenceEntries(parts, USAGE);
          for (const query of queries) {
            expect(sorted(await engine.query(query))).toEqual(
              sorted(referenceQuery(entries, query)),
            );
          }
          await engine.close();
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  }, 180_000);

  it('ranks groups as it would be done outside of the database', async () => {
    const cellsOf = ({ cells, ...pivot }: Pivot) => ({
      ...pivot,
      cells: cells
        .map(cell => JSON.stringify([cell.bucket, cell.key, `${cell.cost}`]))
        .sort(),
    });
    await fc.assert(
      fc.asyncProperty(
        ROWS,
        ROWS,
        fc.array(PIVOT, { minLength: 40, maxLength: 40 }),
        async (aws, vendors, queries) => {
          const { engine, parts } = await engineOver({ aws, vendors });
          const entries = referenceEntries(parts, USAGE);
          for (const query of queries) {
            const { before } = query;
            const now = referenceQuery(entries, query);
            const past =
              before &&
              referenceQuery(entries, { ...query, ...before, grain: 'total' });
            expect(cellsOf(await engine.pivot(query))).toEqual(
              cellsOf(pivotOf(now, past, query)),
            );
          }
          await engine.close();
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  }, 180_000);

  it('shows rows behind entries, of shared ones no amounts, and sums reasons', async () => {
    await fc.assert(
      fc.asyncProperty(
        ROWS,
        fc.array(QUERY, { minLength: 8, maxLength: 8 }),
        async (aws, queries) => {
          const { engine, parts } = await engineOver({ aws });
          const entries = referenceEntries(parts, USAGE);
          for (const query of queries) {
            const { rows, total } = await engine.rows(query, {
              offset: 0,
              limit: 500,
            });
            const expected = referenceRows(parts, USAGE, query);
            expect(total).toBe(rows.length);
            expect(rows.map(({ columns }) => rowKey(columns)).sort()).toEqual(
              expected.map(rowKey).sort(),
            );
            const reasons = await engine.reasons(query);
            expect(
              reasons.reduce((sum, each) => sum + each.costs.billed, 0n),
            ).toBe(
              entries
                .filter(entry => isAsked(entry, query))
                .reduce((sum, { costs }) => sum + costs.billed, 0n),
            );
          }
          await engine.close();
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  }, 180_000);

  it('does not depend on the order of rows or how they are cut into files', async () => {
    await fc.assert(
      fc.asyncProperty(
        ROWS.chain(rows =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length }),
          ),
        ),
        fc.integer({ min: 2, max: 4 }),
        async ([rows, shuffled], files) => {
          const all: EntryQuery = {
            currency: 'USD',
            from: '2026-10-01',
            to: '2026-11-30',
            grain: 'day',
            groupBy: ['layer', 'component', 'resource'],
            filters: {},
            scope: { kind: 'all' },
          };
          const first = await engineOver({ aws: rows });
          const root = await folder();
          const second = costsWorld(root, { usage: givenUsage(USAGE) });
          for (const period of ['2026-10', '2026-11']) {
            await putExport(
              second.bills,
              period,
              shuffled.filter(row => row.ChargePeriodStart?.startsWith(period)),
              { files },
            );
          }
          await second.ingest.run();
          expect(await second.engine.query(all)).toEqual(
            await first.engine.query(all),
          );
          await Promise.all([first.engine.close(), second.engine.close()]);
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  }, 120_000);

  it('sums the bill and its layers to the same, day by day', async () => {
    const { engine } = await engineOver({
      aws: [
        billRow('2026-10-15', { EffectiveCost: '0.1', Tags: TAGS[4] }),
        billRow('2026-10-15', { EffectiveCost: '0.2' }),
        billRow('2026-10-31', { EffectiveCost: '-0.3', Tags: TAGS[1] }),
      ],
    });
    const days = await engine.reconcile({
      currency: 'USD',
      from: '2026-10-01',
      to: '2026-10-30',
    });
    expect(days).toMatchObject([
      { day: '2026-10-15', bill: '0.3', difference: '0' },
    ]);
    expect(Object.keys(days[0].layers)).toEqual(
      expect.arrayContaining(['attributed', 'idle', 'untagged']),
    );
  });

  it('pages through rows in order', async () => {
    const rows = DAYS.slice(0, 3).flatMap(day => [
      billRow(day, { ResourceId: `${day} a` }),
      billRow(day, { ResourceId: `${day} b` }),
    ]);
    const { engine } = await engineOver({ aws: [...rows].reverse() });
    const page = async (offset: number) => {
      const answer = await engine.rows(
        {
          currency: 'USD',
          from: '2026-10-01',
          to: '2026-10-31',
          filters: {},
          scope: { kind: 'all' },
        },
        { offset, limit: 4 },
      );
      return [
        answer.total,
        ...answer.rows.map(({ row, columns }) => [row, columns.ResourceId]),
      ];
    };
    expect(await page(0)).toEqual([
      6,
      [5, '2026-10-01 b'],
      [6, '2026-10-01 a'],
      [3, '2026-10-15 b'],
      [4, '2026-10-15 a'],
    ]);
    expect(await page(4)).toEqual([
      6,
      [1, '2026-10-31 b'],
      [2, '2026-10-31 a'],
    ]);
  });

  it('gives nobody an answer that was made for another', async () => {
    const { engine } = await engineOver({
      aws: [
        billRow('2026-10-15', { EffectiveCost: '1', Tags: TAGS[1] }),
        billRow('2026-10-15', { EffectiveCost: '10', Tags: TAGS[2] }),
        billRow('2026-10-15', { EffectiveCost: '100' }),
      ],
    });
    const ask = async (scope: Scope) => {
      const groups = await engine.query({
        currency: 'USD',
        from: '2026-10-01',
        to: '2026-10-31',
        grain: 'total',
        groupBy: [],
        filters: {},
        scope,
      });
      return groups.map(({ costs }) => costs.effective / parseDecimal('1')!);
    };
    const own = (...owners: string[]): Scope => ({ kind: 'own', owners });
    expect(await ask({ kind: 'all' })).toEqual([111n]);
    expect(await ask(own(OWNERS[0]))).toEqual([1n]);
    expect(await ask(own(OWNERS[1]))).toEqual([10n]);
    expect(await ask(own(...OWNERS))).toEqual([11n]);
    expect(await ask(own('group:default/none'))).toEqual([]);
    expect(await ask(own())).toEqual([]);
    expect(await ask(own(''))).toEqual([]);
  });

  it('has nothing before it has data, and opens nothing for that', async () => {
    const engine = new DuckDbEngine({ directory: await folder() });
    const range = { currency: 'USD', from: '2026-10-01', to: '2026-10-31' };
    const filter = { ...range, filters: {}, scope: { kind: 'all' } as const };
    expect(
      await engine.query({ ...filter, grain: 'day', groupBy: [] }),
    ).toEqual([]);
    expect(await engine.rows(filter, { offset: 0, limit: 9 })).toEqual({
      rows: [],
      total: 0,
    });
    expect(await engine.reasons(filter)).toEqual([]);
    expect(await engine.reconcile(range)).toEqual([]);
    expect(engine.state()).toMatchObject({
      currencies: [],
      days: {},
      partitions: [],
    });
    expect(engine.isOpen).toBe(false);
  });
});
