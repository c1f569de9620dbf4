import { decimalOf, sumDecimals } from '@textloom/kernel';
import fc from 'fast-check';
import { addDays, daysFrom, lastDayOf, monthOf } from '../calendar';
import { DayAmount } from '../methods';
import { amountsFrom, simulate } from '../__testUtils__/simulate';
import { backtest, HOLDOUT_DAYS, intervalOf } from './backtest';
import { forecastSeries } from './forecast';

const UNTIL = '2026-11-30';
const simulated = (seed: number, to: string): DayAmount[] => {
  const { values } = simulate(seed, '2026-05-04', to);
  return amountsFrom('2026-05-04', values);
};
const amount = fc.integer({ min: -20_000, max: 2_000_000 });
const series = fc.array(amount, { minLength: 1, maxLength: 130 });
const daysTo = (to: string, cents: readonly number[]) =>
  amountsFrom(
    addDays(to, 1 - cents.length),
    cents.map(each => each / 100),
  );

describe('a forecast', () => {
  it('is of the rest of the month, and its total of the month', () => {
    const days = simulated(3, '2026-11-10');
    const forecast = forecastSeries(days, { until: UNTIL });
    expect(forecast.days.map(({ day }) => day)).toEqual(
      daysFrom('2026-11-11', UNTIL),
    );
    const november = days.filter(({ day }) => day >= '2026-11-01');
    expect(november).toHaveLength(10);
    expect(forecast.total).toBe(
      sumDecimals([...november, ...forecast.days].map(each => each.amount)),
    );
    expect(forecast.hasHistory).toBe(true);
  });

  it('is by the method that was best on days that it had not seen', () => {
    const forecast = forecastSeries(simulated(3, '2026-11-10'), {
      until: UNTIL,
    });
    expect(forecast.scores).toHaveLength(4);
    expect(forecast.method).toBe(forecast.scores[0].method);
    const wapes = forecast.scores.map(({ wape }) => wape);
    expect(wapes).toEqual([...wapes].sort((a, b) => a - b));
    expect(forecast.scores[0].origins).toBe(8);
  });

  it('follows a series that a run-rate fits best', () => {
    // Without any weekly pattern, and with a new level at the first of the month.
    const days = daysFrom('2026-06-01', '2026-11-20').map((day, n) => ({
      day,
      amount: decimalOf(100 * Number(day.slice(5, 7)) + ((n * 37) % 11)),
    }));
    const { scores } = forecastSeries(days, { until: UNTIL });
    const naive = scores.find(each => each.method === 'run-rate')!;
    expect(naive.wape).toBeLessThan(
      scores.find(each => each.method === 'weekday-median')!.wape,
    );
  });

  it.each([1, 7, 13])('has no history with %d days', count => {
    const days = daysTo('2026-11-13', new Array(count).fill(10_000));
    const forecast = forecastSeries(days, { until: UNTIL });
    expect(forecast).toMatchObject({
      method: 'run-rate',
      hasHistory: false,
      scores: [],
    });
    expect(forecast.days).toHaveLength(17);
    expect(forecast.total).toBe(decimalOf(100 * (count + 17)));
    // So uncertain as run-rates are.
    expect(forecast.high).toBe(forecast.total + decimalOf(17 * 50));
    expect(forecast.low).toBe(forecast.total - decimalOf(17 * 50));
  });

  it.each([14, 41])('does not compare methods with %d days', count => {
    const cents = Array.from({ length: count }, (_, n) => 10_000 + (n % 7));
    const forecast = forecastSeries(daysTo('2026-11-13', cents), {
      until: UNTIL,
    });
    expect(forecast).toMatchObject({
      method: 'weekday-median',
      hasHistory: true,
      scores: [],
    });
  });

  it('compares them with 42', () => {
    const cents = Array.from({ length: 42 }, (_, n) => 10_000 + (n % 7));
    const { scores } = forecastSeries(daysTo('2026-11-13', cents), {
      until: UNTIL,
    });
    expect(scores.map(({ origins }) => origins)).toEqual([3, 3, 3, 3]);
  });

  it('is nothing of nothing', () => {
    expect(forecastSeries([], { until: UNTIL })).toEqual({
      method: 'run-rate',
      hasHistory: false,
      scores: [],
      days: [],
      total: 0n,
      low: 0n,
      high: 0n,
    });
  });

  it('is what was spent when nothing is left to foresee', () => {
    const days = simulated(5, UNTIL);
    const november = days.filter(({ day }) => day >= '2026-11-01');
    const total = sumDecimals(november.map(each => each.amount));
    expect(forecastSeries(days, { until: UNTIL })).toMatchObject({
      days: [],
      total,
      low: total,
      high: total,
    });
  });

  it('is of a later month without what comes before it', () => {
    const days = simulated(5, '2026-11-20');
    const forecast = forecastSeries(days, { until: '2027-01-31' });
    const january = forecast.days.filter(({ day }) => day >= '2027-01-01');
    expect(january).toHaveLength(31);
    expect(forecast.total).toBe(sumDecimals(january.map(each => each.amount)));
    // Further away is less sure.
    const next = forecastSeries(days, { until: UNTIL });
    const width = (each: { low: bigint; high: bigint }) =>
      Number(each.high - each.low);
    expect(width(forecast) / 31).toBeGreaterThan(width(next) / 10);
  });

  it('counts days without a row as zero', () => {
    const days = daysFrom('2026-09-01', '2026-11-20')
      .filter((_, n) => n % 2 === 0)
      .map(day => ({ day, amount: decimalOf(8) }));
    const dense = daysFrom('2026-09-01', '2026-11-20').map((day, n) => ({
      day,
      amount: decimalOf(n % 2 === 0 ? 8 : 0),
    }));
    const options = { until: UNTIL, completeTo: '2026-11-20' };
    expect(forecastSeries(days, options)).toEqual(
      forecastSeries(dense, options),
    );
  });

  it('adds up what comes in parts and in any order', () => {
    const days = simulated(7, '2026-11-12');
    const parts = [...days, ...days]
      .map(({ day, amount: whole }, n) => ({
        day,
        amount: n < days.length ? whole / 2n : whole - whole / 2n,
      }))
      .reverse();
    expect(forecastSeries(parts, { until: UNTIL })).toEqual(
      forecastSeries(days, { until: UNTIL }),
    );
  });

  it('never uses a day after the last complete one', () => {
    fc.assert(
      fc.property(
        series,
        fc.array(amount, { maxLength: 20 }),
        (past, later) => {
          const completeTo = '2026-11-10';
          const days = daysTo(completeTo, past);
          const garbage = amountsFrom('2026-11-11', later);
          const options = { until: UNTIL, completeTo };
          expect(forecastSeries([...days, ...garbage], options)).toEqual(
            forecastSeries(days, options),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('foresees a constant exactly and surely', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 42, max: 120 }), (cents, count) => {
        const days = daysTo('2026-11-10', new Array(count).fill(cents));
        const forecast = forecastSeries(days, { until: UNTIL });
        const value = decimalOf(cents / 100);
        for (const day of forecast.days) {
          expect(day).toMatchObject({ amount: value, low: value, high: value });
        }
        expect(forecast.total).toBe(value * 30n);
        expect(forecast.low).toBe(value * 30n);
        expect(forecast.high).toBe(value * 30n);
      }),
      { numRuns: 40 },
    );
  });

  it('is exact in its sums and inside its interval, below zero too', () => {
    fc.assert(
      fc.property(series, past => {
        const days = daysTo('2026-11-10', past);
        const forecast = forecastSeries(days, { until: UNTIL });
        const spent = days.filter(({ day }) => day >= '2026-11-01');
        expect(forecast.total).toBe(
          sumDecimals([...spent, ...forecast.days].map(each => each.amount)),
        );
        for (const each of [
          ...forecast.days,
          { ...forecast, amount: forecast.total },
        ]) {
          expect(each.low <= each.amount && each.amount <= each.high).toBe(
            true,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has no interval below zero for what never was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100_000), { minLength: 14, maxLength: 90 }),
        past => {
          const forecast = forecastSeries(daysTo('2026-11-10', past), {
            until: UNTIL,
          });
          const lows = [...forecast.days, forecast].map(each => each.low);
          expect(lows.every(low => low >= 0n)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('forecasts of months in the simulation', () => {
  const FROM = '2026-01-05';
  const months = ['2026-08', '2026-09', '2026-10', '2026-11'];
  const tried = Array.from({ length: 30 }, (_, seed) => {
    const all = amountsFrom(FROM, simulate(seed + 1, FROM, UNTIL).values);
    return months.map(month => {
      const actual = sumDecimals(
        all
          .filter(({ day }) => monthOf(day) === month)
          .map(each => each.amount),
      );
      // Asked on the 11th of a bill that is two days behind.
      const { total, low, high } = forecastSeries(all, {
        until: lastDayOf(month),
        completeTo: `${month}-09`,
      });
      return {
        error: Math.abs(Number(total) / Number(actual) - 1),
        covered: low <= actual && actual <= high ? 1 : 0,
      };
    });
  }).flat();
  const mean = (values: number[]) =>
    values.reduce((a, b) => a + b, 0) / values.length;

  it('are off by about one per cent', () => {
    expect(mean(tried.map(({ error }) => error))).toBeLessThan(0.015);
  });

  it('have about four in five months in their interval', () => {
    const covered = mean(tried.map(each => each.covered));
    expect(covered).toBeGreaterThan(0.7);
    expect(covered).toBeLessThan(0.92);
  });
});

describe('trying methods out', () => {
  const { days, values } = simulate(11, '2026-05-04', '2026-11-20');

  it('foresees from each origin with what was before it', () => {
    const tried = backtest(values, days)!;
    // Other last days change what the last origins were off by, and not what the first one was.
    const changed = values.map((value, n) =>
      n < values.length - 7 ? value : value * 9,
    );
    const again = backtest(changed, days)!;
    expect(again.residuals['holt-winters-7'][0]).toEqual(
      tried.residuals['holt-winters-7'][0],
    );
    const last = tried.residuals['weekday-median'].length - 1;
    const foreseen = (of: typeof tried, actual: number[]) =>
      of.residuals['weekday-median'][last].map(
        (off, step) => actual[actual.length - HOLDOUT_DAYS + step] - off,
      );
    foreseen(again, changed).forEach((value, step) =>
      expect(value).toBeCloseTo(foreseen(tried, values)[step], 6),
    );
  });

  it('scores by hand', () => {
    // Six weeks of 10, then one day of 24: the only thing that nobody could know.
    const flat = [...new Array(41).fill(10), 24];
    const tried = backtest(flat, daysFrom('2026-09-07', '2026-10-18'))!;
    const [best] = tried.scores;
    expect(best).toEqual({
      method: 'weekday-median',
      origins: 3,
      wape: 14 / (3 * 140 + 14),
      bias: -14 / (3 * 140 + 14),
      coverage: 13 / 14,
    });
  });

  it('judges an interval by what was known at the origin', () => {
    // A new level in the last week, of which no earlier origin tells.
    const flat = [...new Array(35).fill(10), ...new Array(7).fill(24)];
    const tried = backtest(flat, daysFrom('2026-09-07', '2026-10-18'))!;
    expect(tried.scores[0].coverage).toBe(0.5);
  });

  it('covers about four in five days', () => {
    const coverages = Array.from({ length: 30 }, (_, seed) => {
      const each = simulate(seed + 1, '2026-05-04', '2026-11-20');
      return backtest(each.values, each.days)!.scores[0].coverage;
    });
    const mean = coverages.reduce((a, b) => a + b, 0) / coverages.length;
    expect(mean).toBeGreaterThan(0.7);
    expect(mean).toBeLessThan(0.92);
  });

  it('has zero in the interval, and the tails outside of it', () => {
    expect(intervalOf([3, 4, 5])).toEqual({ low: 0, high: 5 });
    expect(intervalOf(Array.from({ length: 19 }, (_, n) => n - 9))).toEqual({
      low: -8,
      high: 8,
    });
    expect(intervalOf([])).toEqual({ low: 0, high: 0 });
  });
});
