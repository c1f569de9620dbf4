import fc from 'fast-check';
import {
  ABSENT,
  coveredPairs,
  coveringArray,
  Factor,
  isPossible,
  possiblePairs,
} from './coveringArray';

/** All rows of a space, by counting: the slow truth that the fast way is held against. */
function everyRow(factors: readonly Factor[]): number[][] {
  return factors.reduce<number[][]>(
    (rows, factor) =>
      rows.flatMap(row => {
        const guard = factor.when;
        const asked =
          !guard ||
          guard.levels.includes(
            row[factors.findIndex(({ name }) => name === guard.factor)],
          );
        return asked
          ? Array.from({ length: factor.levels }, (_, level) => [...row, level])
          : [[...row, ABSENT]];
      }),
    [[]],
  );
}

const spaces = fc
  .array(
    fc.record({
      levels: fc.integer({ min: 1, max: 4 }),
      guardedBy: fc.option(fc.nat(), { freq: 3, nil: undefined }),
      guardLevels: fc.uniqueArray(fc.nat({ max: 3 }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map(drafts =>
    drafts.map(({ levels, guardedBy, guardLevels }, index): Factor => {
      const name = `f${index}`;
      if (index === 0 || guardedBy === undefined) {
        return { name, levels };
      }
      return {
        name,
        levels,
        when: { factor: `f${guardedBy % index}`, levels: guardLevels },
      };
    }),
  );

describe('a covering array', () => {
  it('holds every pair of levels that can be had, and no row that cannot', () => {
    fc.assert(
      fc.property(spaces, factors => {
        const rows = coveringArray(factors);
        const truth = everyRow(factors);
        const possible = new Set(truth.flatMap(coveredPairs));
        expect(new Set(possiblePairs(factors))).toEqual(possible);
        expect(new Set(rows.flatMap(coveredPairs))).toEqual(possible);
        const known = new Set(truth.map(row => row.join()));
        for (const row of rows) {
          expect(known.has(row.join())).toBe(true);
          expect(isPossible(factors, row)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the same each time and never larger than the space', () => {
    fc.assert(
      fc.property(spaces, factors => {
        const rows = coveringArray(factors);
        expect(coveringArray(factors)).toEqual(rows);
        expect(rows.length).toBeLessThanOrEqual(everyRow(factors).length);
        expect(new Set(rows.map(row => row.join())).size).toBe(rows.length);
      }),
      { numRuns: 100 },
    );
  });

  it('needs few rows: ten yes-or-no questions and three of three answers fit in 14', () => {
    const factors = [3, 3, 3, ...Array<number>(10).fill(2)].map(
      (levels, index) => ({ name: `f${index}`, levels }),
    );
    const rows = coveringArray(factors);
    expect(rows.length).toBeGreaterThanOrEqual(9);
    expect(rows.length).toBeLessThanOrEqual(14);
  });

  it('leaves a question unanswered where it is not put', () => {
    const factors: Factor[] = [
      { name: 'exposure', levels: 2 },
      { name: 'host', levels: 2, when: { factor: 'exposure', levels: [0] } },
    ];
    expect(coveringArray(factors)).toEqual([
      [0, 0],
      [0, 1],
      [1, ABSENT],
    ]);
  });

  it.each([
    ['a factor without a level', [{ name: 'a', levels: 0 }], /a has no level/],
    [
      'a guard that comes later',
      [
        { name: 'a', levels: 2, when: { factor: 'b', levels: [0] } },
        { name: 'b', levels: 2 },
      ],
      /a depends on b, which does not come before it/,
    ],
  ])('refuses %s', (_, factors, message) => {
    expect(() => coveringArray(factors)).toThrow(message);
  });
});
