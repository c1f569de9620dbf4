import { formatAge } from './age';
import { formatClock, formatDateTime, formatUtc } from './clock';
import { middleCut } from './middleCut';
import {
  formatBytes,
  formatCount,
  formatCpu,
  formatList,
  formatPercent,
  formatRate,
  formatSeconds,
  NO_VALUE,
} from './quantity';

const S = 1_000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

describe('formatAge', () => {
  it.each([
    [0, '0 s', '0 秒'],
    [-5 * S, '0 s', '0 秒'],
    [59_999, '59 s', '59 秒'],
    [M, '1 min', '1 分钟'],
    [14 * M + 59 * S, '14 min', '14 分钟'],
    [H, '1 h', '1 小时'],
    [23 * H + 59 * M, '23 h', '23 小时'],
    [D, '1 day', '1 天'],
    [2 * D, '2 days', '2 天'],
    [400 * D, '400 days', '400 天'],
  ])('%d ms', (ms, en, zh) => {
    expect(formatAge(ms, 'en')).toBe(en);
    expect(formatAge(ms, 'zh')).toBe(zh);
  });

  it('says that it lies in the past', () => {
    expect(formatAge(3 * S, 'en', { ago: true })).toBe('3 s ago');
    expect(formatAge(3 * S, 'zh', { ago: true })).toBe('3 秒前');
  });

  it('has two units from one hour up in runs', () => {
    const precise = { precise: true };
    expect(formatAge(72 * M, 'en', precise)).toBe('1 h 12 min');
    expect(formatAge(72 * M, 'zh', precise)).toBe('1 小时 12 分钟');
    expect(formatAge(2 * H, 'en', precise)).toBe('2 h');
    expect(formatAge(D + 3 * H, 'en', precise)).toBe('1 day 3 h');
    expect(formatAge(90 * S, 'en', precise)).toBe('1 min');
  });
});

describe('clock', () => {
  const at = new Date('2026-11-23T06:32:10.900Z');
  const zone = { timeZone: 'Asia/Shanghai' };
  const sameYear = new Date('2026-12-01T00:00:00Z');
  const nextYear = new Date('2027-02-01T00:00:00Z');

  it('is on 24 hours', () => {
    expect(formatClock(at, 'en', zone)).toBe('14:32');
    expect(formatClock(at, 'zh', zone)).toBe('14:32');
    expect(formatClock(at, 'en', { ...zone, seconds: true })).toBe('14:32:10');
    expect(
      formatClock(new Date('2026-01-01T00:05:00Z'), 'en', { timeZone: 'UTC' }),
    ).toBe('00:05');
  });

  it('has the year only when it is another one', () => {
    expect(formatDateTime(at, 'en', sameYear, zone)).toBe('Mon 23 Nov, 14:32');
    expect(formatDateTime(at, 'zh', sameYear, zone)).toBe(
      '11月23日 周一 14:32',
    );
    expect(formatDateTime(at, 'en', nextYear, zone)).toBe('23 Nov 2026, 14:32');
    expect(formatDateTime(at, 'zh', nextYear, zone)).toBe(
      '2026年11月23日 14:32',
    );
  });

  it('writes UTC for evidence', () => {
    expect(formatUtc(at)).toBe('2026-11-23 06:32:10 UTC');
  });
});

describe('quantities', () => {
  it.each([
    [0, '0 B'],
    [512 * 2 ** 20, '512 MiB'],
    [6 * 2 ** 30, '6 GiB'],
    [1.5 * 2 ** 30, '1.5 GiB'],
    [384 * 2 ** 30, '384 GiB'],
    [1023 * 2 ** 30, '1,023 GiB'],
    [1.2 * 2 ** 40, '1.2 TiB'],
    [undefined, NO_VALUE],
    [NaN, NO_VALUE],
  ])('%s bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, '0m'],
    [250, '250m'],
    [999, '999m'],
    [1000, '1 CPU'],
    [6400, '6.4 CPU'],
    [336_000, '336 CPU'],
    [undefined, NO_VALUE],
  ])('%s millicores', (cpu, text) => expect(formatCpu(cpu)).toBe(text));

  it.each([
    [0, '0%'],
    [0.00001, '<0.01%'],
    [0.0023, '0.23%'],
    [0.54, '54%'],
    [0.9994, '99.94%'],
    [0.99999, '99.99%'],
    [1, '100%'],
    [1.12, '112%'],
    [undefined, NO_VALUE],
  ])('fraction %s', (part, text) => expect(formatPercent(part)).toBe(text));

  it('separates thousands', () => {
    expect(formatCount(41310)).toBe('41,310');
    expect(formatCount(undefined)).toBe(NO_VALUE);
  });

  it('joins lists as each language does', () => {
    expect(formatList(['api'], 'en')).toBe('api');
    expect(formatList(['api', 'auth', 'payment'], 'en')).toBe(
      'api, auth and payment',
    );
    expect(formatList(['api', 'auth', 'payment'], 'zh')).toBe(
      'api、auth 和 payment',
    );
  });
});

describe('middleCut', () => {
  it('leaves what fits', () => expect(middleCut('workers', 7)).toBe('workers'));

  it('keeps both ends', () => {
    expect(middleCut('ip-10-20-37-142.ec2.internal', 15)).toBe(
      'ip-10-2…nternal',
    );
  });

  it('never splits a character of two units', () => {
    expect(middleCut('集群集群集群', 5)).toBe('集群…集群');
    expect(Array.from(middleCut('𠮷𠮷𠮷𠮷𠮷𠮷', 3))).toEqual(['𠮷', '…', '𠮷']);
  });
});

it.each([
  [0, '0 s', '0 秒'],
  [0.0004, '0.4 ms', '0.4 毫秒'],
  [0.1234, '120 ms', '120 毫秒'],
  [1.44, '1.4 s', '1.4 秒'],
  [7.25, '7.3 s', '7.3 秒'],
  [38.4, '38 s', '38 秒'],
  [NaN, NO_VALUE, NO_VALUE],
  [undefined, NO_VALUE, NO_VALUE],
])('%s seconds', (seconds, en, zh) => {
  expect(formatSeconds(seconds, 'en')).toBe(en);
  expect(formatSeconds(seconds, 'zh')).toBe(zh);
});

it.each([
  [1184, 'hour', '1,184 / h', '1,184 / 时'],
  [0.25, 'minute', '0.3 / min', '0.3 / 分'],
  [Infinity, 'minute', NO_VALUE, NO_VALUE],
] as const)('%s in a %s', (count, per, en, zh) => {
  expect(formatRate(count, per, 'en')).toBe(en);
  expect(formatRate(count, per, 'zh')).toBe(zh);
});
