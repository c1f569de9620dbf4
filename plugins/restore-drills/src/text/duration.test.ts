import { formatDuration } from './duration';

it.each([
  [-4, '0 s', '0 秒'],
  [840, '0.8 s', '0.8 秒'],
  [843_000, '14 min 3 s', '14 分 3 秒'],
  [900_000, '15 min', '15 分钟'],
  [4_320_000, '1 h 12 min', '1 小时 12 分钟'],
  [97_200_000, '1 day 3 h', '1 天 3 小时'],
])('%d ms', (ms, en, zh) => {
  expect(formatDuration(ms, 'en')).toBe(en);
  expect(formatDuration(ms, 'zh')).toBe(zh);
});
