import { decimalOf, sumDecimals } from '@textloom/kernel';
import fc from 'fast-check';
import { addDays, daysFrom, monthOf } from '../calendar';
import { CHARGE_CATEGORIES, CHARGE_FREQUENCIES } from '../cost';
import { ChargeDay, repeatDated, splitDated } from './charges';
import { forecastSeries } from './forecast';
import { forecastCharges } from './forecastCharges';

const charge = (
  day: string,
  amount: number,
  chargeCategory: ChargeDay['chargeCategory'] = 'Usage',
  chargeFrequency: ChargeDay['chargeFrequency'] = 'Usage-Based',
  label = 'Amazon EC2',
): ChargeDay => ({
  day,
  amount: decimalOf(amount),
  chargeCategory,
  chargeFrequency,
  label,
});
const support = (day: string, amount: number) =>
  charge(day, amount, 'Purchase', 'Recurring', 'AWS Support');
const tax = (day: string, amount: number) =>
  charge(day, amount, 'Tax', '', 'Tax');
const KNOWN = {
  from: '2026-01-01',
  completeTo: '2026-11-10',
  until: '2026-12-31',
};
const repeated = (charges: ChargeDay[], options = KNOWN) =>
  repeatDated(splitDated(charges).dated, options).map(({ day, amount }) => [
    day,
    Number(amount / 10n ** 12n),
  ]);

describe('splitting', () => {
  it('separates charges with known dates from usage', () => {
    const usage = charge('2026-11-01', 5);
    const others = [
      support('2026-11-01', 100),
      tax('2026-11-03', 9),
      charge('2026-11-02', 50, 'Purchase', 'One-Time'),
      charge('2026-11-03', -20, 'Credit', ''),
      charge('2026-11-04', 4, 'Usage', 'Recurring', 'Amazon Route 53'),
    ];
    const split = splitDated([usage, ...others]);
    expect(split.dated.map(({ day }) => day)).toEqual([
      '2026-11-01',
      '2026-11-02',
      '2026-11-03',
      '2026-11-03',
      '2026-11-04',
    ]);
    expect(split.usage.map(({ amount }) => amount)).toEqual([
      usage.amount,
      0n,
      0n,
      0n,
    ]);
  });

  it('leaves daily fees with usage', () => {
    const days = daysFrom('2026-11-01', '2026-11-09');
    const fees = days.map(day =>
      charge(day, 11, 'Purchase', 'Recurring', 'Savings Plans'),
    );
    expect(splitDated(fees.slice(0, 8)).dated).toHaveLength(8);
    expect(splitDated(fees)).toEqual({
      dated: [],
      usage: days.map(day => ({ day, amount: decimalOf(11) })),
    });
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            day: fc.nat(80).map(n => addDays('2026-09-01', n)),
            amount: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
            chargeCategory: fc.constantFrom(...CHARGE_CATEGORIES),
            chargeFrequency: fc.constantFrom(
              ...CHARGE_FREQUENCIES,
              '' as const,
            ),
            label: fc.constantFrom('a', 'b'),
          }),
        ),
        charges => {
          const { usage, dated } = splitDated(charges);
          expect(
            sumDecimals([...usage, ...dated].map(({ amount }) => amount)),
          ).toBe(sumDecimals(charges.map(({ amount }) => amount)));
        },
      ),
    );
  });
});

describe('charges that come again', () => {
  it('are those of two months, on their day', () => {
    const fees = ['09', '10', '11'].map(month =>
      support(`2026-${month}-01`, 100),
    );
    expect(repeated(fees)).toEqual([['2026-12-01', 100]]);
    const late = ['09', '10'].map(month => support(`2026-${month}-20`, 100));
    expect(repeated(late)).toEqual([
      ['2026-11-20', 100],
      ['2026-12-20', 100],
    ]);
  });

  it('have the last amount when they recur, and else the smaller', () => {
    expect(
      repeated([support('2026-10-05', 90), support('2026-11-05', 120)]),
    ).toEqual([['2026-12-05', 120]]);
    expect(repeated([tax('2026-10-05', 90), tax('2026-11-05', 120)])).toEqual([
      ['2026-12-05', 90],
    ]);
  });

  it('are none that came once, as a yearly fee', () => {
    expect(repeated([support('2026-11-05', 1200)])).toEqual([]);
    expect(repeated([tax('2026-11-05', 12)])).toEqual([]);
  });

  it('are recurring ones whose month before is not known', () => {
    expect(
      repeated([support('2026-11-05', 100)], { ...KNOWN, from: '2026-10-20' }),
    ).toEqual([['2026-12-05', 100]]);
  });

  it('are none that ended', () => {
    expect(
      repeated([support('2026-09-05', 100), support('2026-10-05', 100)]),
    ).toEqual([]);
  });

  it('are no one-time purchases', () => {
    const once = (day: string) => charge(day, 500, 'Purchase', 'One-Time');
    expect(repeated([once('2026-10-05'), once('2026-11-05')])).toEqual([]);
  });

  it('come on the last day of a shorter month', () => {
    expect(
      repeated([support('2026-12-31', 5), support('2027-01-31', 5)], {
        ...KNOWN,
        completeTo: '2027-01-31',
        until: '2027-04-30',
      }),
    ).toEqual([
      ['2027-02-28', 5],
      ['2027-03-31', 5],
      ['2027-04-30', 5],
    ]);
  });
});

describe('the forecast of a bill', () => {
  const days = daysFrom('2026-07-06', '2026-11-10');
  const usage = days.map((day, n) => charge(day, 100 + (n % 7)));
  const fees = days
    .filter(day => day.endsWith('-20') || day.endsWith('-01'))
    .map(day => support(day, 70));
  const options = { until: '2026-11-30' };

  it('is usage and dated charges', () => {
    const bill = forecastCharges([...usage, ...fees], options);
    const alone = forecastSeries(usage, options);
    // The first has come, the twentieth is to come.
    expect(bill.total).toBe(alone.total + decimalOf(140));
    expect(bill.low).toBe(alone.low + decimalOf(140));
    expect(bill.high).toBe(alone.high + decimalOf(140));
    expect(bill.dated).toEqual([{ ...support('2026-11-20', 70) }]);
    const differing = bill.days.filter(
      ({ amount }, n) => amount !== alone.days[n].amount,
    );
    expect(differing.map(({ day }) => day)).toEqual(['2026-11-20']);
    expect(bill.scores).toEqual(alone.scores);
  });

  it('is the sum of what is shown', () => {
    const bill = forecastCharges([...usage, ...fees], options);
    const actual = [...usage, ...fees].filter(
      ({ day }) => monthOf(day) === '2026-11',
    );
    expect(bill.total).toBe(
      sumDecimals([...actual, ...bill.days].map(({ amount }) => amount)),
    );
  });

  it('does not look past what is complete', () => {
    const completeTo = '2026-10-31';
    const now = forecastCharges([...usage, ...fees], {
      ...options,
      completeTo,
    });
    const then = forecastCharges(
      [...usage, ...fees].filter(({ day }) => day <= completeTo),
      { ...options, completeTo },
    );
    expect(now).toEqual(then);
    expect(now.dated.map(({ day }) => day)).toEqual([
      '2026-11-01',
      '2026-11-20',
    ]);
  });

  it('knows a history from usage that is only fees', () => {
    const bill = forecastCharges(fees, options);
    expect(bill.total).toBe(decimalOf(140));
  });

  it('is nothing of nothing', () => {
    expect(forecastCharges([], options)).toMatchObject({
      total: 0n,
      dated: [],
      hasHistory: false,
    });
  });
});
