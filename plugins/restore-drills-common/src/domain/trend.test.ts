import fc from 'fast-check';
import { predict, Trend, trendOf } from './trend';
import { summaryOf } from './summary';
import { DrillSummary } from './views';
import { SAMPLE_DRILLS } from '../testUtils';

const summary = summaryOf(SAMPLE_DRILLS.passed.drill);
const drill = (
  bytes: number | undefined,
  rtaMs: number | undefined,
  over: Partial<DrillSummary> = {},
): DrillSummary => ({ ...summary, bytes, rtaMs, ...over });
const of = (...points: [number, number][]) =>
  trendOf(points.map(([bytes, ms], at) => drill(bytes, ms, { queuedAt: at })));

/** What is predicted; where nothing is, no comparison holds. */
function predicted(trend: Trend, bytes: number) {
  const at = predict(trend, bytes);
  return at.state === 'predicted' ? at : { ms: NaN, lowMs: NaN, highMs: NaN };
}

describe('trendOf', () => {
  it('takes the newest twelve that were measured, oldest first', () => {
    const drills = Array.from({ length: 15 }, (_, n) =>
      drill(n, n, { id: `d${n}`, queuedAt: 100 - n }),
    );
    const { points } = trendOf([
      ...drills,
      drill(undefined, 5),
      drill(5, undefined),
      drill(5, 5, { control: 'flipped-byte' }),
    ]);
    expect(points.map(({ drill: id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, n) => `d${11 - n}`),
    );
  });

  it('needs four', () => {
    expect(of([1, 1], [2, 2], [3, 3]).fit).toBeUndefined();
    expect(predict(of([1, 1], [2, 2], [3, 3]), 2)).toEqual({
      state: 'not-proven',
      reason: 'too-few',
    });
  });

  it('finds the line that least squares find', () => {
    // Anscombe, Graphs in Statistical Analysis, 1973, first set: 3.0001 + 0.50009 x, s = 1.2366.
    const anscombe: [number, number][] = [
      [10, 8.04],
      [8, 6.95],
      [13, 7.58],
      [9, 8.81],
      [11, 8.33],
      [14, 9.96],
      [6, 7.24],
      [4, 4.26],
      [12, 10.84],
      [7, 4.82],
      [5, 5.68],
    ];
    const trend = of(...anscombe);
    expect(trend.fit?.interceptMs).toBeCloseTo(3.0001, 3);
    expect(trend.fit?.msPerByte).toBeCloseTo(0.50009, 4);
    expect(trend.fit?.residualMs).toBeCloseTo(1.2366, 3);
    // At the mean: t(0.95, 9) · s · √(1 + 1/11) = 1.8331 · 1.2366 · 1.0445.
    const at = predicted(trend, 9);
    expect(at.highMs - at.ms).toBeCloseTo(2.3676, 3);
    expect(at.ms - at.lowMs).toBeCloseTo(2.3676, 3);
  });

  it('does not go beyond twice the largest that was restored', () => {
    const trend = of([1, 10], [2, 20], [3, 30], [4, 40]);
    expect(predict(trend, 8)).toMatchObject({ state: 'predicted', ms: 80 });
    expect(predict(trend, 8.01)).toEqual({
      state: 'not-proven',
      reason: 'too-far',
    });
  });

  it('knows nothing of larger ones where all are of one size', () => {
    const trend = of([5, 10], [5, 14], [5, 10], [5, 14]);
    expect(predict(trend, 5)).toMatchObject({ state: 'predicted', ms: 12 });
    expect(predict(trend, 5.1)).toEqual({
      state: 'not-proven',
      reason: 'too-far',
    });
  });

  it('is never negative, and the interval holds the value', () => {
    const point = fc.tuple(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 1e7 }),
    );
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 4, maxLength: 12 }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (points, factor) => {
          const trend = of(...points);
          // Up to twice the largest, or up to it where all are of one size.
          const sizes = new Set(points.map(([bytes]) => bytes)).size;
          const reach = sizes > 1 ? factor : factor / 2;
          const at = predicted(trend, reach * (trend.fit?.maxBytes ?? 0));
          expect(at.lowMs).toBeGreaterThanOrEqual(0);
          expect(at.lowMs).toBeLessThanOrEqual(at.ms);
          expect(at.highMs).toBeGreaterThanOrEqual(at.ms);
          expect(Number.isFinite(at.highMs)).toBe(true);
        },
      ),
    );
  });

  it('has 90 % of new points in its interval', () => {
    let hits = 0;
    const tries = 4_000;
    // Noise by a small generator of fixed seed: the sum of 12 uniform numbers is close to normal.
    let state = 42;
    const uniform = () => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return state / 2 ** 32;
    };
    const noise = () =>
      Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6) * 40;
    const truth = (bytes: number) => 5_000 + 3 * bytes + noise();
    for (let round = 0; round < tries; round++) {
      const trend = of(
        ...Array.from({ length: 8 }, (_, n): [number, number] => [
          100 * (n + 1),
          truth(100 * (n + 1)),
        ]),
      );
      const at = predicted(trend, 1_100);
      const value = truth(1_100);
      hits += Number(at.lowMs <= value && value <= at.highMs);
    }
    expect(hits / tries).toBeGreaterThan(0.885);
    expect(hits / tries).toBeLessThan(0.915);
  });
});
