import { SourceFailure } from '../../service/SourceFailure';
import { settle } from '../../time/FakeTime';
import { aList, anObject, Reply, Seen } from './testUtils/FakeServer';
import {
  PATH,
  ReflectorHarness,
  setUpReflector,
} from './testUtils/reflectorHarness';

describe('Reflector', () => {
  let harness: ReflectorHarness;
  const start = async (reply?: (seen: Seen) => Reply | undefined) => {
    harness = setUpReflector(reply);
    await settle();
    return harness;
  };

  afterEach(async () => {
    await harness.stop();
    harness.time.assertIdle();
    harness.server.assertIdle();
  });

  it('lists in pages, then watches from the list with bookmarks and a jittered timeout', async () => {
    const { server, names, tracker } = await start(({ query }) => {
      if (query.watch) {
        return undefined;
      }
      return query.continue === 'more'
        ? aList([anObject('c')], { version: '100' })
        : aList([anObject('a'), anObject('b')], { next: 'more' });
    });
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(server.seen.map(({ query }) => query)).toEqual([
      { limit: '200' },
      { limit: '200', continue: 'more' },
      {
        watch: '1',
        allowWatchBookmarks: 'true',
        resourceVersion: '100',
        timeoutSeconds: '450',
      },
    ]);
    expect(tracker.status()).toMatchObject({ state: 'live' });
  });

  it('follows events, and tells of each change', async () => {
    const { server, names, onChange } = await start();
    onChange.mockClear();
    const watch = server.watch(PATH);
    watch.event('ADDED', anObject('c', '101'));
    watch.event('MODIFIED', anObject('a', '102'));
    watch.event('DELETED', anObject('b', '103'));
    await settle();
    expect(names()).toEqual(['a', 'c']);
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  it('reads events that arrive in pieces, within a character', async () => {
    const { server, names } = await start();
    const bytes = Buffer.from(
      `${JSON.stringify({ type: 'ADDED', object: anObject('节点', '101') })}\n`,
    );
    const cut = bytes.indexOf('节点') + 1;
    server.watch(PATH).write(bytes.subarray(0, cut));
    await settle();
    server.watch(PATH).write(bytes.subarray(cut));
    await settle();
    expect(names()).toContain('节点');
  });

  it('resumes from a bookmark when the server ends the watch, without a list', async () => {
    const { server, time, lists, tracker } = await start();
    await time.pass(30_000);
    server
      .watch(PATH)
      .event('BOOKMARK', { metadata: { resourceVersion: '250' } });
    await settle();
    server.watch(PATH).end();
    await settle();
    expect(server.watch(PATH).seen.query.resourceVersion).toBe('250');
    expect(lists()).toBe(1);
    expect(tracker.state).toBe('live');
  });

  it('does not ask in a tight loop when watches end at once', async () => {
    const { time, watches } = await start(({ query }) =>
      query.watch ? { text: '' } : undefined,
    );
    await time.pass(60_000);
    expect(watches()).toBeGreaterThan(2);
    expect(watches()).toBeLessThan(8);
  });

  it.each([
    [
      'an ERROR event',
      { text: '{"type":"ERROR","object":{"kind":"Status","code":410}}\n' },
    ],
    ['HTTP 410', { status: 410 }],
  ])(
    'lists again after a short wait when the version expired: %s',
    async (_, expired) => {
      let answered = 0;
      const { time, lists, names, tracker, server } = await start(
        ({ query }) => {
          if (query.watch) {
            return ++answered === 1 ? expired : undefined;
          }
          return answered === 0
            ? undefined
            : aList([anObject('b'), anObject('d')], { version: '900' });
        },
      );
      expect(lists()).toBe(1);
      expect(names()).toEqual(['a', 'b']);
      await time.pass(2_000);
      expect(lists()).toBe(2);
      expect(names()).toEqual(['b', 'd']);
      expect(server.watch(PATH).seen.query.resourceVersion).toBe('900');
      expect(tracker.state).toBe('live');
    },
  );

  it('waits longer and longer when each watch has expired', async () => {
    const { time, lists } = await start(({ query }) =>
      query.watch ? { status: 410 } : undefined,
    );
    await time.pass(120_000);
    expect(lists()).toBeGreaterThan(4);
    expect(lists()).toBeLessThan(25);
  });

  it('begins the list anew when its continue token expires, and asks for all at once after the third time', async () => {
    const { server, names } = await start(({ query }) => {
      if (query.watch) {
        return undefined;
      }
      if (query.continue) {
        return { status: 410 };
      }
      return query.limit
        ? aList([anObject('a')], { next: 'old' })
        : aList([anObject('a'), anObject('z')]);
    });
    expect(
      server.seen.filter(s => !s.query.watch).map(({ query }) => query),
    ).toEqual([
      { limit: '200' },
      { limit: '200', continue: 'old' },
      { limit: '200' },
      { limit: '200', continue: 'old' },
      {},
    ]);
    expect(names()).toEqual(['a', 'z']);
  });

  it.each([
    [401, 'denied', 'unauthenticated'],
    [403, 'denied', 'forbidden'],
    [404, 'absent', 'not-served'],
    [429, 'connecting', 'throttled'],
    [500, 'error', 'server-error'],
    [504, 'error', 'server-error'],
  ])('tells of %d on the list: %s, %s', async (status, state, problem) => {
    const { tracker, time, lists } = await start(() => ({ status }));
    expect(tracker.status()).toMatchObject({ state, problem });
    expect(tracker.status().at).toBeUndefined();
    await time.pass(75_000);
    expect(lists()).toBeGreaterThan(1);
    expect(lists()).toBeLessThan(10);
  });

  it('keeps the last known when it is denied later, and recovers', async () => {
    let denied = false;
    const { server, time, tracker, names } = await start(() =>
      denied ? { status: 403 } : undefined,
    );
    const at = tracker.status().at;
    await time.pass(20_000);
    denied = true;
    server.watch(PATH).end();
    await settle();
    expect(tracker.status()).toMatchObject({
      state: 'denied',
      problem: 'forbidden',
    });
    expect(names()).toEqual(['a', 'b']);
    denied = false;
    await time.pass(2_000);
    expect(tracker.state).toBe('live');
    expect(Date.parse(tracker.status().at ?? '')).toBeGreaterThan(
      Date.parse(at ?? ''),
    );
  });

  it('empties the collection when the server no longer serves it', async () => {
    let absent = false;
    const { server, time, tracker, names } = await start(() =>
      absent ? { status: 404 } : undefined,
    );
    await time.pass(20_000);
    absent = true;
    server.watch(PATH).end();
    await settle();
    expect(tracker.state).toBe('absent');
    expect(names()).toEqual([]);
  });

  it('waits as long as Retry-After asks', async () => {
    const { time, lists } = await start(() => ({
      status: 429,
      retryAfter: '60',
    }));
    await time.pass(59_000);
    expect(lists()).toBe(1);
    await time.pass(2_000);
    expect(lists()).toBe(2);
  });

  it('takes up a cut watch at once, and is stale only when the server is gone', async () => {
    let gone = false;
    const { server, time, tracker, lists, names } = await start(() =>
      gone ? 'refuse' : undefined,
    );
    await time.pass(20_000);
    server.watch(PATH).fail(new SourceFailure('unreachable', 'ECONNRESET'));
    await settle();
    expect(tracker.state).toBe('live');
    await time.pass(300);
    expect(server.watches).toHaveLength(2);

    await time.pass(20_000);
    gone = true;
    server.watch(PATH).fail(new SourceFailure('unreachable', 'ECONNRESET'));
    await time.pass(300);
    expect(tracker.status()).toMatchObject({
      state: 'stale',
      problem: 'unreachable',
    });
    expect(names()).toEqual(['a', 'b']);

    gone = false;
    await time.pass(31_000);
    expect(tracker.state).toBe('live');
    expect(lists()).toBe(1);
  });

  it('does not believe a watch on which nothing arrives for longer than bookmarks are apart', async () => {
    let hung = false;
    const { time, watches, tracker } = await start(() =>
      hung ? 'hang' : undefined,
    );
    await time.pass(70_000);
    expect(watches()).toBe(1);
    hung = true;
    await time.pass(6_000);
    expect(watches()).toBe(2);
    expect(tracker.state).toBe('live');
    await time.pass(10_000);
    expect(tracker.status()).toMatchObject({
      state: 'stale',
      problem: 'timeout',
    });
  });

  it('drops an open watch when told that the server is suspect', async () => {
    const { time, watches, reflector, server } = await start();
    await time.pass(20_000);
    reflector.suspect(new SourceFailure('timeout', 'no answer'));
    await time.pass(300);
    expect(server.watches[0].closed).toBe(true);
    expect(watches()).toBe(2);
  });

  it('tries at once when nudged', async () => {
    let gone = true;
    const { time, reflector, tracker } = await start(() =>
      gone ? 'refuse' : undefined,
    );
    await time.pass(60_000);
    gone = false;
    reflector.nudge();
    await settle();
    expect(tracker.state).toBe('live');
  });
});
