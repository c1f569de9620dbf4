import { Decimal, formatDecimal } from '@textloom/kernel';
import {
  addCosts,
  Costs,
  CostMetric,
  NO_COSTS,
  SeriesView,
} from '@textloom/plugin-costs-common';
import { EntryGroup } from './ports';

/** Series that a chart has at most; what is more is summed as the last. */
const MOST_SERIES = 8;
/** Key of the series of all others, as the page has it. */
const OTHERS = 'other';

/** Sums of groups by a key of theirs, in the order of their first group. */
export function foldBy(
  groups: readonly EntryGroup[],
  keyOf: (group: EntryGroup) => string,
): Map<string, { costs: Costs; rows: number; group: EntryGroup }> {
  const sums = new Map<
    string,
    { costs: Costs; rows: number; group: EntryGroup }
  >();
  for (const group of groups) {
    const key = keyOf(group);
    const sum = sums.get(key) ?? { costs: NO_COSTS, rows: 0, group };
    sums.set(key, {
      costs: addCosts(sum.costs, group.costs),
      rows: sum.rows + group.rows,
      group: sum.group,
    });
  }
  return sums;
}

/** Larger amounts first, whatever their sign; then by key. */
export function largestFirst<T>(
  items: readonly T[],
  of: (item: T) => { amount: Decimal; key: string },
): T[] {
  const size = (value: Decimal) => (value < 0n ? -value : value);
  return [...items].sort((left, right) => {
    const a = of(left);
    const b = of(right);
    const difference = size(b.amount) - size(a.amount);
    if (difference !== 0n) return difference > 0n ? 1 : -1;
    if (a.key === b.key) return 0;
    return a.key < b.key ? -1 : 1;
  });
}

/**
 * A stacked chart of groups per bucket. The largest series come first, and beyond eight the rest is one; series and
 * buckets sum to the groups exactly.
 */
export function seriesOf(
  groups: readonly EntryGroup[],
  options: {
    buckets: readonly string[];
    keyOf: (group: EntryGroup) => string;
    metric?: CostMetric;
    /** All keys that there can be, in the order of the chart: then nothing is summed as the rest. */
    order?: readonly string[];
  },
): SeriesView {
  const { buckets, keyOf, metric = 'effective', order } = options;
  const totals = [...foldBy(groups, keyOf)].map(([key, { costs }]) => ({
    key,
    amount: costs[metric],
  }));
  const ranked = order
    ? totals.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
    : largestFirst(totals, item => item);
  // A value that is called as the rest is, is part of it.
  const own =
    !order && ranked.length > MOST_SERIES
      ? ranked.filter(({ key }) => key !== OTHERS).slice(0, MOST_SERIES - 1)
      : ranked;
  const names = new Set(own.map(({ key }) => key));
  const shownOf = (group: EntryGroup) => {
    const key = keyOf(group);
    return names.has(key) ? key : OTHERS;
  };
  const cells = foldBy(groups, group =>
    JSON.stringify([shownOf(group), group.bucket]),
  );
  const keys = [
    ...own.map(({ key }) => key),
    ...(ranked.length > own.length ? [OTHERS] : []),
  ];
  return {
    buckets: [...buckets],
    series: keys.map(key => {
      const values = buckets.map(
        bucket => cells.get(JSON.stringify([key, bucket]))?.costs[metric] ?? 0n,
      );
      return {
        key,
        values: values.map(formatDecimal),
        total: formatDecimal(values.reduce((sum, value) => sum + value, 0n)),
      };
    }),
  };
}

/** Sum of groups. */
export function sumOf(groups: readonly EntryGroup[]): Costs {
  return groups.reduce((sum, { costs }) => addCosts(sum, costs), NO_COSTS);
}
