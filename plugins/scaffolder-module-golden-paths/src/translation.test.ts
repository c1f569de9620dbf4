import { flattenTexts } from '@textloom/ui/testUtils';
import { messages } from './messages';
import zh from './translations/zh';

const chinese = new Map(Object.entries(zh));
const english = flattenTexts(messages);
const placeholders = (text: string) =>
  [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

it('has the same keys in both languages', () => {
  expect([...chinese.keys()].sort()).toEqual(
    english.map(([key]) => key).sort(),
  );
});

it.each(english)('%s keeps its placeholders in Chinese', (key, en) => {
  const text = chinese.get(key)!;
  expect(placeholders(text)).toEqual(placeholders(en));
  expect(text).not.toMatch(/[一-鿿][,;:?!()]/);
});
