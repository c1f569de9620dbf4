import { compareText } from '@textloom/kernel';

/** Distinct texts of the items that are not empty, in order. */
export function distinct<T>(
  items: Iterable<T>,
  textOf: (item: T) => string | undefined,
): string[] {
  const found = new Set<string>();
  for (const item of items) {
    const text = textOf(item);
    if (text) {
      found.add(text);
    }
  }
  return [...found].sort(compareText);
}
