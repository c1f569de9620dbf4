/** Throws when the domain and the model do not agree. */
export function expectSame(
  actual: boolean,
  expected: boolean,
  what: string,
): void {
  if (actual !== expected) {
    throw new Error(
      `${what}: the domain says ${actual}, the model says ${expected}`,
    );
  }
}

/** One of the items, by any number. */
export function pick<T>(items: readonly T[], choice: number): T {
  return items[choice % items.length];
}
