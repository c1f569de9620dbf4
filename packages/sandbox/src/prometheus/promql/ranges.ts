import { TimeSeries, unnamed } from '../series';
import { QueryError, Sample } from './values';

/** Between two samples of a series. */
export const SCRAPE_MS = 15_000;
/** Moments at which a window is looked at; series move slowly. */
const MAX_POINTS = 60;

/** Series over a window that ends at a moment. */
export interface Range {
  series: TimeSeries[];
  from: number;
  to: number;
}

type Fold = (values: readonly number[], count: number) => number;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

const FOLDS: Record<string, Fold> = {
  avg_over_time: values => sum(values) / values.length,
  sum_over_time: (values, count) => (sum(values) / values.length) * count,
  min_over_time: values => values.reduce((a, b) => Math.min(a, b)),
  max_over_time: values => values.reduce((a, b) => Math.max(a, b)),
  last_over_time: values => values[values.length - 1],
  count_over_time: (_, count) => count,
  present_over_time: () => 1,
};

const CHANGES = new Set(['rate', 'irate', 'increase', 'delta', 'idelta']);

/** Whether a function takes a range. */
export function takesRange(name: string): boolean {
  return name in FOLDS || CHANGES.has(name);
}

/** A function over a range. Series are known at every moment, so that nothing need be extrapolated. @throws QueryError */
export function overRange(name: string, range: Range): Sample[] {
  if (!takesRange(name)) {
    throw new QueryError(400, `unknown function with name "${name}"`);
  }
  return range.series.flatMap(series => {
    const from = Math.max(range.from, series.from ?? -Infinity);
    const to = Math.min(range.to, series.until ?? Infinity);
    const value = CHANGES.has(name)
      ? change(name, series, { from, to }, range.to - range.from)
      : fold(FOLDS[name], series, from, to);
    return value === undefined
      ? []
      : [
          {
            // The last value is still the series' own.
            labels:
              name === 'last_over_time'
                ? series.labels
                : unnamed(series.labels),
            value,
          },
        ];
  });
}

function change(
  name: string,
  series: TimeSeries,
  { from, to }: { from: number; to: number },
  windowMs: number,
): number | undefined {
  if (to - from < SCRAPE_MS) {
    return undefined;
  }
  const instant = name === 'irate' || name === 'idelta';
  const start = instant ? to - SCRAPE_MS : from;
  const difference = series.value(to) - series.value(start);
  switch (name) {
    case 'rate':
      return difference / (windowMs / 1_000);
    case 'irate':
      return difference / (SCRAPE_MS / 1_000);
    default:
      return difference;
  }
}

function fold(
  how: Fold,
  series: TimeSeries,
  from: number,
  to: number,
): number | undefined {
  if (to < from) {
    return undefined;
  }
  const count = Math.floor((to - from) / SCRAPE_MS) + 1;
  const points = Math.min(count, MAX_POINTS);
  const step = points > 1 ? (to - from) / (points - 1) : 0;
  const values = Array.from({ length: points }, (_, n) =>
    series.value(to - (points - 1 - n) * step),
  );
  return how(values, count);
}
