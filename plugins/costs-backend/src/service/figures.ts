import { Decimal, formatDecimal } from '@textloom/kernel';
import {
  addCosts,
  Costs,
  NO_COSTS,
  SeriesView,
} from '@textloom/plugin-costs-common';
import { EntryGroup } from './ports';

/** Series that a chart has at most; what is more is summed as the last. */
const MOST_SERIES = 8;
/** As many series must be told apart for a chart to be right: one more than it has says that there is a rest. */
export const TOLD_SERIES = MOST_SERIES + 1;
/** Key of the series of all others, as the page has it. */
export const OTHERS = 'other';

/** What groups of one key come to, and the first of them. */
export interface Folded {
  costs: Costs;
  rows: number;
  group: EntryGroup;
}

/** Sums of groups by a key of theirs, in the order of their first group. */
export function foldBy(
  groups: readonly EntryGroup[],
  keyOf: (group: EntryGroup) => string,
): Map<string, Folded> {
  const sums = new Map<string, Folded>();
  for (const group of groups) {
    const key = keyOf(group);
    const sum = sums.get(key);
    if (sum) {
      sum.costs = addCosts(sum.costs, group.costs);
      sum.rows += group.rows;
    } else {
      // Most keys have one group, so that nothing is added.
      sums.set(key, { costs: group.costs, rows: group.rows, group });
    }
  }
  return sums;
}

/** Larger amounts first, whatever their sign; then by key. */
export function largestFirst<T>(
  items: readonly T[],
  of: (item: T) => { amount: Decimal; key: string },
): T[] {
  // Asked once for each, not for each comparison: there may be a hundred thousand.
  const ranked = items.map(item => {
    const { amount, key } = of(item);
    const size = amount < 0n ? -amount : amount;
    return { item, size, about: Number(size), key };
  });
  ranked.sort((a, b) => {
    // Rounded sizes never stand the other way round, and are compared much faster.
    if (a.about !== b.about) return b.about - a.about;
    if (a.size !== b.size) return b.size > a.size ? 1 : -1;
    if (a.key === b.key) return 0;
    return a.key < b.key ? -1 : 1;
  });
  return ranked.map(({ item }) => item);
}

/** An amount of a series in a bucket. */
export interface SeriesCell {
  bucket: string;
  key: string;
  amount: Decimal;
}

/**
 * A stacked chart. The largest series come first, and beyond eight the rest is one; series and buckets sum to the
 * cells exactly.
 */
export function seriesOf(
  cells: readonly SeriesCell[],
  options: {
    buckets: readonly string[];
    /** All keys that there can be, in the order of the chart: then nothing is summed as the rest. */
    order?: readonly string[];
  },
): SeriesView {
  const { buckets, order } = options;
  const totals = [...amountsBy(cells, ({ key }) => key)].map(
    ([key, amount]) => ({ key, amount }),
  );
  const ranked = order
    ? totals.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
    : largestFirst(totals, item => item);
  // A value that is called as the rest is, is part of it.
  const own =
    !order && ranked.length > MOST_SERIES
      ? ranked.filter(({ key }) => key !== OTHERS).slice(0, MOST_SERIES - 1)
      : ranked;
  const names = new Set(own.map(({ key }) => key));
  const placeOf = (key: string, bucket: string) => `${bucket} ${key}`;
  const amounts = amountsBy(cells, ({ key, bucket }) =>
    placeOf(names.has(key) ? key : OTHERS, bucket),
  );
  const keys = [
    ...own.map(({ key }) => key),
    ...(ranked.length > own.length ? [OTHERS] : []),
  ];
  return {
    buckets: [...buckets],
    series: keys.map(key => {
      const values = buckets.map(
        bucket => amounts.get(placeOf(key, bucket)) ?? 0n,
      );
      return {
        key,
        values: values.map(formatDecimal),
        total: formatDecimal(values.reduce((sum, value) => sum + value, 0n)),
      };
    }),
  };
}

/** Sums of cells by a key, in the order of the first cell of each. */
function amountsBy(
  cells: readonly SeriesCell[],
  keyOf: (cell: SeriesCell) => string,
): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const cell of cells) {
    const key = keyOf(cell);
    sums.set(key, (sums.get(key) ?? 0n) + cell.amount);
  }
  return sums;
}

/** Sum of groups. */
export function sumOf(groups: readonly EntryGroup[]): Costs {
  let { effective, billed, list, contracted } = NO_COSTS;
  for (const { costs } of groups) {
    effective += costs.effective;
    billed += costs.billed;
    list += costs.list;
    contracted += costs.contracted;
  }
  return { effective, billed, list, contracted };
}
