import { Decimal, parseDecimal } from '@textloom/kernel';
import { absolute, larger, medianOf, multiply, ratioOf } from './arithmetic';
import { AnomalyFacts, DayAmount } from './methods';
import { DailySeries, dailySeries } from './series';

/**
 * What one component or service cost per day. Usage only: the caller leaves out Tax, Credit, Adjustment and Purchase,
 * Recurring and One-Time charges and the fees of vendors, which come on known days and are not behaviour.
 */
export interface AnomalySeries {
  scope: AnomalyFacts['scope'];
  /** Days in between without an amount are zero. */
  days: readonly DayAmount[];
}

export interface AnomalyOptions {
  /** Last complete day; later ones are not looked at. */
  completeTo: string;
  /** First day that may be an anomaly; earlier ones are history only. All when absent. */
  from?: string;
  /** Smallest difference worth telling, in the series' currency. */
  floor: Decimal;
  /** Smallest difference as a share of what was expected, 0…1. */
  share: number;
  /** Days on which something other than usual was meant to happen: neither expected from, nor told. */
  planned?: ReadonlySet<string>;
}

/** Days of history before a day can be told from others; AWS asks for 10, Vantage for more than 12. */
const HISTORY_DAYS = 14;
/** Same weekdays that a day is expected from. */
const WEEKS = 8;
/** Days whose differences say how much is usual. */
const SPREAD_DAYS = 56;
/** 3.5 · 1.4826 in ten-thousandths: so many MADs are too many. */
const LIMIT = 51_891n;
const LIMIT_UNIT = 10_000n;
/** MAD of a normal distribution times this is its standard deviation. */
const CONSISTENCY = 1.4826;
/** Scores end here, where a history without any spread makes them infinite. */
const MAX_SCORE = 99;

/** What is to be thought of one day. */
interface Judgement {
  index: number;
  expected: Decimal;
  difference: Decimal;
  score: number;
}

/**
 * Days on which a series was not as usual, consecutive ones with the same sign as one.
 *
 * Expected is the median of up to 8 same weekdays before; the difference r is unusual when |r| > 3.5 · s with
 * s = 1.4826 · MAD of the differences of the 56 days before (robust z-score of Iglewicz and Hoaglin, "How to Detect and
 * Handle Outliers", 1993), and worth telling when |r| ≥ max(floor, share · |expected|). Where the history has no spread
 * (s = 0) each difference is unusual. A lasting new level is told until the median has followed, after four to five
 * weeks. Everything is computed from days before the one that is judged.
 */
export function findAnomalies(
  { scope, days }: AnomalySeries,
  options: AnomalyOptions,
): AnomalyFacts[] {
  const series = dailySeries(days, options.completeTo);
  const anomalies: AnomalyFacts[] = [];
  let run: Judgement[] = [];
  const end = () => {
    if (run.length > 0) anomalies.push(factsOf(scope, series, run));
    run = [];
  };
  for (const judged of judge(series, options)) {
    const previous = run[run.length - 1];
    const joins =
      previous !== undefined &&
      judged.index === previous.index + 1 &&
      judged.difference > 0n === previous.difference > 0n;
    if (!joins) end();
    run.push(judged);
  }
  end();
  return anomalies;
}

/** The unusual days that are worth telling, in order. */
function judge(
  { days, amounts }: DailySeries,
  { from = '', floor, share, planned = new Set() }: AnomalyOptions,
): Judgement[] {
  const part = parseDecimal(share.toFixed(6)) ?? 0n;
  const isPlanned = days.map(day => planned.has(day));
  const reported = days.findIndex(day => day >= from);
  const begin = reported < 0 ? days.length : Math.max(HISTORY_DAYS, reported);
  const expected: (Decimal | undefined)[] = [];
  const told: Judgement[] = [];
  for (
    let index = Math.max(0, begin - SPREAD_DAYS);
    index < days.length;
    index += 1
  ) {
    expected[index] = expectedOf(amounts, isPlanned, index);
    const expectation = expected[index];
    if (index < begin || isPlanned[index] || expectation === undefined) {
      continue;
    }
    const spread = spreadOf(amounts, expected, isPlanned, index);
    const difference = amounts[index] - expectation;
    const size = absolute(difference);
    if (
      spread !== undefined &&
      size * LIMIT_UNIT > LIMIT * spread &&
      size >= larger(floor, multiply(part, absolute(expectation)))
    ) {
      const ratio = ratioOf(size, spread);
      const score = ratio === undefined ? MAX_SCORE : ratio / CONSISTENCY;
      told.push({
        index,
        expected: expectation,
        difference,
        score: Math.min(MAX_SCORE, score),
      });
    }
  }
  return told;
}

/** Median of the same weekdays before that were not planned otherwise. */
function expectedOf(
  amounts: readonly Decimal[],
  isPlanned: readonly boolean[],
  index: number,
): Decimal | undefined {
  const same: Decimal[] = [];
  for (let week = 1; week <= WEEKS; week += 1) {
    const before = index - 7 * week;
    if (before >= 0 && !isPlanned[before]) same.push(amounts[before]);
  }
  return same.length === 0 ? undefined : medianOf(same);
}

/** Median absolute deviation of the differences of the days before; undefined when fewer than a week has one. */
function spreadOf(
  amounts: readonly Decimal[],
  expected: readonly (Decimal | undefined)[],
  isPlanned: readonly boolean[],
  index: number,
): Decimal | undefined {
  const differences: Decimal[] = [];
  for (let day = Math.max(0, index - SPREAD_DAYS); day < index; day += 1) {
    const expectation = expected[day];
    if (expectation !== undefined && !isPlanned[day]) {
      differences.push(amounts[day] - expectation);
    }
  }
  if (differences.length < 7) {
    return undefined;
  }
  const middle = medianOf(differences);
  return medianOf(differences.map(each => absolute(each - middle)));
}

function factsOf(
  scope: AnomalyFacts['scope'],
  { days, amounts }: DailySeries,
  run: readonly Judgement[],
): AnomalyFacts {
  const actual = run.reduce((sum, { index }) => sum + amounts[index], 0n);
  const expected = run.reduce((sum, day) => sum + day.expected, 0n);
  const impact = actual - expected;
  const ratio = ratioOf(impact, expected);
  return {
    scope,
    from: days[run[0].index],
    to: days[run[run.length - 1].index],
    sign: impact > 0n ? 'up' : 'down',
    actual,
    expected,
    impact,
    ...(ratio === undefined ? {} : { ratio }),
    score: Math.max(...run.map(({ score }) => score)),
  };
}
