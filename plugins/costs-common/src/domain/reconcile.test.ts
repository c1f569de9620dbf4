import { decimalOf } from '@textloom/kernel';
import { CostLayer } from './cost';
import { reconcileDay } from './reconcile';

const layers = new Map<CostLayer, bigint>([
  ['attributed', decimalOf(7.25)],
  ['idle', decimalOf(3)],
  ['support-tax', decimalOf(-0.25)],
]);

describe('reconcileDay', () => {
  it.each([
    ['equal', 10_000_000_000_000n, '10', '0'],
    [
      'short by the least amount',
      10_000_000_000_001n,
      '10.000000000001',
      '-0.000000000001',
    ],
    ['too much', 9_500_000_000_000n, '9.5', '0.5'],
  ])('tells a day that is %s', (_, bill, billText, difference) => {
    expect(
      reconcileDay({ day: '2026-11-03', currency: 'USD', bill, layers }),
    ).toEqual({
      day: '2026-11-03',
      currency: 'USD',
      bill: billText,
      layers: { attributed: '7.25', idle: '3', 'support-tax': '-0.25' },
      difference,
    });
  });

  it('misses the whole bill when there is no entry', () => {
    expect(
      reconcileDay({
        day: '2026-11-03',
        currency: 'USD',
        bill: decimalOf(1),
        layers: new Map(),
      }).difference,
    ).toBe('-1');
  });
});
