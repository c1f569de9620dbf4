/**
 * Maximum matching between seats and takers by augmenting paths (Kuhn). `candidates[seat]` lists the takers that may
 * take the seat, by index. Answers the taker of each seat, undefined where it stays empty; each taker has at most one.
 *
 * Deterministic. No other matching fills more seats, and seats are filled in order: a seat stays empty only if it
 * cannot be filled together with those before it.
 */
export function maximumMatching(
  candidates: readonly (readonly number[])[],
): (number | undefined)[] {
  const takerOf: (number | undefined)[] = candidates.map(() => undefined);
  const seatOf = new Map<number, number>();
  for (let seat = 0; seat < candidates.length; seat++) {
    augment(seat, candidates, takerOf, seatOf);
  }
  return takerOf;
}

/** Breadth first, so that neither long chains nor large inputs exhaust the stack. */
function augment(
  start: number,
  candidates: readonly (readonly number[])[],
  takerOf: (number | undefined)[],
  seatOf: Map<number, number>,
): void {
  const reachedFrom = new Map<number, number>();
  const queue = [start];
  for (let next = 0; next < queue.length; next++) {
    const seat = queue[next];
    for (const taker of candidates[seat]) {
      if (reachedFrom.has(taker)) {
        continue;
      }
      reachedFrom.set(taker, seat);
      const taken = seatOf.get(taker);
      if (taken === undefined) {
        flip(taker, reachedFrom, takerOf, seatOf);
        return;
      }
      queue.push(taken);
    }
  }
}

function flip(
  freeTaker: number,
  reachedFrom: ReadonlyMap<number, number>,
  takerOf: (number | undefined)[],
  seatOf: Map<number, number>,
): void {
  let taker: number | undefined = freeTaker;
  while (taker !== undefined) {
    const seat: number = reachedFrom.get(taker)!;
    const before: number | undefined = takerOf[seat];
    takerOf[seat] = taker;
    seatOf.set(taker, seat);
    taker = before;
  }
}
