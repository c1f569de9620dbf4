import { inTime, kept } from './kept';

describe('kept', () => {
  it('asks once for all, and again after its time or when the clock was set back', async () => {
    let now = 1_000;
    const ask = jest.fn(async () => now);
    const get = kept(ask, { forMs: 100, clock: () => now });
    await expect(Promise.all([get(), get()])).resolves.toEqual([1_000, 1_000]);
    now = 1_099;
    await expect(get()).resolves.toBe(1_000);
    now = 1_100;
    await expect(get()).resolves.toBe(1_100);
    now = 50;
    await expect(get()).resolves.toBe(50);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('keeps neither failures nor what is not worth it', async () => {
    const ask = jest
      .fn<Promise<string[]>, []>()
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce([])
      .mockResolvedValue(['a']);
    const get = kept(ask, {
      forMs: 100,
      clock: () => 0,
      isWorthKeeping: answer => answer.length > 0,
    });
    await expect(get()).rejects.toThrow('down');
    await expect(get()).resolves.toEqual([]);
    await expect(get()).resolves.toEqual(['a']);
    await expect(get()).resolves.toEqual(['a']);
    expect(ask).toHaveBeenCalledTimes(3);
  });
});

describe('inTime', () => {
  it.each([
    ['the answer', Promise.resolve('yes'), 'yes'],
    ['nothing for a failure', Promise.reject(new Error('down')), undefined],
    ['nothing for what hangs', new Promise(() => {}), undefined],
  ])('gives %s', async (_, answer, given) => {
    await expect(inTime(answer, 20)).resolves.toBe(given);
  });
});
