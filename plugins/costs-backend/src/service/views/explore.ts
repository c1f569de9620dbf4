import { formatDecimal } from '@textloom/kernel';
import {
  addDays,
  addMonths,
  daysBetween,
  daysFrom,
  Dimension,
  ExploreQuery,
  ExploreView,
  firstDayOf,
  lastDayOf,
  monthOf,
} from '@textloom/plugin-costs-common';
import { OTHERS, seriesOf, TOLD_SERIES } from '../figures';
import { Inquiry, Span } from '../Inquiry';
import { pivotOf } from '../pivotOf';
import { Pivot } from '../ports';
import { distributedGroups, Weights } from './distributed';

type Answer = Omit<ExploreView, 'strip' | 'names'>;

/** A pivot: sums by up to three dimensions, with the same span before and a chart. */
export async function explore(
  inquiry: Inquiry,
  query: ExploreQuery,
  weights: Weights,
): Promise<Answer> {
  const earlier = spanBefore(query);
  const before = hasAll(inquiry, earlier) ? earlier : undefined;
  const { rows, total, sum, previousSum, cells } =
    query.distribute.length > 0
      ? await distributedPivot(inquiry, query, { before, weights })
      : await plainPivot(inquiry, query, before);
  return {
    series: seriesOf(
      cells.map(({ bucket, key = OTHERS, cost }) => ({
        bucket,
        key,
        amount: cost,
      })),
      { buckets: bucketsOf(query) },
    ),
    rows: rows.map(({ keys, cost, previous, rows: count }) => ({
      keys,
      cost: formatDecimal(cost),
      ...(previous !== undefined && { previous: formatDecimal(previous) }),
      rows: count,
    })),
    total,
    sum: formatDecimal(sum),
    ...(previousSum !== undefined && {
      previousSum: formatDecimal(previousSum),
    }),
  };
}

function plainPivot(
  inquiry: Inquiry,
  query: ExploreQuery,
  before?: Span,
): Promise<Pivot> {
  const { from, to, grain, groupBy, metric, limit, filter = {} } = query;
  return inquiry.pivot({
    from,
    to,
    grain,
    groupBy,
    metric,
    limit,
    filters: filter,
    series: TOLD_SERIES,
    ...(before && { before }),
  });
}

/** What is distributed falls to components, of which there are few. */
async function distributedPivot(
  inquiry: Inquiry,
  query: ExploreQuery,
  { before, weights }: { before?: Span; weights: Weights },
): Promise<Pivot> {
  const [now, past] = await Promise.all([
    distributedGroups(inquiry, query, weights),
    before &&
      distributedGroups(
        inquiry,
        { ...query, ...before, grain: 'total' },
        weights,
      ),
  ]);
  return pivotOf(now, past, { ...query, series: TOLD_SERIES });
}

/** Whole months are compared with as many months before, other spans with as many days. */
function spanBefore({ from, to }: Span): Span {
  const first = monthOf(from);
  const last = monthOf(to);
  if (from === firstDayOf(first) && to === lastDayOf(last)) {
    let months = 1;
    while (addMonths(first, months) <= last) months += 1;
    return {
      from: firstDayOf(addMonths(first, -months)),
      to: lastDayOf(addMonths(first, -1)),
    };
  }
  const days = daysBetween(from, to) + 1;
  return { from: addDays(from, -days), to: addDays(from, -1) };
}

/** A span that begins before the data would be compared with a part. */
function hasAll({ span }: Inquiry, { from }: Span): boolean {
  return from >= span.from;
}

function bucketsOf({ from, to, grain }: ExploreQuery): string[] {
  if (grain === 'day') {
    return daysFrom(from, to);
  }
  const months: string[] = [];
  for (let m = monthOf(from); m <= monthOf(to); m = addMonths(m, 1)) {
    months.push(m);
  }
  return months;
}

/** Dimensions that a spreadsheet has as columns. */
export function exportHeader(groupBy: readonly Dimension[]): string[] {
  return [...groupBy, 'cost', 'previous', 'currency', 'rows'];
}
