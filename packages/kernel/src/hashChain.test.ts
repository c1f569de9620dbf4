import fc from 'fast-check';
import { CHAIN_START, ChainLink, firstBrokenLink } from './hashChain';

type Link = ChainLink & { value: string };

const hashOf = ({ previousHash, value }: Link) => `${previousHash}|${value}`;

function chain(values: readonly string[]): Link[] {
  const links: Link[] = [];
  for (const value of values) {
    const previousHash = links[links.length - 1]?.hash ?? CHAIN_START;
    links.push({
      value,
      previousHash,
      hash: hashOf({ value, previousHash, hash: '' }),
    });
  }
  return links;
}

const values = fc.uniqueArray(fc.string({ minLength: 1 }), {
  minLength: 2,
  maxLength: 6,
});

describe('firstBrokenLink', () => {
  it('finds nothing in an untouched chain', () => {
    expect(firstBrokenLink(chain(['a', 'b', 'c']), hashOf)).toBeUndefined();
    expect(firstBrokenLink([], hashOf)).toBeUndefined();
  });

  it('names the first link that was changed, dropped or moved', () => {
    fc.assert(
      fc.property(values, fc.nat(), (all, choice) => {
        const links = chain(all);
        const at = choice % links.length;
        const changed = links.map((link, index) =>
          index === at ? { ...link, value: `${link.value}!` } : link,
        );
        expect(firstBrokenLink(changed, hashOf)).toBe(at);
        const inner = choice % (links.length - 1);
        const dropped = links.filter((_, index) => index !== inner);
        expect(firstBrokenLink(dropped, hashOf)).toBe(inner);
        const moved = [...links];
        [moved[inner], moved[inner + 1]] = [links[inner + 1], links[inner]];
        expect(firstBrokenLink(moved, hashOf)).toBe(inner);
      }),
    );
  });
});
