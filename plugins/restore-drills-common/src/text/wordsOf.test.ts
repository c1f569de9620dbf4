import { CONTROL_FINDS } from '../domain/controls';
import {
  FINDINGS,
  ProblemCode,
  REFUSALS,
  STEPS,
  TROUBLES,
} from '../domain/steps';
import { NEGATIVE_CONTROLS, SCENARIOS, STORE_KINDS } from '../domain/store';
import { EN } from './en';
import { bytesText } from './figures';
import { ProblemParts, Vocabulary } from './words';
import { wordsOf } from './wordsOf';
import { ZH } from './zh';

const CODES: readonly ProblemCode[] = [...REFUSALS, ...FINDINGS, ...TROUBLES];
const en = wordsOf('en');
const zh = wordsOf('zh');

/** Every way in which the parts of a problem may be there or not. */
const PARTS: readonly ProblemParts[] = [true, false].flatMap(subject =>
  [true, false].flatMap(expected =>
    [true, false].map(actual => ({
      ...(subject ? { subject: 'X1' } : {}),
      ...(expected ? { expected: 'X2' } : {}),
      ...(actual ? { actual: 'X3' } : {}),
    })),
  ),
);

const TABLES = Object.keys(EN).filter(
  key => typeof EN[key as keyof Vocabulary] === 'object',
) as (keyof Vocabulary)[];

describe('words', () => {
  it.each(TABLES)('has the same codes in both languages: %s', table => {
    expect(Object.keys(ZH[table]).sort()).toEqual(
      Object.keys(EN[table]).sort(),
    );
  });

  it('has every code of the lists of the domain', () => {
    expect(Object.keys(EN.steps)).toEqual([...STEPS]);
    expect(Object.keys(EN.kinds)).toEqual([...STORE_KINDS]);
    expect(Object.keys(EN.scenarios)).toEqual([...SCENARIOS]);
    expect(Object.keys(EN.controls)).toEqual([...NEGATIVE_CONTROLS]);
    expect(Object.keys(CONTROL_FINDS)).toEqual([...NEGATIVE_CONTROLS]);
  });

  it('says none twice within a table', () => {
    const once: (keyof Vocabulary)[] = [
      'steps',
      'scenarios',
      'kinds',
      'controls',
      'verdicts',
      'meanings',
      'overdue',
    ];
    for (const words of [EN, ZH]) {
      for (const table of once) {
        const texts = Object.values(words[table]);
        expect(new Set(texts).size).toBe(texts.length);
      }
    }
  });
});

describe('problems', () => {
  it.each(CODES)('are whole sentences whatever is known: %s', code => {
    for (const parts of PARTS) {
      const english = en.problem({ code, ...parts });
      expect(english.what).toMatch(/^[A-Za-z].*[^.:;, ]\.$/);
      expect(english.what).not.toMatch(/undefined| {2}|\.\.| [.,;:]/);
      expect(english.next).toMatch(/^[A-Z].*\.$/);
      const chinese = zh.problem({ code, ...parts });
      expect(chinese.what).toMatch(/^\S.*[^。：；， ]。$/);
      expect(chinese.what).not.toMatch(/undefined| {2}|。。| [。，；：]/);
      expect(chinese.what).not.toMatch(/[\u4e00-\u9fff][,.;:!?()]/);
      expect(chinese.next).toMatch(/[\u4e00-\u9fff].*。$/);
    }
  });

  it.each<[ProblemCode, keyof ProblemParts]>([
    ['wal-segment-missing', 'subject'],
    ['wal-segment-damaged', 'subject'],
    ['backup-damaged', 'subject'],
    ['tool-missing', 'subject'],
    ['leftovers', 'subject'],
    ['markers-lost', 'expected'],
    ['markers-lost', 'actual'],
    ['rows-differ', 'actual'],
    ['rto-missed', 'actual'],
    ['rpo-missed', 'expected'],
    ['target-outside-window', 'expected'],
  ])('name what they are about: %s by its %s', (code, part) => {
    for (const words of [en, zh]) {
      const { what } = words.problem({ code, [part]: 'X7' });
      expect(what).toContain('X7');
    }
  });

  it.each<[ProblemCode, ProblemParts, string, string]>([
    [
      'rto-missed',
      { expected: '3600000', actual: '4320000' },
      'Recovery takes 1 h 12 min; the target is 1 h.',
      '恢复耗时 1 小时 12 分钟，目标为 1 小时。',
    ],
    [
      'not-enough-space',
      { expected: '2480000000', actual: '900' },
      'The restore needs 2.5 GB; 900 B are free.',
      '恢复需要 2.5 GB，可用空间为 900 B。',
    ],
    [
      'clock-offset',
      { expected: '1000', actual: '-1400' },
      'The clocks of source and portal differ by 1.4 s, so that no loss can be measured.',
      '源库与门户的时钟相差 1.4 秒，无法测量数据丢失。',
    ],
    [
      'wal-segment-missing',
      { subject: '00000001000000000000002D' },
      'Segment 00000001000000000000002D is not in the archive; everything after it is lost.',
      '归档中缺少 WAL 段 00000001000000000000002D，其后的数据全部丢失。',
    ],
    [
      'control-not-found',
      { subject: 'flipped-byte' },
      'The drill damaged its copy (Flipped byte) and nothing was noticed.',
      '演练损坏了自己的副本（翻转一个字节），但没有任何检查发现。',
    ],
    [
      'abandoned',
      { subject: 'recover' },
      'The backend ended three times while it ran Recover; it was not tried again.',
      '后端在运行步骤 恢复运行 时三次中断，不再重试。',
    ],
  ])('%s %j', (code, parts, english, chinese) => {
    expect(en.problem({ code, ...parts }).what).toBe(english);
    expect(zh.problem({ code, ...parts }).what).toBe(chinese);
  });
});

