import fc from 'fast-check';
import { RecentTimes } from './RecentTimes';

function medianOf(times: number[]) {
  const recent = new RecentTimes();
  times.forEach(ms => recent.add(ms));
  return recent.median();
}

describe('RecentTimes', () => {
  it.each([
    ['nothing', [], undefined],
    ['one answer', [9_000], undefined],
    ['two answers', [9_000, 9_000], undefined],
    ['three answers', [1, 3, 2], 2],
    ['four answers', [4, 1, 3, 2], 2],
    ['five answers', [5, 1, 4, 2, 3], 3],
    ['the last five answers', [9, 9, 9, 1, 2, 3, 4, 5], 3],
    ['a clock that was set back', [1, 2, -5, 3], 2],
  ])('of %s', (_, times, expected) => {
    expect(medianOf(times)).toBe(expected);
  });

  it('is not moved by two outliers of five', () => {
    const usual = fc.integer({ min: 0, max: 100 });
    const outlier = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(
        fc.tuple(usual, usual, usual),
        fc.tuple(outlier, outlier),
        fc.infiniteStream(fc.nat()),
        (three, two, order) => {
          const times = [...three, ...two]
            .map(ms => ({ ms, at: order.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ ms }) => ms);
          expect(medianOf(times)).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});
