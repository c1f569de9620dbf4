import { htmlLang, languageFor, rememberBrowserLanguage } from './languages';

beforeEach(() => localStorage.clear());

describe('languageFor', () => {
  it.each([
    [['zh-CN', 'en'], 'zh'],
    [['zh-Hant-TW'], 'zh'],
    [['fr-FR', 'ZH'], 'zh'],
    [['de', 'en-GB', 'zh'], 'en'],
    [['fr'], undefined],
    [[], undefined],
  ])('%j is %s', (preferred, language) => {
    expect(languageFor(preferred)).toBe(language);
  });
});

describe('rememberBrowserLanguage', () => {
  it('takes the browser language on the first visit', () => {
    rememberBrowserLanguage(localStorage, ['zh-CN']);
    expect(localStorage.getItem('language')).toBe('zh');
  });

  it('keeps a choice', () => {
    localStorage.setItem('language', 'en');
    rememberBrowserLanguage(localStorage, ['zh-CN']);
    expect(localStorage.getItem('language')).toBe('en');
  });

  it('stores nothing for a language that the portal does not speak', () => {
    rememberBrowserLanguage(localStorage, ['fr']);
    expect(localStorage.getItem('language')).toBeNull();
  });
});

it('gives Chinese glyph forms through the tag', () => {
  expect(htmlLang('zh')).toBe('zh-CN');
  expect(htmlLang('en')).toBe('en');
});
