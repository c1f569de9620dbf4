import { minutesOn, WEEK_MINUTES } from './offHours';

it('counts working hours, with the weekend off', () => {
  expect(minutesOn('0 20 * * MON-FRI', '0 8 * * MON-FRI')).toBe(5 * 12 * 60);
});

it('counts nights of every day', () => {
  expect(minutesOn('30 22 * * *', '0 6 * * *')).toBe(7 * 16.5 * 60);
});

it('knows days as numbers, lists and ranges over the end of the week', () => {
  expect(minutesOn('0 0 * * 6', '0 0 * * 1')).toBe(5 * 24 * 60);
  expect(minutesOn('0 12 * * FRI-SUN,3', '0 13 * * *')).toBe(
    WEEK_MINUTES - 4 * 60,
  );
});

it.each(['0 8 1 * *', '*/5 8 * * *', '0 8 * * XYZ', 'rate(1 day)', ''])(
  'does not guess what %j means',
  cron => expect(minutesOn(cron, '0 8 * * *')).toBeUndefined(),
);
