import fs from 'node:fs';
import path from 'node:path';

const source = fs.readFileSync(
  path.join(__dirname, '../../../public/first-paint.js'),
  'utf8',
);

function paint(prefersDark: boolean, language = 'en-US') {
  window.matchMedia = jest.fn(() => ({ matches: prefersDark })) as never;
  jest.spyOn(window.navigator, 'language', 'get').mockReturnValue(language);
  // The file runs as a plain script in the page, so it runs here as one.
  const script = document.createElement('script');
  script.textContent = source;
  document.head.append(script);
  const { dataset, lang } = document.documentElement;
  return { mode: dataset.themeMode, lang };
}

beforeEach(() => localStorage.clear());

it.each([
  [undefined, false, 'light'],
  [undefined, true, 'dark'],
  ['light', true, 'light'],
  ['dark', false, 'dark'],
])('stored %s, system dark %s: %s', (stored, prefersDark, mode) => {
  if (stored) localStorage.setItem('theme', stored);
  expect(paint(prefersDark).mode).toBe(mode);
});

it.each([
  [undefined, 'zh-CN', 'zh-CN'],
  [undefined, 'fr', 'en'],
  ['en', 'zh-CN', 'en'],
  ['zh', 'en', 'zh-CN'],
])('stored %s, browser %s: %s', (stored, browser, lang) => {
  if (stored) localStorage.setItem('language', stored);
  expect(paint(false, browser).lang).toBe(lang);
});
