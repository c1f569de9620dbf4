import { COST_METRICS } from '@textloom/plugin-costs-common';
import fc from 'fast-check';
import { scratchFolder } from '../../__testUtils__/bills';
import {
  engineOver,
  QUERY,
  ROWS,
  USAGE,
} from '../../__testUtils__/hostileBills';
import {
  referenceEntries,
  referenceQuery,
} from '../../__testUtils__/referenceEngine';
import { pivotOf } from '../../service/pivotOf';
import { Pivot, PivotQuery } from '../../service/ports';

const folder = scratchFolder();

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

describe('the pivot of an engine', () => {
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
          const { engine, parts } = await engineOver(await folder(), {
            aws,
            vendors,
          });
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
});
