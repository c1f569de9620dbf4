import { DrillSummary } from './views';

/** How many of the newest drills a trend is drawn from, and how many it needs. */
const NEWEST = 12;
const NEEDED = 4;
/** Largest size that is predicted, in multiples of the largest that was restored. */
const REACH = 2;

/** What one drill has taken. */
export interface TrendPoint {
  drill: string;
  /** Milliseconds since the epoch. */
  at: number;
  bytes: number;
  /** Full time to recover. */
  ms: number;
}

/**
 * Time to recover over restored bytes: T = interceptMs + msPerByte · bytes, by least squares. `fit` is absent with fewer
 * than four drills.
 */
export interface Trend {
  /** Oldest first. */
  points: readonly TrendPoint[];
  fit?: {
    interceptMs: number;
    /** 0 where all sizes are the same. */
    msPerByte: number;
    /** Standard deviation of the residuals, in milliseconds. */
    residualMs: number;
    meanBytes: number;
    /** Sum of the squared distances of the sizes from their mean. */
    spread: number;
    /** Largest size that was restored. */
    maxBytes: number;
  };
}

/** What a restore of some size would take, with 90 % of restores between `lowMs` and `highMs`. */
export type Prediction =
  | { state: 'predicted'; ms: number; lowMs: number; highMs: number }
  /** `too-far`: more than twice the largest that was restored, or larger than the only size there is. */
  | { state: 'not-proven'; reason: 'too-few' | 'too-far' };

/** The trend of a store's drills: the newest of those that were measured and are no controls. */
export function trendOf(drills: readonly DrillSummary[]): Trend {
  const points = drills
    .flatMap(({ id, control, queuedAt, bytes, rtaMs }): TrendPoint[] =>
      control || bytes === undefined || rtaMs === undefined
        ? []
        : [{ drill: id, at: queuedAt, bytes, ms: rtaMs }],
    )
    .sort((a, b) => a.at - b.at)
    .slice(-NEWEST);
  return points.length < NEEDED ? { points } : { points, fit: fit(points) };
}

function fit(points: readonly TrendPoint[]): NonNullable<Trend['fit']> {
  const meanBytes = mean(points.map(({ bytes }) => bytes));
  const meanMs = mean(points.map(({ ms }) => ms));
  const spread = sum(points.map(({ bytes }) => (bytes - meanBytes) ** 2));
  const together = sum(
    points.map(({ bytes, ms }) => (bytes - meanBytes) * (ms - meanMs)),
  );
  const msPerByte = spread === 0 ? 0 : together / spread;
  const interceptMs = meanMs - msPerByte * meanBytes;
  const squares = sum(
    points.map(({ bytes, ms }) => (ms - interceptMs - msPerByte * bytes) ** 2),
  );
  return {
    interceptMs,
    msPerByte,
    residualMs: Math.sqrt(squares / freedom(points.length, spread)),
    meanBytes,
    spread,
    maxBytes: Math.max(...points.map(({ bytes }) => bytes)),
  };
}

/**
 * Time to recover a store of some size. Half the width of the interval is t · s · √(1 + 1/n + (x − x̄)²/Sxx), with t the
 * 95th percentile of Student's distribution (Draper and Smith, Applied Regression Analysis, §1.4). Never more than twice
 * the largest size that was restored: there the line has been measured to mislead.
 */
export function predict(
  { points, fit: line }: Trend,
  bytes: number,
): Prediction {
  if (!line) {
    return { state: 'not-proven', reason: 'too-few' };
  }
  const reach = line.spread === 0 ? 1 : REACH;
  if (bytes > reach * line.maxBytes) {
    return { state: 'not-proven', reason: 'too-far' };
  }
  const n = points.length;
  const lever =
    line.spread === 0 ? 0 : (bytes - line.meanBytes) ** 2 / line.spread;
  const half =
    t95(freedom(n, line.spread)) *
    line.residualMs *
    Math.sqrt(1 + 1 / n + lever);
  const ms = Math.max(0, line.interceptMs + line.msPerByte * bytes);
  return {
    state: 'predicted',
    ms,
    lowMs: Math.max(0, ms - half),
    highMs: ms + half,
  };
}

function freedom(count: number, spread: number): number {
  return spread === 0 ? count - 1 : count - 2;
}

/** 95th percentile of Student's distribution, by degrees of freedom from 2 to 11. */
const T95 = [
  2.92, 2.3534, 2.1318, 2.015, 1.9432, 1.8946, 1.8595, 1.8331, 1.8125, 1.7959,
];

function t95(degrees: number): number {
  return T95[degrees - 2];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
