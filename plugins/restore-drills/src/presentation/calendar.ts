import { Intent } from '@textloom/ui';
import {
  CalendarDay,
  DrillSummary,
} from '@textloom/plugin-restore-drills-common';
import { drillIntent } from './states';

/** A day of the calendar with what it amounts to. */
export interface CalendarCell extends CalendarDay {
  /** Of the month, from 1. */
  number: number;
  /** The worst of its drills; absent without any. */
  intent?: Intent;
  today: boolean;
}

/** Worst first; what is not here is harmless. */
const WORST: readonly Intent[] = [
  'critical',
  'invalid',
  'caution',
  'active',
  'waiting',
  'unknown',
  'positive',
];

function worst(drills: readonly DrillSummary[]): Intent | undefined {
  const intents = drills.map(drillIntent);
  return WORST.find(intent => intents.includes(intent)) ?? intents[0];
}

const DAY_MS = 86_400_000;

/** Number of the weekday, 0 is Monday. */
function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Months of the days, as `2026-11`, oldest first. */
export function calendarMonths(days: readonly CalendarDay[]): string[] {
  return [...new Set(days.map(({ day }) => day.slice(0, 7)))].sort();
}

/** All days of a month, as `2026-11-01`. */
function daysOf(month: string): string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const names = Array.from({ length: 31 }, (_, n) =>
    new Date(first + n * DAY_MS).toISOString().slice(0, 10),
  );
  return names.filter(name => name.startsWith(month));
}

/**
 * Weeks of a month from Monday to Sunday. Places before its first and after its last day are empty, and so are days of
 * which nothing is known.
 *
 * @param month - As `2026-11`.
 * @param now - Milliseconds since the epoch; its day in UTC is today.
 */
export function calendarWeeks(
  days: readonly CalendarDay[],
  month: string,
  now: number,
): (CalendarCell | undefined)[][] {
  const known = new Map(days.map(day => [day.day, day]));
  const today = new Date(now).toISOString().slice(0, 10);
  const names = daysOf(month);
  const cells: (CalendarCell | undefined)[] = [
    ...Array.from({ length: weekday(names[0]) }, () => undefined),
    ...names.map(name => {
      const day = known.get(name);
      return (
        day && {
          ...day,
          number: Number(name.slice(8)),
          intent: worst(day.drills),
          today: name === today,
        }
      );
    }),
  ];
  while (cells.length % 7 > 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  );
}
