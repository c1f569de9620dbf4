import fc from 'fast-check';
import { HOUR } from '@textloom/kernel';
import { exposureHours, exposureOf, percentile } from './exposure';

describe('percentile', () => {
  it.each<[number[], number, number | undefined]>([
    [[], 0.5, undefined],
    [[7], 0.99, 7],
    [[15, 20, 35, 40, 50], 0.3, 20],
    [[50, 15, 40, 20, 35], 0.4, 20],
    [[15, 20, 35, 40, 50], 0.5, 35],
    [[15, 20, 35, 40, 50], 1, 50],
    [[10, 9, 100], 0.99, 100],
  ])('of %j, %s: %s', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('is the smallest value that the share of all do not exceed', () => {
    const values = fc.array(fc.nat(50), { minLength: 1 });
    const shares = fc.integer({ min: 1, max: 100 }).map(n => n / 100);
    fc.assert(
      fc.property(values, shares, (all, share) => {
        const enough = (value: number) =>
          all.filter(other => other <= value).length >= share * all.length;
        expect(percentile(all, share)).toBe(Math.min(...all.filter(enough)));
      }),
    );
  });
});

describe('exposureHours', () => {
  it('keeps hours apart, and leaves out those without any', () => {
    const at = 100 * HOUR;
    expect(
      exposureHours([
        { at: at + 2 * HOUR, ms: 9 },
        { at, ms: 3 },
        { at: at + HOUR - 1, ms: 1 },
        { at: at + 5, ms: 2 },
      ]),
    ).toEqual([
      { at, p50Ms: 2, p99Ms: 3, maxMs: 3 },
      { at: at + 2 * HOUR, p50Ms: 9, p99Ms: 9, maxMs: 9 },
    ]);
  });
});

describe('exposureOf', () => {
  it('counts from when the marker was sent, and is never negative', () => {
    const entry = { store: 's', seq: 1, sentAt: 100, ackedAt: 140 };
    expect(exposureOf(1_000, entry)).toEqual({ at: 1_000, ms: 900 });
    expect(exposureOf(50, entry).ms).toBe(0);
  });
});
