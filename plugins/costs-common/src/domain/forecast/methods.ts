import { ForecastMethod } from '../methods';

/**
 * A way to foresee. Values are of consecutive days; a method sees those up to its origin and no later one.
 * @param days the days of the values and, after them, those to foresee
 * @param horizon how many days to foresee
 */
export type Foresee = (
  values: readonly number[],
  days: readonly string[],
  horizon: number,
) => number[];

/** Same weekdays whose median is taken. */
const WEEKS = 4;
const SEASON = 7;
/** Days that Holt-Winters is fitted to: what was a quarter ago says nothing of next week. */
const FIT_DAYS = 84;

/** The methods by name. */
export const FORESEE: Readonly<Record<ForecastMethod, Foresee>> = {
  /** Median of the last four same weekdays, fees on the first of a month apart. */
  'weekday-median': (values, days, horizon) =>
    feesApart(values, days, base =>
      following(horizon, step => {
        const same: number[] = [];
        for (
          let index = base.length + step - SEASON;
          index >= 0 && same.length < WEEKS;
          index -= SEASON
        ) {
          if (index < base.length) same.push(base[index]);
        }
        return same.length === 0 ? mean(base) : median(same);
      }),
    ),
  'holt-winters-7': (values, days, horizon) =>
    feesApart(values, days, base => holtWinters(base, horizon)),
  /** As on the same weekday of the last week. */
  'seasonal-naive-7': (values, _, horizon) =>
    following(horizon, step =>
      values.length < SEASON
        ? mean(values)
        : values[values.length - SEASON + (step % SEASON)],
    ),
  /** Mean of the month so far: what most cost tools show. */
  'run-rate': (values, days, horizon) => {
    const month = (days[values.length - 1] ?? '').slice(0, 7);
    const rate = mean(values.filter((_, n) => days[n].startsWith(month)));
    return following(horizon, () => rate);
  },
};

/**
 * Takes fees on the first of a month out of the values, foresees the rest, and adds the fee to each first of a month.
 * It is the smallest excess of the last three firsts over the median of the four same weekdays before, when there are
 * at least two, all have one sign, and each is more than 3.5 robust standard deviations of what days differ else.
 */
function feesApart(
  values: readonly number[],
  days: readonly string[],
  foresee: (base: readonly number[]) => number[],
): number[] {
  const isFirst = (index: number) => days[index]?.endsWith('-01') ?? false;
  const excess = (index: number) => {
    const same = [1, 2, 3, 4]
      .map(week => index - week * SEASON)
      .filter(before => before >= 0 && !isFirst(before));
    return values[index] - median(same.map(before => values[before]));
  };
  const recent: number[] = [];
  const usual: number[] = [];
  for (let index = values.length - 1; index >= SEASON; index -= 1) {
    if (isFirst(index) && recent.length < 3) recent.push(excess(index));
    if (!isFirst(index) && usual.length < 56) usual.push(excess(index));
  }
  const limit = 3.5 * 1.4826 * median(usual.map(Math.abs));
  const fee = recent.reduce(
    (a, b) => (Math.abs(b) < Math.abs(a) ? b : a),
    Infinity,
  );
  const known =
    recent.length >= 2 &&
    Math.abs(fee) > limit &&
    recent.every(each => Math.sign(each) === Math.sign(fee));
  if (!known) {
    return foresee(values);
  }
  const base = values.map((value, n) => (isFirst(n) ? value - fee : value));
  return foresee(base).map((value, step) =>
    isFirst(values.length + step) ? value + fee : value,
  );
}

/**
 * Additive Holt-Winters with a damped trend and a season of a week (Gardner 1985; Hyndman and Athanasopoulos,
 * "Forecasting: Principles and Practice", 3rd edition, §8.3). Its four parameters are those of a small grid with the
 * smallest sum of squared one-day-ahead errors.
 */
function holtWinters(all: readonly number[], horizon: number): number[] {
  const values = all.slice(-FIT_DAYS);
  if (values.length < 2 * SEASON) {
    return following(horizon, () => mean(values));
  }
  let best: { error: number; days: number[] } | undefined;
  for (const alpha of [0.1, 0.3, 0.5]) {
    for (const beta of [0.01, 0.1]) {
      for (const gamma of [0.05, 0.2]) {
        for (const phi of [0.9, 0.98]) {
          const fit = smooth(values, { alpha, beta, gamma, phi }, horizon);
          if (best === undefined || fit.error < best.error) best = fit;
        }
      }
    }
  }
  return best!.days;
}

function smooth(
  values: readonly number[],
  {
    alpha,
    beta,
    gamma,
    phi,
  }: Record<'alpha' | 'beta' | 'gamma' | 'phi', number>,
  horizon: number,
): { error: number; days: number[] } {
  const first = mean(values.slice(0, SEASON));
  const season = values.slice(0, SEASON).map(value => value - first);
  let level = first;
  let trend = (mean(values.slice(SEASON, 2 * SEASON)) - first) / SEASON;
  let error = 0;
  for (let index = SEASON; index < values.length; index += 1) {
    const place = index % SEASON;
    const expected = level + phi * trend;
    const off = values[index] - expected - season[place];
    error += off * off;
    const next = expected + alpha * off;
    trend = phi * trend + beta * alpha * off;
    season[place] += gamma * (1 - alpha) * off;
    level = next;
  }
  let slope = 0;
  let damping = 1;
  const days = following(horizon, step => {
    damping *= phi;
    slope += damping * trend;
    return level + slope + season[(values.length + step) % SEASON];
  });
  return { error, days };
}

function following(horizon: number, value: (step: number) => number): number[] {
  return Array.from({ length: horizon }, (_, step) => value(step));
}

function mean(values: readonly number[]): number {
  return values.length === 0
    ? 0
    : values.reduce((a, b) => a + b, 0) / values.length;
}

/** The middle value; 0 of nothing. */
function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
}
