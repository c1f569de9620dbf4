import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { darkPalette, fontMono, fontSans, lightPalette } from './palette';

const source = join(__dirname, '..');
const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');

/** Custom properties of the block whose selector list is exactly this. */
function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no block ${selector}`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map(
    body
      .split(';')
      .map(line => line.replace(/\s+/g, ' ').trim().split(/: ?/))
      .filter(([name]) => name.startsWith('--'))
      .map(([name, value]) => [name, value.trim()]),
  );
}

const themes = {
  light: block("[data-theme-mode='light']"),
  dark: block("[data-theme-mode='dark']"),
};

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const intents = [
  'positive',
  'caution',
  'critical',
  'active',
  'waiting',
  'invalid',
  'stale',
  'unknown',
  'planned',
];

/** [foreground, background, least ratio]. */
const pairs: [string, string, number][] = [
  ...['app', 's1', 's2', 's3', 'nav'].flatMap(
    (plane): [string, string, number][] => [
      ['fg', plane, 7],
      ['fg2', plane, 4.5],
      ['fg3', plane, 4.5],
      ['link', plane, 4.5],
    ],
  ),
  ['line2', 's1', 3],
  ['on-ink', 'ink', 7],
  ['on-ink', 'ink-hover', 7],
  ['live', 'app', 3],
  ...intents.flatMap((intent): [string, string, number][] => [
    [`${intent}-text`, 's1', 4.5],
    [`${intent}-text`, `${intent}-tint`, 4.5],
    [`${intent}-solid`, 's1', 3],
    ['on-solid', `${intent}-solid`, 3],
    ['on-solid', `${intent}-text`, 4.5],
    ['fg', `${intent}-tint`, 7],
    ['fg2', `${intent}-tint`, 4.5],
  ]),
  ...Array.from({ length: 8 }, (_, index): [string, string, number] => [
    `series-${index + 1}`,
    's1',
    3,
  ]),
];

describe.each(Object.entries(themes))('%s theme', (_, tokens) => {
  const colour = (name: string) => {
    const value = tokens.get(`--tl-${name}`);
    if (!value?.match(/^#[0-9a-f]{6}$/)) throw new Error(`--tl-${name}`);
    return value;
  };

  it.each(pairs)('%s on %s is at least %d : 1', (front, back, least) => {
    expect(contrast(colour(front), colour(back))).toBeGreaterThanOrEqual(least);
  });
});

it('measures as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('has the same tokens in both themes', () => {
  expect([...themes.dark.keys()]).toEqual([...themes.light.keys()]);
});

it.each([
  ['light', lightPalette],
  ['dark', darkPalette],
] as const)('%s palette equals the tokens', (mode, palette) => {
  const token = (name: string) => themes[mode].get(`--tl-${name}`);
  const lower = Object.fromEntries(
    Object.entries(palette).map(([key, value]) => [key, value.toLowerCase()]),
  );
  expect(lower).toEqual({
    app: token('app'),
    nav: token('nav'),
    s1: token('s1'),
    s2: token('s2'),
    s3: token('s3'),
    line: token('line'),
    lineSoft: token('linesoft'),
    lineStrong: token('line2'),
    fg: token('fg'),
    fg2: token('fg2'),
    fg3: token('fg3'),
    link: token('link'),
    ink: token('ink'),
    onInk: token('on-ink'),
    positive: token('positive-text'),
    caution: token('caution-text'),
    critical: token('critical-text'),
    active: token('active-text'),
  });
});

it('names the same faces for CSS and for Material UI', () => {
  const aliases = block('[data-theme-mode]');
  const tight = (text?: string) => text?.replace(/, /g, ',');
  expect(tight(aliases.get('--tl-font'))).toBe(fontSans);
  expect(tight(aliases.get('--tl-mono'))).toBe(fontMono);
});

function cssFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return cssFiles(path);
    return entry.name.endsWith('.css') ? [path] : [];
  });
}

const sheets = cssFiles(source).filter(file => !file.endsWith('tokens.css'));

it.each(sheets)('%s holds no colour of its own', file => {
  const text = readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\//g, '');
  expect(text).not.toMatch(/#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|oklab)a?\(/i);
});

it.each(sheets)('%s uses only tokens that exist', file => {
  const text = readFileSync(file, 'utf8');
  const used = [...text.matchAll(/var\((--tl-[a-z0-9-]+)/g)].map(m => m[1]);
  const declared = new Set(
    [css, ...sheets.map(sheet => readFileSync(sheet, 'utf8'))].flatMap(sheet =>
      [...sheet.matchAll(/(--tl-[a-z0-9-]+):/g)].map(m => m[1]),
    ),
  );
  // Set by consumers, with a fallback where they are read.
  declared.add('--tl-meter-label');
  expect(used.filter(name => !declared.has(name))).toEqual([]);
});

it.each(sheets)('%s has no element selector outside a layer', file => {
  const text = readFileSync(file, 'utf8')
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/@layer base \{[^]*?\n\}\n/g, '');
  const selectors = [...text.matchAll(/(?:^|[}{;])\s*([^{}@;]+)\{/g)]
    .flatMap(match => match[1].split(/,(?![^(]*\))/))
    .map(selector => selector.trim())
    .filter(selector => selector && !/^(from|to|\d+%)$/.test(selector));
  expect(selectors.filter(selector => /^[a-z*]/i.test(selector))).toEqual([]);
});

it('loads every sheet', () => {
  const entry = readFileSync(join(source, 'styles.css'), 'utf8');
  const missing = [...sheets, join(__dirname, 'tokens.css')]
    .map(file => `.${file.slice(source.length)}`)
    .filter(file => file !== './styles.css' && !entry.includes(file));
  expect(missing).toEqual([]);
});
