import { SourceFailure } from '../../../service/SourceFailure';
import { FakeTime } from '../../../time/FakeTime';
import { Collection } from '../Collection';
import { KubeClient } from '../KubeClient';
import { DEFAULT_TIMING } from '../ports';
import { Reflector } from '../Reflector';
import { SourceTracker } from '../SourceTracker';
import { aList, anObject, FakeServer, Reply, Seen } from './FakeServer';

/** Path of the reflected collection. */
export const PATH = '/api/v1/things';

function nameOf(raw: unknown): string {
  return (raw as { metadata: { name: string } }).metadata.name;
}

/** A reflector on a server that lists a and b at version 100 and then lets itself be watched. */
export function setUpReflector(reply?: (seen: Seen) => Reply | undefined) {
  const time = new FakeTime();
  const server = new FakeServer(
    seen =>
      reply?.(seen) ??
      (seen.query.watch ? 'watch' : aList([anObject('a'), anObject('b')])),
  );
  const collection = new Collection<string>({ project: nameOf });
  const onChange = jest.fn();
  const tracker = new SourceTracker('nodes', time, onChange);
  const reflector = new Reflector({
    client: new KubeClient(server, time, DEFAULT_TIMING),
    collection,
    tracker,
    resolvePath: async () => PATH,
    time,
    timing: DEFAULT_TIMING,
    random: () => 0.5,
    onChange,
  });
  const stop = new AbortController();
  const running = reflector.run(stop.signal);
  return {
    time,
    server,
    collection,
    tracker,
    reflector,
    onChange,
    names: () => collection.values().sort(),
    lists: () => server.count(PATH, 'list'),
    watches: () => server.count(PATH, 'watch'),
    stop: async () => {
      stop.abort(new SourceFailure('unreachable', 'stopped'));
      await running;
    },
  };
}

/** A reflector with all that surrounds it. */
export type ReflectorHarness = ReturnType<typeof setUpReflector>;
