import { compareText, parseDecimal } from '@textloom/kernel';
import fc from 'fast-check';
import { billRow, putExport, scratchFolder } from '../../__testUtils__/bills';
import { costsWorld, givenUsage } from '../../__testUtils__/costsWorld';
import {
  DAYS,
  engineOver,
  OWNERS,
  QUERY,
  ROWS,
  TAGS,
  USAGE,
} from '../../__testUtils__/hostileBills';
import {
  isAsked,
  referenceEntries,
  referenceQuery,
  referenceRows,
  rowKey,
} from '../../__testUtils__/referenceEngine';
import { EntryGroup, EntryQuery, Scope } from '../../service/ports';
import { DuckDbEngine } from './DuckDbEngine';

const folder = scratchFolder();

const sorted = (groups: readonly EntryGroup[]) =>
  [...groups].sort((a, b) =>
    compareText(
      JSON.stringify([a.bucket, ...a.keys]),
      JSON.stringify([b.bucket, ...b.keys]),
    ),
  );

describe('DuckDbEngine', () => {
  it('answers as adding up entry by entry does, from whatever table', async () => {
    await fc.assert(
      fc.asyncProperty(
        ROWS,
        ROWS,
        fc.array(QUERY, { minLength: 40, maxLength: 40 }),
        async (aws, vendors, queries) => {
          const { engine, parts } = await engineOver(await folder(), {
            aws,
            vendors,
          });
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

  it('shows rows behind entries, of shared ones no amounts, and sums reasons', async () => {
    await fc.assert(
      fc.asyncProperty(
        ROWS,
        fc.array(QUERY, { minLength: 8, maxLength: 8 }),
        async (aws, queries) => {
          const { engine, parts } = await engineOver(await folder(), { aws });
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
          const first = await engineOver(await folder(), { aws: rows });
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
    const { engine } = await engineOver(await folder(), {
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
    const { engine } = await engineOver(await folder(), {
      aws: [...rows].reverse(),
    });
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
    const { engine } = await engineOver(await folder(), {
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
