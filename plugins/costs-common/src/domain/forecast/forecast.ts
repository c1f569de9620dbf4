import {
  Decimal,
  decimalOf,
  decimalToNumber,
  sumDecimals,
} from '@textloom/kernel';
import { addDays, daysFrom, monthOf } from '../calendar';
import { DayAmount, Forecast, ForecastMethod } from '../methods';
import { dailySeries } from '../series';
import {
  backtest,
  HISTORY_DAYS,
  HOLDOUT_DAYS,
  intervalOf,
  Residuals,
} from './backtest';
import { FORESEE } from './methods';

/** What is to be foreseen. */
export interface ForecastOptions {
  /**
   * Last day to foresee, inclusive: the last of a month. Total and interval are of the month of this day, so a later
   * month is asked for by its own last day.
   */
  until: string;
  /** Last complete day: later ones are neither learned from nor counted, but foreseen. The last given when absent. */
  completeTo?: string;
}

/** A span around what is foreseen, as what is added to it. */
interface Span {
  low: number;
  high: number;
}

/** How sure a forecast is: on a day so many days ahead, and of the sum of days so many days ahead. */
interface Spread {
  day(ahead: number, amount: number): Span;
  sum(ahead: readonly number[], amount: number): Span;
}

/**
 * Share of a run-rate that it is off by without a history to learn from: what nine in ten were off by at most on the
 * sixth day of a month in the simulation that the method was chosen by.
 */
const SPREAD_WITHOUT_HISTORY = 0.5;

/** As far off as run-rates are. */
const UNKNOWN: Spread = {
  day: (_, amount) => around(amount),
  sum: (_, amount) => around(amount),
};

/**
 * Foresees a series by the method that did best on days that it had not seen ({@link backtest}): weekday median, damped
 * Holt-Winters, seasonal naive or run-rate. From 14 days of history on, and too few to compare, it is the weekday
 * median; under 14 it is the mean of the days, and `hasHistory` is false.
 *
 * The interval of a day has 80 % of what the method was off by then; that of the total is made of what it was off by
 * over as many days together. Beyond the 14 days that were tried, it grows with the square root of how many times 14
 * days it is ahead (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, §5.5).
 * A series that was never below zero has no interval below zero.
 *
 * Amounts are foreseen as floating-point numbers; the total is the exact sum of the days that are shown.
 */
export function forecastSeries(
  given: readonly DayAmount[],
  { until, completeTo }: ForecastOptions,
): Forecast {
  const { days, amounts } = dailySeries(given, completeTo);
  const month = monthOf(until);
  const spent = sumDecimals(
    amounts.filter((_, index) => monthOf(days[index]) === month),
  );
  const last = days[days.length - 1] ?? completeTo;
  const coming = last === undefined ? [] : daysFrom(addDays(last, 1), until);
  const values = amounts.map(decimalToNumber);
  const { method, scores, foreseen, spread } = choose(
    values,
    [...days, ...coming],
    coming.length,
  );
  const floor = values.some(value => value < 0) ? -Infinity : 0;
  const shown = coming.map((day, step) => {
    const amount = foreseen[step];
    const { low, high } = spread.day(step + 1, amount);
    return {
      day,
      amount: decimalOf(amount),
      low: decimalOf(Math.max(Math.min(floor, amount), amount + low)),
      high: decimalOf(amount + high),
    };
  });
  const ahead = shown
    .map(({ day }, step) => (monthOf(day) === month ? step + 1 : 0))
    .filter(step => step > 0);
  const rest = ahead.map(step => shown[step - 1].amount);
  const sum = sumDecimals(rest);
  const size = decimalToNumber(sum);
  const { low, high } = spread.sum(ahead, size);
  return {
    method,
    hasHistory: values.length >= HISTORY_DAYS,
    scores,
    days: shown,
    total: spent + sum,
    low: spent + atLeast(sum + decimalOf(low), floor === 0 ? sum : undefined),
    high: spent + sum + decimalOf(high),
  };
}

/** Not below zero, where the sum that it belongs to is not either. */
function atLeast(value: Decimal, positive: Decimal | undefined): Decimal {
  return positive !== undefined && positive >= 0n && value < 0n ? 0n : value;
}

function choose(
  values: readonly number[],
  days: readonly string[],
  horizon: number,
): Pick<Forecast, 'method' | 'scores'> & {
  foreseen: number[];
  spread: Spread;
} {
  if (values.length < HISTORY_DAYS) {
    const mean = values.reduce((a, b) => a + b, 0) / (values.length || 1);
    return {
      method: 'run-rate',
      scores: [],
      foreseen: Array.from({ length: horizon }, () => mean),
      spread: UNKNOWN,
    };
  }
  const tried = backtest(values, days);
  const method: ForecastMethod = tried?.scores[0].method ?? 'weekday-median';
  return {
    method,
    scores: tried?.scores ?? [],
    foreseen: FORESEE[method](values, days, horizon),
    spread: tried ? triedSpread(tried.residuals[method]) : weekSpread(values),
  };
}

function around(amount: number): Span {
  const size = Math.abs(amount) * SPREAD_WITHOUT_HISTORY;
  return { low: -size, high: size };
}

/** From what a method was off by, on single days and on the first days of each origin together. */
function triedSpread(residuals: Residuals): Spread {
  const single = intervalOf(residuals.flat());
  const together = (count: number) =>
    intervalOf(
      residuals.map(each => each.slice(0, count).reduce((a, b) => a + b, 0)),
    );
  return {
    day: ahead => times(single, growth(ahead)),
    sum: ahead => {
      const count = ahead.length;
      if (count === 0 || ahead[count - 1] <= HOLDOUT_DAYS) {
        return together(count);
      }
      const factor = ahead.reduce((sum, step) => sum + growth(step), 0);
      return times(together(HOLDOUT_DAYS), factor / HOLDOUT_DAYS);
    },
  };
}

/** From what days differ by from those a week before, where no method could be tried; all as if off together. */
function weekSpread(values: readonly number[]): Spread {
  const single = intervalOf(
    values.slice(7).map((value, index) => value - values[index]),
  );
  return {
    day: ahead => times(single, growth(ahead)),
    sum: ahead =>
      times(
        single,
        ahead.reduce((sum, step) => sum + growth(step), 0),
      ),
  };
}

function growth(ahead: number): number {
  return Math.sqrt(Math.ceil(ahead / HOLDOUT_DAYS));
}

function times({ low, high }: Span, factor: number): Span {
  return { low: low * factor, high: high * factor };
}
