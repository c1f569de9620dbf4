import { DAY, HOUR } from '@textloom/kernel';
import { Schedule } from './plan';

/**
 * First time after a moment at which a schedule is due, in milliseconds since the epoch. A day that a month does not
 * have is its last; weekdays are 0 (Sunday) to 6, and 7 is Sunday too. All in UTC.
 */
export function nextDue(schedule: Schedule, after: number): number {
  const date = new Date(after);
  const today = Date.UTC(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
  );
  if (schedule.every === 'day') {
    const at = today + schedule.hour * HOUR;
    return at > after ? at : at + DAY;
  }
  if (schedule.every === 'week') {
    const days = (schedule.weekday - date.getUTCDay() + 7) % 7;
    const at = today + days * DAY + schedule.hour * HOUR;
    return at > after ? at : at + 7 * DAY;
  }
  const inMonth = (month: number) => {
    const first = Date.UTC(date.getUTCFullYear(), month, 1);
    const length = new Date(
      Date.UTC(date.getUTCFullYear(), month + 1, 0),
    ).getUTCDate();
    const day = Math.min(schedule.day, length);
    return first + (day - 1) * DAY + schedule.hour * HOUR;
  };
  const at = inMonth(date.getUTCMonth());
  return at > after ? at : inMonth(date.getUTCMonth() + 1);
}

/**
 * When a plan is due: the first time of its schedule after its last drill was asked for, or after the plan became known.
 * In the past when it was missed.
 */
export function dueAt(
  schedule: Schedule,
  lastRunAt: number | undefined,
  knownSince: number,
): number {
  return nextDue(schedule, lastRunAt ?? knownSince);
}

/** Times of a schedule in `(from, to]`, oldest first; at most 400, for the calendar. */
export function dueTimes(
  schedule: Schedule,
  from: number,
  to: number,
): number[] {
  const times: number[] = [];
  let at = nextDue(schedule, from);
  while (at <= to && times.length < 400) {
    times.push(at);
    at = nextDue(schedule, at);
  }
  return times;
}

/**
 * After how long without a proof a plan is overdue, and when that is serious: 31 and 45 days for a monthly plan;
 * otherwise 1.03 periods and an hour, and half as much again.
 */
export function overdueLimits({ every }: Schedule): {
  lateMs: number;
  seriousMs: number;
} {
  if (every === 'month') {
    return { lateMs: 31 * DAY, seriousMs: 45 * DAY };
  }
  const lateMs = (every === 'week' ? 7 : 1) * DAY * 1.03 + HOUR;
  return { lateMs, seriousMs: lateMs * 1.5 };
}
