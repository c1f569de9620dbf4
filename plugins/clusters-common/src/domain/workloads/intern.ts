/**
 * One copy of what thousands of pods have in common. A table that is full starts anew: what was handed out
 * stays valid, and only ceases to be shared.
 */
interface Table<T> {
  entries: Map<string, T>;
  /** Characters of all keys. */
  size: number;
}

/** Enough for what 150,000 real pods have in common. */
const MAX_ENTRIES = 50_000;
/** Bounds what pods with absurdly long images or labels can hold. */
const MAX_SIZE = 16_000_000;

const texts: Table<string> = { entries: new Map(), size: 0 };
const values: Table<unknown> = { entries: new Map(), size: 0 };

function remember<T, V extends T>(table: Table<T>, key: string, value: V): V {
  if (table.entries.size >= MAX_ENTRIES || table.size >= MAX_SIZE) {
    table.entries.clear();
    table.size = 0;
  }
  table.entries.set(key, value);
  table.size += key.length;
  return value;
}

/** The shared copy of a text. */
export function internText<T extends string | undefined>(text: T): T {
  if (text === undefined) {
    return text;
  }
  return (texts.entries.get(text) ?? remember(texts, text, text)) as T;
}

/** The shared, frozen copy of plain JSON data. Equal only when written in the same order of keys. */
export function internValue<T extends object>(value: T): T {
  const key = JSON.stringify(value);
  const known = values.entries.get(key) as T | undefined;
  return known ?? remember(values, key, freeze(value));
}

function freeze<T extends object>(value: T): T {
  Object.values(value).forEach(part => {
    if (typeof part === 'object' && part !== null) {
      freeze(part);
    }
  });
  return Object.freeze(value);
}
