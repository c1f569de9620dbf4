import { Decimal, decimalOf, formatDecimal } from '@textloom/kernel';
import { multiplyDivide } from './arithmetic';
import { monthOf } from './calendar';
import { UnitCost } from './entities';
import { DayAmount } from './methods';

/** What is counted and what its cost is made of. */
export type UnitDefinition = Pick<UnitCost, 'id' | 'title' | 'per' | 'basis'>;

/** How many units a day had. */
export interface DayCount {
  day: string;
  count: number;
}

/**
 * Cost per unit and month: Σ cost · per ÷ Σ units over the days that have both. A day without a count is left out of
 * cost and units alike, since dividing a month's cost by half a month's units would double the figure; a day with a
 * count of zero counts with its cost. A month without units has no unit cost.
 * @param costs billed days of what is in the numerator
 * @param month the current month, whose covered days are told
 * @throws RangeError when a count is negative or no number
 */
export function unitCostOf(
  definition: UnitDefinition,
  costs: readonly DayAmount[],
  counts: readonly DayCount[],
  month: string,
): UnitCost {
  const countOf = new Map<string, Decimal>();
  for (const { day, count } of counts) {
    if (!(count >= 0)) {
      throw new RangeError(`Not a count of units on ${day}`);
    }
    countOf.set(day, (countOf.get(day) ?? 0n) + decimalOf(count));
  }
  const months = new Map<string, { cost: Decimal; units: Decimal }>();
  const covered = new Set<string>();
  for (const { day, amount } of costs) {
    const count = countOf.get(day);
    if (count === undefined) continue;
    const sums = months.get(monthOf(day)) ?? { cost: 0n, units: 0n };
    sums.cost += amount;
    if (!covered.has(day)) sums.units += count;
    months.set(monthOf(day), sums);
    covered.add(day);
  }
  return {
    ...definition,
    points: [...months]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, sums]) => pointOf(name, sums, definition.per)),
    coveredDays: [...covered].filter(day => monthOf(day) === month).length,
  };
}

function pointOf(
  month: string,
  { cost, units }: { cost: Decimal; units: Decimal },
  per: number,
): UnitCost['points'][number] {
  const point = {
    month,
    cost: formatDecimal(cost),
    units: Number(formatDecimal(units)),
  };
  return units === 0n
    ? point
    : {
        ...point,
        unitCost: formatDecimal(multiplyDivide(cost, decimalOf(per), units)),
      };
}
