import { durationMs, moment, percent, weekMinute } from './units';

describe('units of the policy file', () => {
  it.each([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['7d', 604_800_000],
    ['PT30M', 1_800_000],
    ['P1DT12H', 129_600_000],
    ['0s', 0],
    ['', undefined],
    ['P', undefined],
    ['-5m', undefined],
    ['1.5h', undefined],
    ['P1M', undefined],
    ['400d', undefined],
    [30, undefined],
    [null, undefined],
  ])('%s lasts %s ms', (text, expected) => {
    expect(durationMs(text)).toBe(expected);
  });

  it.each([
    ['25 %', 25],
    ['25%', 25],
    [0.5, 0.5],
    [100, 100],
    ['100.1 %', undefined],
    [-1, undefined],
    [NaN, undefined],
    ['half', undefined],
    [[5], undefined],
  ])('%s is %s per cent', (text, expected) => {
    expect(percent(text)).toBe(expected);
  });

  it.each([
    ['2026-01-02T03:04Z', Date.UTC(2026, 0, 2, 3, 4)],
    ['2026-01-02T03:04:05+02:00', Date.UTC(2026, 0, 2, 1, 4, 5)],
    ['2026-01-02', undefined],
    ['2026-13-02T03:04Z', undefined],
    [0, undefined],
  ])('%s is the moment %s', (text, expected) => {
    expect(moment(text)).toBe(expected);
  });

  it.each([
    ['Mon 00:00', 0],
    ['Fri 18:00', (4 * 24 + 18) * 60],
    ['Sun 24:00', 7 * 24 * 60],
    ['Sun 24:01', undefined],
    ['Fri 25:00', undefined],
    ['Friday 18:00', undefined],
    [5, undefined],
  ])('%s is minute %s of the week', (text, expected) => {
    expect(weekMinute(text)).toBe(expected);
  });
});
