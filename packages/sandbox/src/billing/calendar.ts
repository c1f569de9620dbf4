const DAY_MS = 86_400_000;

/** Day of a time, `YYYY-MM-DD` in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A bill asks for the same few hundred days a million times. */
const TIMES = new Map<string, number>();

function timeOf(day: string): number {
  const known = TIMES.get(day) ?? Date.parse(`${day}T00:00:00Z`);
  TIMES.set(day, known);
  return known;
}

/** The day so many days later, or earlier. */
export function addDays(day: string, days: number): string {
  return dayOf(timeOf(day) + days * DAY_MS);
}

/** Whole days from one day to another; negative when the other is earlier. */
export function daysFrom(from: string, to: string): number {
  return Math.round((timeOf(to) - timeOf(from)) / DAY_MS);
}

/** `YYYY-MM` of a day. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The month so many months later, or earlier. */
export function addMonths(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + months;
  return `${Math.floor(index / 12)}-${`${(index % 12) + 1}`.padStart(2, '0')}`;
}

/** First day of a month. */
export function firstOf(month: string): string {
  return `${month}-01`;
}

/** How many days a month has. */
export function lengthOf(month: string): number {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

/** Days of a month until `last`, or its end. */
export function daysOf(month: string, last: string): string[] {
  const end = `${month}-${lengthOf(month)}`;
  return daysBetween(firstOf(month), last < end ? last : end);
}

/** Days from one to another, both inclusive. */
export function daysBetween(from: string, to: string): string[] {
  const count = Math.max(0, daysFrom(from, to) + 1);
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

/** Months from one to another, both inclusive. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) {
    months.push(month);
  }
  return months;
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(timeOf(day)).getUTCDay());
}

/** Whether a day is a Sunday. */
export function isSunday(day: string): boolean {
  return new Date(timeOf(day)).getUTCDay() === 0;
}