describe('denials', () => {
  it('are sentences with and without a subject', () => {
    for (const reason of Object.keys(
      EN.denials,
    ) as (keyof typeof EN.denials)[]) {
      for (const subject of [undefined, 'drill-00c0ffee']) {
        expect(en.denial(reason, subject)).toMatch(/^\S.*\.$/);
        expect(zh.denial(reason, subject)).toMatch(/[\u4e00-\u9fff].*。$/);
      }
    }
  });

  it('say the problem of a store that is not ready', () => {
    expect(en.denial('store-not-ready', 'not-configured')).toBe(
      'The store is not configured.',
    );
    expect(zh.denial('store-not-ready', 'not-configured')).toBe(
      '该存储尚未配置。',
    );
    expect(en.denial('store-not-ready', 'toString')).toBe(
      'The store is not ready: toString.',
    );
  });
});

describe('names and figures', () => {
  it('keeps the name of a check that is not known', () => {
    expect(zh.verification('pg_amcheck')).toBe('表和索引（amcheck）');
    expect(zh.verification('own-check')).toBe('own-check');
    expect(zh.verification('constructor')).toBe('constructor');
  });

  it('says how a drill ended', () => {
    const problems = [] as const;
    expect(en.outcome({ kind: 'verdict', verdict: 'INVALID', problems })).toBe(
      'Invalid',
    );
    expect(zh.outcome({ kind: 'refused', problems })).toBe('已拒绝');
    expect(en.outcome({ kind: 'cancelled', by: 'x' })).toBe('Cancelled');
  });

  it.each<[number, string, string]>([
    [0, '0 s', '0 秒'],
    [40, '0 s', '0 秒'],
    [1_249, '1.2 s', '1.2 秒'],
    [12_400, '12 s', '12 秒'],
    [59_600, '1 min', '1 分钟'],
    [252_000, '4 min 12 s', '4 分 12 秒'],
    [3_599_600, '1 h', '1 小时'],
    [4_320_000, '1 h 12 min', '1 小时 12 分钟'],
  ])('%s ms', (ms, english, chinese) => {
    expect(en.duration(ms)).toBe(english);
    expect(zh.duration(ms)).toBe(chinese);
  });

  it.each<[number, string]>([
    [0, '0 B'],
    [999, '999 B'],
    [999_960, '1 MB'],
    [1_240_000_000, '1.2 GB'],
    [420e9, '420 GB'],
    [1e18, '1000 PB'],
  ])('%s bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  it('says to which point, and when', () => {
    const at = Date.UTC(2026, 10, 29, 2, 5);
    expect(en.target({ kind: 'time', at })).toBe('2026-11-29 02:05 UTC');
    expect(zh.target({ kind: 'name', name: 'p' })).toBe('恢复点 p');
    expect(en.target({ kind: 'lsn', lsn: '0/1' })).toBe('position 0/1');
    expect(zh.target({ kind: 'latest' })).toBe('最新');
    expect(en.schedule({ every: 'month', day: 1, hour: 2 })).toBe(
      'monthly on day 1, 02:00 UTC',
    );
    expect(zh.schedule({ every: 'week', weekday: 7, hour: 4 })).toBe(
      '每周日 04:00 UTC',
    );
    expect(zh.schedule({ every: 'day', hour: 13 })).toBe('每天 13:00 UTC');
  });
});
