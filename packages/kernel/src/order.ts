/** Compares two texts by code units: the same answer in every language and on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** A total order over a closed set of words, and the lattice that it spans. */
export interface Order<T extends string> {
  /** Negative when `a` is better than `b`, positive when worse, 0 when they are the same. */
  compare(a: T, b: T): number;
  /** The worst of the values; undefined when there are none, since nothing seen proves nothing. */
  worst(values: Iterable<T>): T | undefined;
  /** The better of two: no worse than the limit. */
  atMost(value: T, limit: T): T;
  /** Whether the value is the limit or worse. */
  atLeast(value: T, limit: T): boolean;
}

/** Creates the order in which the words are given, from best to worst. */
export function createOrder<T extends string>(
  ...bestToWorst: readonly T[]
): Order<T> {
  const ranks = new Map<string, number>(
    bestToWorst.map((value, rank) => [value, rank]),
  );
  // A word outside of the order counts as worse than all of it: what is not understood is not fine.
  const rank = (value: T) => ranks.get(value) ?? bestToWorst.length;
  const compare = (a: T, b: T) => rank(a) - rank(b);
  return {
    compare,
    worst(values) {
      let worst: T | undefined;
      for (const value of values) {
        if (worst === undefined || compare(value, worst) > 0) {
          worst = value;
        }
      }
      return worst;
    },
    atMost: (value, limit) => (compare(value, limit) > 0 ? limit : value),
    atLeast: (value, limit) => compare(value, limit) >= 0,
  };
}
