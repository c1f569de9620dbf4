import { join } from 'node:path';
import { scratchFolder } from '../../__testUtils__/bills';
import { AnswerCache } from './AnswerCache';
import { LazyDuck } from './LazyDuck';
import { QuestionQueue } from './QuestionQueue';
import { withDeadline } from './withDeadline';

const folder = scratchFolder();

/** A promise that is settled from outside. */
function door() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}

describe('QuestionQueue', () => {
  it('does some at once, lets some wait in their order, and refuses the rest', async () => {
    const queue = new QuestionQueue({ maxConcurrent: 2, maxWaiting: 2 });
    const doors = Array.from({ length: 4 }, door);
    const begun: number[] = [];
    const asked = doors.map(({ opened }, index) =>
      queue.run(async () => {
        begun.push(index);
        await opened;
        return index;
      }),
    );
    await expect(queue.run(async () => 9)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('try again'),
    });
    expect(begun).toEqual([0, 1]);
    doors[1].open();
    await asked[1];
    await new Promise(resolve => setImmediate(resolve));
    expect(begun).toEqual([0, 1, 2]);
    doors.forEach(({ open }) => open());
    expect(await Promise.all(asked)).toEqual([0, 1, 2, 3]);
    expect(await queue.run(async () => 5)).toBe(5);
  });

  it('goes on after a failure', async () => {
    const queue = new QuestionQueue({ maxConcurrent: 1, maxWaiting: 5 });
    const asked = [0, 1, 2].map(index =>
      queue.run(async () => {
        if (index === 0) throw new Error('broken');
        return index;
      }),
    );
    await expect(asked[0]).rejects.toThrow('broken');
    expect(await Promise.all(asked.slice(1))).toEqual([1, 2]);
  });
});

describe('AnswerCache', () => {
  const size = (text: string) => text.length;
  let asked: string[];
  const ask = (cache: AnswerCache, key: string, answer = key) =>
    cache.get(
      key,
      async () => {
        asked.push(key);
        return answer;
      },
      size,
    );
  beforeEach(() => {
    asked = [];
  });

  it('asks once for what is asked at the same time, and later', async () => {
    const cache = new AnswerCache({ maxEntries: 9, maxBytes: 999 });
    expect(
      await Promise.all([ask(cache, 'a'), ask(cache, 'a'), ask(cache, 'b')]),
    ).toEqual(['a', 'a', 'b']);
    await ask(cache, 'a');
    expect(asked).toEqual(['a', 'b']);
    cache.clear();
    await ask(cache, 'a');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('drops what was unused for longest beyond a number', async () => {
    const cache = new AnswerCache({ maxEntries: 2, maxBytes: 999 });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
      await ask(cache, key);
    }
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('drops beyond a size, and does not keep what is too large', async () => {
    const cache = new AnswerCache({ maxEntries: 99, maxBytes: 100 });
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'a']) {
      await ask(cache, key, 'x'.repeat(20));
    }
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
    await ask(cache, 'g', 'x'.repeat(60));
    await ask(cache, 'g', 'x'.repeat(60));
    await ask(cache, 'a');
    expect(asked.slice(7)).toEqual(['g', 'g']);
  });

  it('forgets a failure', async () => {
    const cache = new AnswerCache({ maxEntries: 9, maxBytes: 999 });
    const broken = () => Promise.reject(new Error('broken'));
    await expect(cache.get('a', broken, size)).rejects.toThrow('broken');
    expect(await ask(cache, 'a')).toBe('a');
  });
});

describe('LazyDuck', () => {
  it('gives up what takes too long, and goes on', async () => {
    const root = await folder();
    const duck = new LazyDuck(
      {
        directories: [root],
        spill: join(root, 'spill'),
        memoryLimitMb: 128,
        threads: 1,
      },
      1_000,
    );
    await duck.use(async session => {
      const endless = withDeadline(session, 1, each =>
        each.all('SELECT count(*) FROM range(1000000) a, range(1000000) b'),
      );
      await expect(endless).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('took too long'),
      });
      const broken = withDeadline(session, 60_000, each => each.all('SELEC 1'));
      await expect(broken).rejects.toThrow('syntax error');
      expect(
        await withDeadline(session, 60_000, each => each.all('SELECT 4')),
      ).toEqual([[4]]);
    });
    await duck.close();
  });

  it('is open from its first use until nobody has used it for a while', async () => {
    const root = await folder();
    const closed: string[] = [];
    const duck = new LazyDuck(
      {
        directories: [root],
        spill: join(root, 'spill'),
        memoryLimitMb: 128,
        threads: 1,
      },
      20,
      () => closed.push('closed'),
    );
    expect(duck.isOpen).toBe(false);
    const { open, opened } = door();
    const using = duck.use(async session => {
      await opened;
      return session.all('SELECT 1 + 1');
    });
    expect(duck.isOpen).toBe(true);
    await duck.close();
    expect(duck.isOpen).toBe(true);
    open();
    expect(await using).toEqual([[2]]);
    while (duck.isOpen) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(await duck.use(session => session.all('SELECT 3'))).toEqual([[3]]);
    await duck.close();
    expect(duck.isOpen).toBe(false);
    expect(closed).toEqual(['closed', 'closed']);
  });
});
