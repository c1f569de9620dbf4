import { Decimal } from '@textloom/kernel';
import { DayAmount } from '@textloom/plugin-costs-common';

/** Same weekdays before that a day is expected from, as `findAnomalies` does. */
export const EXPECTED_WEEKS = 8;
const WEEK = 7;

/**
 * Days with what was expected of each, for drawing: the median of up to 8 same weekdays before. A day without any before
 * has none.
 * @param days without gaps
 */
export function expectedDays(
  days: readonly DayAmount[],
): (DayAmount & { expected?: Decimal })[] {
  return days.map((each, index) => {
    const same: Decimal[] = [];
    for (let week = 1; week <= EXPECTED_WEEKS; week += 1) {
      const before = days[index - week * WEEK];
      if (before) same.push(before.amount);
    }
    return same.length === 0 ? each : { ...each, expected: medianOf(same) };
  });
}

function medianOf(values: readonly Decimal[]): Decimal {
  const sorted = [...values].sort((a, b) => Number(a > b) || -Number(a < b));
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2n;
}
