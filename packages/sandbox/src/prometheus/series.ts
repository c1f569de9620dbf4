/** Labels of a series, its name under `__name__`. */
export type Labels = Readonly<Record<string, string>>;

/** A series as a function of time, so that a day of it exists at once. */
export interface TimeSeries {
  labels: Labels;
  /** First and last moment at which it was scraped, in milliseconds since the epoch. */
  from?: number;
  until?: number;
  /** Value at a moment; a counter never falls. */
  value(at: number): number;
}

/** Series by metric name; made when they are asked for. */
export type Families = ReadonlyMap<string, () => TimeSeries[]>;

const keys = new WeakMap<Labels, string>();
const derived = new WeakMap<Labels, Map<string, Labels>>();

/** The same text for the same labels. */
export function keyOf(labels: Labels): string {
  const known = keys.get(labels);
  if (known !== undefined) {
    return known;
  }
  const key = JSON.stringify(
    Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  keys.set(labels, key);
  return key;
}

/** Only, or all but, the named labels. Range queries ask for the same again at every step. */
export function pick(
  labels: Labels,
  how: 'by' | 'without',
  names: readonly string[],
): Labels {
  const memo = derived.get(labels) ?? new Map<string, Labels>();
  derived.set(labels, memo);
  const key = `${how} ${names.join(',')}`;
  const known = memo.get(key);
  if (known) {
    return known;
  }
  const picked = Object.fromEntries(
    Object.entries(labels).filter(
      ([name]) => names.includes(name) === (how === 'by'),
    ),
  );
  memo.set(key, picked);
  return picked;
}

const NAME = ['__name__'];

/** What remains of labels when a value is computed: all but the name. */
export const unnamed = (labels: Labels) => pick(labels, 'without', NAME);
