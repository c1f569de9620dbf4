import { createHash } from 'node:crypto';
import {
  DailyCapacity,
  DailyUsage,
  UsageDay,
} from '@textloom/plugin-costs-common';

/** Usage and capacity by their day. */
export function usageDays({
  usage,
  capacity,
}: {
  usage: readonly DailyUsage[];
  capacity: readonly DailyCapacity[];
}): Map<string, UsageDay> {
  const days = new Map<
    string,
    { usage: DailyUsage[]; capacity: DailyCapacity[] }
  >();
  const of = (day: string) => {
    const known = days.get(day) ?? { usage: [], capacity: [] };
    days.set(day, known);
    return known;
  };
  usage.forEach(each => of(each.day).usage.push(each));
  capacity.forEach(each => of(each.day).capacity.push(each));
  return days;
}

/** A hash of usage and capacity, whatever the order of the days. */
export function markOf(days: ReadonlyMap<string, UsageDay>): string {
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
