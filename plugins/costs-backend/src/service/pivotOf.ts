import { Decimal } from '@textloom/kernel';
import { CostMetric } from '@textloom/plugin-costs-common';
import { foldBy, largestFirst, sumOf } from './figures';
import { EntryGroup, Pivot, PivotQuery } from './ports';

/** The pivot of groups that are in memory. @param past - groups of the days before, when they are compared with */
export function pivotOf(
  now: readonly EntryGroup[],
  past: readonly EntryGroup[] | undefined,
  { metric, limit, series }: Pick<PivotQuery, 'metric' | 'limit' | 'series'>,
): Pivot {
  const earlier = past && foldBy(past, keyOf);
  const folded = [...foldBy(now, keyOf)].map(
    ([key, { costs, rows, group }]) => {
      const previous = earlier?.get(key)?.costs[metric];
      return {
        // As keys are compared one by one.
        key: group.keys.join('\0'),
        amount: costs[metric],
        row: {
          keys: group.keys,
          cost: costs[metric],
          ...(previous !== undefined && { previous }),
          rows,
        },
      };
    },
  );
  return {
    rows: largestFirst(folded, item => item)
      .slice(0, limit)
      .map(({ row }) => row),
    total: folded.length,
    sum: sumOf(now)[metric],
    ...(past && { previousSum: sumOf(past)[metric] }),
    cells: cellsOf(now, metric, series),
  };
}

/** Keys come from bills, and may hold whatever is put between them. */
function keyOf({ keys }: EntryGroup): string {
  return JSON.stringify(keys);
}

function cellsOf(
  groups: readonly EntryGroup[],
  metric: CostMetric,
  series: number,
): Pivot['cells'] {
  const firstOf = ({ keys: [first = ''] }: EntryGroup) => first;
  const totals = [...foldBy(groups, firstOf)].map(([key, { costs }]) => ({
    key,
    amount: costs[metric],
  }));
  const told = new Set(
    largestFirst(totals, item => item)
      .slice(0, series)
      .map(({ key }) => key),
  );
  const cells = new Map<
    string,
    { bucket: string; key?: string; cost: Decimal }
  >();
  for (const group of groups) {
    const { bucket } = group;
    const first = firstOf(group);
    const key = told.has(first) ? first : undefined;
    const place = JSON.stringify([bucket, key]);
    const cell = cells.get(place) ?? {
      bucket,
      ...(key !== undefined && { key }),
      cost: 0n,
    };
    cells.set(place, { ...cell, cost: cell.cost + group.costs[metric] });
  }
  return [...cells.values()];
}
