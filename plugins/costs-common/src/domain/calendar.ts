/**
 * Days as `YYYY-MM-DD` and months as `YYYY-MM`, all in UTC as FOCUS has its periods: there are no time zones and no
 * summer time in them, and their order is that of their texts.
 */
const DAY_MS = 86_400_000;

/** Days since 1970-01-01; @throws RangeError when it is no day of the calendar */
function numberOf(day: string): number {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || dayOf(time / DAY_MS) !== day) {
    throw new RangeError(`Not a day as 2026-11-21: ${day.slice(0, 20)}`);
  }
  return time / DAY_MS;
}

function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier when negative. */
export function addDays(day: string, days: number): string {
  return dayOf(numberOf(day) + days);
}

/** Days from the one to the other: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return numberOf(to) - numberOf(from);
}

/** All days from the first to the last, both inclusive; none when the last is earlier. */
export function daysFrom(from: string, to: string): string[] {
  const first = numberOf(from);
  const count = Math.max(0, numberOf(to) - first + 1);
  return Array.from({ length: count }, (_, n) => dayOf(first + n));
}

/** 0 for Sunday … 6 for Saturday. */
export function weekdayOf(day: string): number {
  // 1970-01-01 was a Thursday.
  return (((numberOf(day) + 4) % 7) + 7) % 7;
}

/** `YYYY-MM` of a day. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The month so many months later, or earlier when negative. */
export function addMonths(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number);
  const count = year * 12 + number - 1 + months;
  const later = String((count % 12) + 1).padStart(2, '0');
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${later}`;
}

/** The first day of a month. */
export function firstDayOf(month: string): string {
  return `${month}-01`;
}

/** The last day of a month. */
export function lastDayOf(month: string): string {
  return addDays(firstDayOf(addMonths(month, 1)), -1);
}

/** All days of a month. */
export function daysOfMonth(month: string): string[] {
  return daysFrom(firstDayOf(month), lastDayOf(month));
}

/** The same day of another month; its last day when it is shorter (31 January to 28 February). */
export function sameDayIn(month: string, day: string): string {
  const last = lastDayOf(month);
  const same = `${month}-${day.slice(8)}`;
  return same > last ? last : same;
}
