import fc from 'fast-check';
import { maximumMatching } from './matching';

/** Most seats that can be filled, by trying everything. */
function most(candidates: readonly (readonly number[])[], from = 0): number {
  const search = (seat: number, taken: ReadonlySet<number>): number => {
    if (seat === candidates.length) {
      return 0;
    }
    const filled = candidates[seat]
      .filter(taker => !taken.has(taker))
      .map(taker => 1 + search(seat + 1, new Set([...taken, taker])));
    return Math.max(search(seat + 1, taken), ...filled);
  };
  return search(from, new Set());
}

const graph = fc.array(
  fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }),
  { maxLength: 6 },
);

describe('maximumMatching', () => {
  it('moves earlier takers to make room', () => {
    expect(maximumMatching([[0, 1], [0]])).toEqual([1, 0]);
    expect(maximumMatching([[0, 1], [1, 2], [0]])).toEqual([1, 2, 0]);
    expect(maximumMatching([[0], [0], []])).toEqual([0, undefined, undefined]);
  });

  it('fills as many seats as brute force, with each taker once', () => {
    fc.assert(
      fc.property(graph, candidates => {
        const taken = maximumMatching(candidates);
        const takers = taken.filter(taker => taker !== undefined);
        expect(new Set(takers).size).toBe(takers.length);
        const misfits = taken.filter(
          (taker, seat) =>
            taker !== undefined && !candidates[seat].includes(taker),
        );
        expect(misfits).toEqual([]);
        expect(takers).toHaveLength(most(candidates));
      }),
    );
  });

  it('fills earlier seats first', () => {
    fc.assert(
      fc.property(graph, candidates => {
        const taken = maximumMatching(candidates);
        for (let seats = 0; seats <= candidates.length; seats++) {
          const filled = taken.slice(0, seats).filter(t => t !== undefined);
          expect(filled).toHaveLength(most(candidates.slice(0, seats)));
        }
      }),
    );
  });

  it('takes long chains', () => {
    const length = 5_000;
    const chain = Array.from({ length }, (_, seat) =>
      seat === length - 1 ? [0] : [seat, seat + 1],
    );
    expect(maximumMatching(chain).every(taker => taker !== undefined)).toBe(
      true,
    );
  });
});
