/** A link of a chain: its own hash covers its content and the hash of the link before. */
export interface ChainLink {
  previousHash: string;
  hash: string;
}

/** What stands before the first link. */
export const CHAIN_START = '0'.repeat(64);

/**
 * Index of the first link that does not hold: its `previousHash` is not the hash before it, or its `hash` is not what
 * `hashOf` computes. Undefined when all hold. Links that were cut off at the end cannot be seen from within.
 */
export function firstBrokenLink<T extends ChainLink>(
  links: readonly T[],
  hashOf: (link: T) => string,
): number | undefined {
  let before = CHAIN_START;
  for (const [index, link] of links.entries()) {
    if (link.previousHash !== before || link.hash !== hashOf(link)) {
      return index;
    }
    before = link.hash;
  }
  return undefined;
}
