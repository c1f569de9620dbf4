import { DAY, earliest, elapsed, HOUR, MINUTE, SECOND } from './duration';

const NOON = Date.parse('2026-03-02T12:00:00Z');

describe('durations', () => {
  it('are milliseconds', () => {
    expect([SECOND, MINUTE, HOUR, DAY]).toEqual([
      1_000, 60_000, 3_600_000, 86_400_000,
    ]);
  });
});

describe('elapsed', () => {
  it.each([
    ['2026-03-02T11:59:00Z', MINUTE],
    ['2026-03-02T12:00:00.000Z', 0],
    ['2026-03-02T13:00:00+02:00', HOUR],
    ['2026-03-02T12:00:05Z', 0],
    ['', undefined],
    ['yesterday', undefined],
    [undefined, undefined],
  ])('since %s is %s', (since, expected) => {
    expect(elapsed(since, NOON)).toBe(expected);
  });
});

describe('earliest', () => {
  it('skips what cannot be read and compares moments rather than texts', () => {
    expect(
      earliest([
        undefined,
        '',
        '2026-03-02T12:00:00Z',
        '2026-03-02T12:30:00+01:00',
      ]),
    ).toBe('2026-03-02T12:30:00+01:00');
    expect(earliest([])).toBeUndefined();
    expect(earliest([undefined, 'never'])).toBeUndefined();
  });
});
