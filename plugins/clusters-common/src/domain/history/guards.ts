/** Whether a value that was read is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether a value that was read is a time as ISO 8601. */
export function isTime(value: unknown): value is string {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

const MAX_ENTRIES = 100_000;

/** The pairs of a list that was read whose value makes sense. */
export function entries<T>(
  raw: unknown,
  isValue: (value: unknown) => value is T,
): [string, T][] {
  const list: unknown[] = Array.isArray(raw) ? raw.slice(0, MAX_ENTRIES) : [];
  return list.filter(
    (entry): entry is [string, T] =>
      Array.isArray(entry) &&
      entry.length === 2 &&
      isText(entry[0]) &&
      isValue(entry[1]),
  );
}

/** The items of a list that was read which make sense. */
export function items<T>(
  raw: unknown,
  isItem: (value: unknown) => value is T,
): T[] {
  return Array.isArray(raw) ? raw.slice(0, MAX_ENTRIES).filter(isItem) : [];
}
