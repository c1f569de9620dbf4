import { settle } from '../../time/FakeTime';
import { aList, Reply, Seen } from './testUtils/FakeServer';
import { ReflectorHarness, setUpReflector } from './testUtils/reflectorHarness';

describe('Reflector of a server that sends garbage', () => {
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

  describe.each([
    ['no JSON', 'garbage\n'],
    ['no object', '[]\n'],
    [
      'a wrong type',
      '{"type":5,"object":{"metadata":{"name":"x","resourceVersion":"1"}}}\n',
    ],
    ['no object in it', '{"type":"ADDED","object":null}\n'],
    [
      'no name',
      '{"type":"ADDED","object":{"metadata":{"resourceVersion":"1"}}}\n',
    ],
    [
      'a version that is a number',
      '{"type":"ADDED","object":{"metadata":{"name":"x","resourceVersion":1}}}\n',
    ],
    ['a line of 10 MB', `{"type":"${'x'.repeat(10 * 1024 * 1024)}`],
    ['an ERROR without code', '{"type":"ERROR","object":{}}\n'],
  ])('a watch that sends garbage (%s)', (_, garbage) => {
    it('is an error until it sends sense again, with the last known kept', async () => {
      let sane = false;
      const { server, time, tracker, names } = await start(({ query }) =>
        query.watch && !sane ? { text: garbage } : undefined,
      );
      expect(tracker.status()).toMatchObject({
        state: 'error',
        problem: 'malformed',
      });
      expect(names()).toEqual(['a', 'b']);
      await time.pass(20_000);
      expect(tracker.status()).toMatchObject({
        state: 'error',
        problem: 'malformed',
      });
      expect(server.seen.length).toBeLessThan(16);

      sane = true;
      for (let s = 0; s < 31 && server.watches.length === 0; s++) {
        await time.pass(1_000);
      }
      expect(server.watches).toHaveLength(1);
      expect(tracker.state).toBe('error');
      await time.pass(10_000);
      expect(tracker.state).toBe('live');
    });
  });

  it.each([
    ['no JSON', { text: '<html>' }],
    ['no list', { json: [] }],
    [
      'items of a wrong type',
      { json: { metadata: { resourceVersion: '1' }, items: 'x' } },
    ],
    ['no version', { json: { metadata: {}, items: [] } }],
    ['an item without name', aList([{ metadata: {} }])],
    ['an item that is null', aList([null])],
  ])('is an error when the list is garbage: %s', async (_, reply) => {
    const { tracker } = await start(() => reply);
    expect(tracker.status()).toMatchObject({
      state: 'error',
      problem: 'malformed',
    });
  });
});
