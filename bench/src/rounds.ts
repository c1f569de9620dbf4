export interface Side<T> {
  ours: T[];
  peer: T[];
}

/**
 * Measures both sides in the order A B B A, so that a drift of the machine
 * meets both alike.
 * @param rounds - measurements of each side
 * @param settle - waited before each measurement, so that nobody is timed
 * while the other's garbage is collected
 */
export async function interleave<T>(
  rounds: number,
  measure: { ours: () => Promise<T>; peer: () => Promise<T> },
  settle: () => Promise<unknown> = async () => undefined,
): Promise<Side<T>> {
  const side: Side<T> = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? ['ours', 'peer'] : ['peer', 'ours'];
    for (const who of order as ('ours' | 'peer')[]) {
      await settle();
      side[who].push(await measure[who]());
    }
  }
  return side;
}
