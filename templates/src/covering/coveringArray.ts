/** One question whose answers a covering array combines with those of the others. */
export interface Factor {
  readonly name: string;
  /** How many answers there are; answers are the numbers from 0 to `levels - 1`. */
  readonly levels: number;
  /**
   * The question is put only while an earlier factor has one of these levels;
   * otherwise its answer is `ABSENT`.
   */
  readonly when?: {
    readonly factor: string;
    readonly levels: readonly number[];
  };
}

/** The answer to a question that is not put. */
export const ABSENT = -1;

/** A level for each factor, in the factors' order. */
export type Row = readonly number[];

type Partial = (number | undefined)[];

type Pair = [a: number, levelA: number, b: number, levelB: number];

const pairKey = (...pair: Pair) => pair.join(' ');
const parsePairKey = (key: string) => key.split(' ').map(Number) as Pair;

/**
 * A small set of rows in which every two levels of two different factors that
 * can be had together are together in some row. The same factors always give
 * the same rows. A greedy construction after AETG (Cohen and others, 1997).
 *
 * @throws when a factor has no level, or depends on one that does not come before it
 */
export function coveringArray(factors: readonly Factor[]): Row[] {
  const space = createSpace(factors);
  const open = new Set<string>();
  for (const pair of space.pairs()) {
    open.add(pairKey(...pair));
  }
  const rows: Row[] = [];
  if (factors.length === 1) {
    return space.options(0).map(level => [level]);
  }
  for (const key of open) {
    // The set shrinks while it is walked: what is left is not yet covered.
    const [a, levelA, b, levelB] = parsePairKey(key);
    const row: Partial = factors.map(() => undefined);
    row[a] = levelA;
    row[b] = levelB;
    for (const factor of space.fillOrder(a, b)) {
      row[factor] = bestLevel(space, row, factor, open);
    }
    const full = row as number[];
    for (const pair of pairsOfRow(full)) {
      open.delete(pairKey(...pair));
    }
    rows.push(full);
  }
  return rows;
}

/** Every pair of levels that some row can hold. For checks of a covering array from outside. */
export function possiblePairs(factors: readonly Factor[]): string[] {
  return [...createSpace(factors).pairs()].map(pair => pairKey(...pair));
}

/** The pairs of levels that a row holds, named as `possiblePairs` names them. */
export function coveredPairs(row: Row): string[] {
  return [...pairsOfRow(row)].map(pair => pairKey(...pair));
}

/** Whether each question of the row is answered exactly when it is put. */
export function isPossible(factors: readonly Factor[], row: Row): boolean {
  return createSpace(factors).holds([...row]);
}

function* pairsOfRow(row: Row): Iterable<Pair> {
  for (let a = 0; a < row.length; a++) {
    for (let b = a + 1; b < row.length; b++) {
      yield [a, row[a], b, row[b]];
    }
  }
}

function bestLevel(
  space: Space,
  row: Partial,
  factor: number,
  open: ReadonlySet<string>,
): number {
  let best: { level: number; gain: number } | undefined;
  for (const level of space.options(factor)) {
    row[factor] = level;
    if (!space.holds(row)) {
      continue;
    }
    let gain = 0;
    row.forEach((other, index) => {
      if (index !== factor && other !== undefined) {
        const key =
          index < factor
            ? pairKey(index, other, factor, level)
            : pairKey(factor, level, index, other);
        gain += open.has(key) ? 1 : 0;
      }
    });
    if (!best || gain > best.gain) {
      best = { level, gain };
    }
  }
  if (!best) {
    throw new Error('A row that could be completed cannot be: a defect here');
  }
  return best.level;
}

type Space = ReturnType<typeof createSpace>;

function createSpace(factors: readonly Factor[]) {
  const guards = factors.map((factor, index) =>
    guardOf(factors, factor, index),
  );
  const options = factors.map((factor, index) => [
    ...Array.from({ length: factor.levels }, (_, level) => level),
    ...(guards[index] ? [ABSENT] : []),
  ]);

  /** Whether the open questions can be answered so that every guard is kept. */
  function holds(row: Partial): boolean {
    for (let index = 0; index < factors.length; index++) {
      const guard = guards[index];
      const level = row[index];
      if (!guard || level === undefined) {
        continue;
      }
      const given = row[guard.factor];
      if (given === undefined) {
        return options[guard.factor].some(candidate => {
          const next = [...row];
          next[guard.factor] = candidate;
          return holds(next);
        });
      }
      if (guard.levels.has(given) !== (level !== ABSENT)) {
        return false;
      }
    }
    return true;
  }

  return {
    holds,
    options: (factor: number) => options[factor],
    /** All factors but two: those first that others depend on. */
    fillOrder: (a: number, b: number) =>
      factors.map((_, index) => index).filter(i => i !== a && i !== b),
    *pairs(): Iterable<Pair> {
      const row: Partial = factors.map(() => undefined);
      for (let a = 0; a < factors.length; a++) {
        for (let b = a + 1; b < factors.length; b++) {
          for (const levelA of options[a]) {
            for (const levelB of options[b]) {
              row[a] = levelA;
              row[b] = levelB;
              if (holds(row)) {
                yield [a, levelA, b, levelB];
              }
            }
          }
          row[b] = undefined;
        }
        row[a] = undefined;
      }
    },
  };
}

function guardOf(factors: readonly Factor[], factor: Factor, index: number) {
  if (!(factor.levels >= 1)) {
    throw new Error(`Factor ${factor.name} has no level`);
  }
  if (!factor.when) {
    return undefined;
  }
  const at = factors.findIndex(({ name }) => name === factor.when?.factor);
  if (at < 0 || at >= index) {
    throw new Error(
      `Factor ${factor.name} depends on ${factor.when.factor}, which does not come before it`,
    );
  }
  return { factor: at, levels: new Set(factor.when.levels) };
}
