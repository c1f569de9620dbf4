import { flattenTexts } from '../testUtils';
import { uiMessages } from './translation';
import zh from './zh';

const english = flattenTexts(uiMessages);
const chinese = new Map(Object.entries(zh));
const placeholders = (text: string) =>
  (text.match(/\{\{\w+\}\}/g) ?? []).slice().sort();

it('has the same keys in both languages', () => {
  expect([...chinese.keys()].sort()).toEqual(
    english.map(([key]) => key).sort(),
  );
});

it.each(english)(
  '%s keeps its placeholders and has no English left',
  (key, en) => {
    const text = chinese.get(key)!;
    expect(placeholders(text)).toEqual(placeholders(en));
    const words = text.replace(/\{\{\w+\}\}/g, '');
    expect(words).not.toMatch(/[a-z]{2,}/i);
    // Shown beside English it must read as Chinese, unless it is figures alone.
    expect(/[\u4e00-\u9fff]/.test(words) || key === 'table.count').toBe(true);
    expect(words).not.toMatch(/[\u4e00-\u9fff][,;:?!()]/);
  },
);
