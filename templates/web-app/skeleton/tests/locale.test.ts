import { describe, expect, it } from 'vitest';
import { isLocale, languageOf, LOCALES, preferredLocale } from '@/lib/locale';
import { messagesOf } from '@/lib/messages';

describe('languages', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['fr, zh;q=0.5, en;q=0.4', 'zh'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    [null, 'en'],
    [';;;,,,q=', 'en'],
  ])('for %j is %s', (header, expected) => {
    expect(preferredLocale(header)).toBe(expected);
  });

  it('are known by their names', () => {
    expect(isLocale('zh')).toBe(true);
    expect(isLocale('ZH')).toBe(false);
    expect(isLocale(undefined)).toBe(false);
    expect(LOCALES.map(locale => languageOf(locale).tag)).toEqual([
      'en',
      'zh-Hans',
    ]);
  });

  it('have their own text everywhere', () => {
    const [first, second] = LOCALES.map(messagesOf);
    const same = Object.entries(first ?? {}).filter(([, text]) =>
      Object.values(second ?? {}).includes(text),
    );
    expect(same).toEqual([]);
  });
});
