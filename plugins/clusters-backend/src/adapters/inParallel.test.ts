import { inParallel } from './inParallel';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('inParallel', () => {
  it.each([
    [0, 4, 0],
    [1, 4, 1],
    [10, 1, 1],
    [10, 4, 4],
  ])(
    'of %d items with a limit of %d, %d are under way at once; results keep their order',
    async (count, limit, most) => {
      let now = 0;
      let seen = 0;
      const items = Array.from({ length: count }, (_, n) => n);
      const results = await inParallel(items, limit, async n => {
        seen = Math.max(seen, ++now);
        await pause((count - n) % 3);
        now--;
        return n * 2;
      });
      expect(results).toEqual(items.map(n => n * 2));
      expect(seen).toBe(most);
    },
  );

  it('begins nothing after a failure', async () => {
    const begun: number[] = [];
    const work = inParallel([0, 1, 2, 3, 4, 5], 2, async n => {
      begun.push(n);
      await pause(1);
      if (n === 1) {
        throw new Error('one');
      }
    });
    await expect(work).rejects.toThrow('one');
    const after = begun.length;
    await pause(20);
    expect(begun).toHaveLength(after);
    expect(after).toBeLessThan(6);
  });
});
