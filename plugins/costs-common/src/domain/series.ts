import { Decimal } from '@textloom/kernel';
import { daysFrom } from './calendar';
import { DayAmount } from './methods';

/** A series without gaps. */
export interface DailySeries {
  days: string[];
  amounts: Decimal[];
}

/**
 * The days from the first on which something was paid to the last complete one, each with its sum; days without an
 * amount are zero. What comes after the last complete day is left out. A series of nothing but zeros keeps its length.
 */
export function dailySeries(
  given: readonly DayAmount[],
  completeTo: string | undefined,
): DailySeries {
  const sums = new Map<string, Decimal>();
  let first: string | undefined;
  let paid: string | undefined;
  let last = completeTo ?? '';
  for (const { day, amount } of given) {
    if (completeTo !== undefined && day > completeTo) continue;
    sums.set(day, (sums.get(day) ?? 0n) + amount);
    if (first === undefined || day < first) first = day;
    if (amount !== 0n && (paid === undefined || day < paid)) paid = day;
    if (day > last) last = day;
  }
  if (first === undefined) {
    return { days: [], amounts: [] };
  }
  const days = daysFrom(paid ?? first, last);
  return { days, amounts: days.map(day => sums.get(day) ?? 0n) };
}
