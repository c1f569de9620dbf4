import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  daysFrom,
  daysOfMonth,
  firstDayOf,
  lastDayOf,
  monthOf,
  sameDayIn,
  weekdayOf,
} from './calendar';

const anyDay = fc
  .integer({ min: -20_000, max: 40_000 })
  .map(number => addDays('2000-01-01', number));

describe('days', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-11-21', 0, '2026-11-21'],
    // Days on which clocks change somewhere are days as others.
    ['2026-03-29', 1, '2026-03-30'],
  ])('%s and %d is %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(count);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', 'today', ''])(
    'refuses %p',
    day => {
      expect(() => addDays(day, 1)).toThrow('Not a day');
    },
  );

  it('knows weekdays', () => {
    expect(weekdayOf('2026-11-29')).toBe(0);
    expect(weekdayOf('1970-01-01')).toBe(4);
    expect(weekdayOf('1969-12-31')).toBe(3);
  });

  it('lists days, and none backwards', () => {
    expect(daysFrom('2026-02-27', '2026-03-02')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
    expect(daysFrom('2026-02-02', '2026-02-01')).toEqual([]);
  });

  it('adds up and has its order in its texts', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(3000), (day, count) => {
        const later = addDays(day, count);
        expect(addDays(later, -count)).toBe(day);
        expect(later >= day).toBe(true);
        expect(daysFrom(day, later)).toHaveLength(count + 1);
        expect(weekdayOf(later)).toBe((weekdayOf(day) + count) % 7);
      }),
    );
  });
});

describe('months', () => {
  it.each([
    ['2026-11', 1, '2026-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-05', -17, '2024-12'],
  ])('%s and %d is %s', (month, count, expected) => {
    expect(addMonths(month, count)).toBe(expected);
  });

  it.each([
    ['2024-02', 29],
    ['2023-02', 28],
    ['2026-11', 30],
    ['2026-12', 31],
    ['2100-02', 28],
  ])('%s has %d days', (month, count) => {
    const days = daysOfMonth(month);
    expect(days).toHaveLength(count);
    expect(days[0]).toBe(firstDayOf(month));
    expect(days[count - 1]).toBe(lastDayOf(month));
    expect(new Set(days.map(monthOf))).toEqual(new Set([month]));
  });

  it.each([
    ['2026-02', '2026-01-31', '2026-02-28'],
    ['2024-02', '2024-01-31', '2024-02-29'],
    ['2026-03', '2026-02-28', '2026-03-28'],
    ['2026-12', '2026-11-01', '2026-12-01'],
  ])('the day in %s of %s is %s', (month, day, expected) => {
    expect(sameDayIn(month, day)).toBe(expected);
  });
});
