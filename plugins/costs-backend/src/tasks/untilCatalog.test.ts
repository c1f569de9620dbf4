import { untilCatalog } from './untilCatalog';

/** A catalog that has one more size at each look, and then the last; -1 is out of reach. */
function growing(...sizes: number[]) {
  let looks = 0;
  return {
    looks: () => looks,
    owners: async () => {
      const size = sizes[Math.min(looks, sizes.length - 1)];
      looks += 1;
      if (size < 0) {
        throw new Error('out of reach');
      }
      const owner = { owner: '', system: '', title: '' };
      return new Map(
        Array.from({ length: size }, (_, index) => [`${index}`, owner]),
      );
    },
  };
}

describe('untilCatalog', () => {
  it.each([
    ['it has all at once', [3], 5],
    ['it grows', [1, 2, 2, 3], 8],
    ['it is empty at first', [0, 0, 0, 1], 8],
    ['it is out of reach at first', [-1, 1], 6],
  ])(
    'waits until five looks in a row are the same: %s',
    async (_, sizes, looks) => {
      const catalog = growing(...sizes);
      await untilCatalog(catalog, new AbortController().signal, 1);
      expect(catalog.looks()).toBe(looks);
    },
  );

  it('goes on without, and at once when it is stopped', async () => {
    const empty = growing(0);
    await untilCatalog(empty, new AbortController().signal, 1);
    expect(empty.looks()).toBe(60);
    const unasked = growing(3);
    await untilCatalog(unasked, AbortSignal.abort(), 1);
    expect(unasked.looks()).toBe(0);
  });
});
