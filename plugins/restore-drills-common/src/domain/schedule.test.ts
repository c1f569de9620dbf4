import fc from 'fast-check';
import { DAY, HOUR } from '@textloom/kernel';
import { Schedule } from './plan';
import { dueAt, dueTimes, nextDue, overdueLimits } from './schedule';

const utc = (text: string) => Date.parse(`${text}Z`);
const monthly: Schedule = { every: 'month', day: 31, hour: 2 };

describe('nextDue', () => {
  it.each<[Schedule, string, string]>([
    [
      { every: 'month', day: 1, hour: 2 },
      '2026-11-29T12:00',
      '2026-12-01T02:00',
    ],
    [
      { every: 'month', day: 1, hour: 2 },
      '2026-12-01T02:00',
      '2027-01-01T02:00',
    ],
    [
      { every: 'month', day: 1, hour: 2 },
      '2026-12-01T01:59',
      '2026-12-01T02:00',
    ],
    [monthly, '2027-01-31T03:00', '2027-02-28T02:00'],
    [monthly, '2028-02-01T00:00', '2028-02-29T02:00'],
    [monthly, '2026-12-31T02:00', '2027-01-31T02:00'],
    [
      { every: 'week', weekday: 1, hour: 4 },
      '2026-11-29T12:00',
      '2026-11-30T04:00',
    ],
    [
      { every: 'week', weekday: 0, hour: 4 },
      '2026-11-29T12:00',
      '2026-12-06T04:00',
    ],
    [
      { every: 'week', weekday: 7, hour: 14 },
      '2026-11-29T12:00',
      '2026-11-29T14:00',
    ],
    [{ every: 'day', hour: 3 }, '2026-11-29T02:59', '2026-11-29T03:00'],
    [{ every: 'day', hour: 3 }, '2026-11-29T03:00', '2026-11-30T03:00'],
  ])('%j after %s is %s', (schedule, after, due) => {
    expect(new Date(nextDue(schedule, utc(after))).toISOString()).toBe(
      `${due}:00.000Z`,
    );
  });

  it('is the first hour that fits, found by looking at every hour', () => {
    const hour = fc.nat(23);
    const schedules = fc.oneof(
      fc.record({
        every: fc.constant('month' as const),
        day: fc.integer({ min: 1, max: 31 }),
        hour,
      }),
      fc.record({
        every: fc.constant('week' as const),
        weekday: fc.nat(6),
        hour,
      }),
      fc.record({ every: fc.constant('day' as const), hour }),
    );
    const fits = (schedule: Schedule, at: number): boolean => {
      const date = new Date(at);
      const last = new Date(at + DAY).getUTCDate() === 1;
      const day =
        schedule.every === 'day' ||
        (schedule.every === 'week' && date.getUTCDay() === schedule.weekday) ||
        (schedule.every === 'month' &&
          (date.getUTCDate() === schedule.day ||
            (last && date.getUTCDate() < schedule.day)));
      return day && date.getUTCHours() === schedule.hour;
    };
    const moments = fc.integer({
      min: utc('2024-01-01T00:00'),
      max: utc('2032-12-31T00:00'),
    });
    fc.assert(
      fc.property(schedules, moments, (schedule, after) => {
        let at = Math.floor(after / HOUR) * HOUR + HOUR;
        while (!fits(schedule, at)) {
          at += HOUR;
        }
        expect(nextDue(schedule, after)).toBe(at);
      }),
      { numRuns: 300 },
    );
  });
});

describe('dueAt', () => {
  it('counts from the last drill, or from when the plan became known', () => {
    const day: Schedule = { every: 'day', hour: 3 };
    const known = utc('2026-11-01T00:00');
    expect(dueAt(day, undefined, known)).toBe(utc('2026-11-01T03:00'));
    expect(dueAt(day, utc('2026-11-20T05:00'), known)).toBe(
      utc('2026-11-21T03:00'),
    );
  });
});

describe('dueTimes', () => {
  it('lists what lies after the beginning, up to the end', () => {
    const week: Schedule = { every: 'week', weekday: 1, hour: 0 };
    const monday = utc('2026-11-02T00:00');
    expect(dueTimes(week, monday, monday + 14 * DAY)).toEqual([
      monday + 7 * DAY,
      monday + 14 * DAY,
    ]);
    expect(dueTimes({ every: 'day', hour: 0 }, 0, 9_999 * DAY)).toHaveLength(
      400,
    );
  });
});

describe('overdueLimits', () => {
  it.each<[Schedule, number, number]>([
    [monthly, 31 * 24, 45 * 24],
    [
      { every: 'week', weekday: 1, hour: 0 },
      7 * 24 * 1.03 + 1,
      (7 * 24 * 1.03 + 1) * 1.5,
    ],
    [{ every: 'day', hour: 0 }, 25.72, 38.58],
  ])('%j', (schedule, late, serious) => {
    const { lateMs, seriousMs } = overdueLimits(schedule);
    expect(lateMs / HOUR).toBeCloseTo(late, 6);
    expect(seriousMs / HOUR).toBeCloseTo(serious, 6);
  });
});
