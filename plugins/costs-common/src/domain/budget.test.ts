import { decimalOf, parseDecimal } from '@textloom/kernel';
import fc from 'fast-check';
import { budgetStatusOf, dueAlerts } from './budget';

const BUDGET = { amount: '1000', thresholds: [80, 100], forecastAlert: true };
const figures = (spent?: string, forecast?: string) => ({
  spent: spent === undefined ? undefined : parseDecimal(spent),
  forecast: forecast === undefined ? undefined : parseDecimal(forecast),
});

describe('how a budget stands', () => {
  it.each([
    [undefined, undefined, 'unknown', 0],
    [undefined, '2000', 'unknown', 0],
    ['0', undefined, 'within', 0],
    ['500', '1000', 'within', 0.5],
    ['500', '1000.000000000001', 'at-risk', 0.5],
    ['1000', '1000', 'within', 1],
    ['1000.000000000001', '1000', 'over', 1],
    ['-20', '900', 'within', -0.02],
  ])('spent %s of 1000, foreseen %s: %s', (spent, forecast, state, share) => {
    const status = budgetStatusOf(BUDGET, figures(spent, forecast));
    expect(status.state).toBe(state);
    expect(status.spentShare).toBeCloseTo(share, 10);
  });

  it('tells the share of the forecast when there is one', () => {
    expect(budgetStatusOf(BUDGET, figures('1', '1500')).forecastShare).toBe(
      1.5,
    );
    expect(budgetStatusOf(BUDGET, figures('1'))).not.toHaveProperty(
      'forecastShare',
    );
  });

  it.each(['0', '-5', 'much'])('refuses an amount of %s', amount => {
    expect(() => budgetStatusOf({ amount }, figures('1'))).toThrow(
      'must be above zero',
    );
  });
});

describe('alerts that are due', () => {
  const actual = (threshold: number) => ({
    threshold,
    kind: 'actual' as const,
  });
  const forecast = { threshold: 100, kind: 'forecast' as const };

  it.each([
    ['799.999999999999', '900', []],
    ['800', '900', [actual(80)]],
    ['800', '1001', [actual(80), forecast]],
    ['100', '1001', [forecast]],
    ['1000', '1000', [actual(80), actual(100)]],
    // The forecast says nothing new when the amount is passed already.
    ['1001', '1500', [actual(80), actual(100)]],
    [undefined, '1001', [forecast]],
    [undefined, undefined, []],
  ])('spent %s, foreseen %s', (spent, foreseen, expected) => {
    expect(dueAlerts(BUDGET, figures(spent, foreseen), [])).toEqual(expected);
  });

  it('are each sent once a month', () => {
    const now = figures('850', '1200');
    const sent = dueAlerts(BUDGET, now, []);
    expect(sent).toEqual([actual(80), forecast]);
    expect(dueAlerts(BUDGET, now, sent)).toEqual([]);
    expect(dueAlerts(BUDGET, figures('1100', '1300'), sent)).toEqual([
      actual(100),
    ]);
    // A threshold of 100 that was spent is another alert than that it is foreseen.
    expect(dueAlerts(BUDGET, figures('1000', '1300'), [forecast])).toEqual([
      actual(80),
      actual(100),
    ]);
  });

  it('says nothing of the forecast when it was not asked to', () => {
    const quiet = { ...BUDGET, forecastAlert: false };
    expect(dueAlerts(quiet, figures('100', '5000'), [])).toEqual([]);
  });

  it('meet a threshold exactly, whatever the amount', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 1000 }),
        (cents, threshold) => {
          const amount = decimalOf(cents / 100);
          const budget = {
            amount: String(cents / 100),
            thresholds: [threshold],
            forecastAlert: false,
          };
          const reached = (amount * BigInt(threshold)) / 100n;
          expect(dueAlerts(budget, { spent: reached }, [])).toHaveLength(1);
          expect(dueAlerts(budget, { spent: reached - 1n }, [])).toEqual([]);
        },
      ),
    );
  });
});
