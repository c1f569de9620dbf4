import {
  Collector,
  createCollector,
  DEFAULT_TIMING,
  systemTime,
} from '@textloom/plugin-clusters-backend';
import {
  DEFAULT_GROUP_LABELS,
  projectNode,
  projectPod,
  SourceName,
} from '@textloom/plugin-clusters-common';
import { startTcpProxy, TcpProxy } from '../harness/tcpProxy';
import { change, Content } from './changes';
import { KubeAddress, KubeWriter } from './kubeWriter';
import {
  aNode,
  aPod,
  aWarning,
  NAMESPACE,
  nodePath,
  NODES,
  PODS,
} from './objects';
import { seeded } from './random';
import { ServerKind, serverKinds, ServerUnderTest } from './servers';

const EVENTS = `/api/v1/namespaces/${NAMESPACE}/events`;

/** Limits for a server on the same machine, so that a hung one is found in seconds. */
const TIMING = {
  ...DEFAULT_TIMING,
  headMs: 2_000,
  chunkMs: 2_000,
  probeMs: 1_000,
  probeLimitMs: 1_000,
  pollMs: 2_000,
};

function collect({ url, token, caData }: KubeAddress): Collector {
  const collector = createCollector({
    details: {
      name: 'suite',
      url,
      caData,
      authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
    },
    authStrategyMap: {
      serviceAccount: {
        getCredential: async () => ({ type: 'bearer token', token }),
        validateCluster: () => [],
        presentAuthMetadata: () => ({}),
      },
    },
    groupLabels: DEFAULT_GROUP_LABELS,
    time: systemTime,
    timing: TIMING,
    random: seeded(7),
    onChange: () => {},
  });
  collector.start();
  return collector;
}

/** Asks until the answer is as wanted, or fails with the last one; returns how long it took. */
async function eventually(
  check: () => void | Promise<void>,
  limitMs: number,
): Promise<number> {
  const begin = Date.now();
  for (;;) {
    try {
      await check();
      return Date.now() - begin;
    } catch (error) {
      if (Date.now() - begin > limitMs) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

function stateOf(collector: Collector, source: SourceName) {
  return collector.facts().sources.find(status => status.source === source);
}

function sorted<T extends { uid: string }>(items: T[]): T[] {
  return [...items].sort((a, b) => a.uid.localeCompare(b.uid));
}

/** The cache holds exactly what the server holds, field by field. */
async function expectEqual(writer: KubeWriter, collector: Collector) {
  const [nodes, pods] = await Promise.all([
    writer.list(NODES),
    writer.list('/api/v1/pods'),
  ]);
  const facts = collector.facts();
  const known = <T>(items: (T | undefined)[]) =>
    items.filter(item => item !== undefined);
  expect(sorted(facts.nodes)).toEqual(
    sorted(known(nodes.items.map(raw => projectNode(raw)))),
  );
  expect(sorted(facts.pods)).toEqual(sorted(known(pods.items.map(projectPod))));
}

// In CI a missing server fails in `start`, with the reason.
const isHere = ({ missing }: ServerKind) => !missing || process.env.CI;
const absent = serverKinds.filter(kind => !isHere(kind));
const describeAbsent = absent.length ? describe.skip : describe;
describeAbsent('servers that are not here', () => {
  it(`are none${absent.map(kind => `; ${kind.name}: ${kind.missing}`)}`, () => {
    expect(absent).toEqual([]);
  });
});

describe.each(serverKinds.filter(isHere))('collector of $name', ({ start }) => {
  let server: ServerUnderTest;
  let proxy: TcpProxy;
  let writer: KubeWriter;
  let collector: Collector;
  /** Straight to the server, past the proxy. */
  let beside: Collector;
  const content: Content = { nodes: [], pods: [] };

  beforeAll(async () => {
    server = await start();
    proxy = await startTcpProxy(server.url);
    writer = new KubeWriter(server);
    collector = collect({ ...server, url: proxy.url });
    beside = collect(server);
  }, 90_000);

  afterAll(async () => {
    await collector?.stop();
    await beside?.stop();
    writer?.close();
    await proxy?.close();
    await server?.stop();
  }, 30_000);

  it('sees 21 nodes and 500 pods that are written through the API', async () => {
    await eventually(
      () => expect(stateOf(collector, 'nodes')?.state).toBe('live'),
      10_000,
    );
    await writer.create('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    });
    for (let n = 0; n < 21; n++) {
      content.nodes.push(`suite-node-${n}`);
      await writer.create(NODES, aNode(`suite-node-${n}`));
    }
    for (let n = 0; n < 500; n++) {
      content.pods.push(`pod-${n}`);
      await writer.create(PODS, aPod(`pod-${n}`, `suite-node-${n % 21}`));
    }
    await eventually(() => {
      const { nodes, pods } = collector.facts();
      expect(
        nodes.filter(({ name }) => name.startsWith('suite-node-')),
      ).toHaveLength(21);
      expect(
        pods.filter(({ namespace }) => namespace === NAMESPACE),
      ).toHaveLength(500);
    }, 5_000);
    await eventually(() => expectEqual(writer, collector), 5_000);
  }, 60_000);

  it('finds what is there already, in pages', async () => {
    const late = collect(server);
    await eventually(() => expectEqual(writer, late), 10_000);
    expect(late.facts().pods.length).toBeGreaterThanOrEqual(500);
    await late.stop();
  }, 30_000);

  it('finds out what the server serves', () => {
    const facts = collector.facts();
    expect(facts.version).toMatch(/^v\d/);
    expect(facts.clockSkewMs).toBe(0);
    expect(stateOf(collector, 'pods')?.state).toBe('live');
    expect(stateOf(collector, 'hpas')?.state).toBe('live');
    expect(stateOf(collector, 'leases')?.state).toBe('live');
    expect(['live', 'absent']).toContain(stateOf(collector, 'metrics')?.state);
  });

  it('sees a change within a second', async () => {
    const name = content.nodes[0];
    await writer.patch(nodePath(name), { spec: { unschedulable: true } });
    const took = await eventually(() => {
      const node = collector.facts().nodes.find(item => item.name === name);
      expect(node?.unschedulable).toBe(true);
    }, 3_000);
    expect(took).toBeLessThan(1_000);
  });

  it('takes up a cut watch where it was, and misses nothing', async () => {
    proxy.cut();
    const changes = Array.from({ length: 20 }, (_, n) =>
      writer.patch(nodePath(content.nodes[n]), {
        spec: { unschedulable: true },
      }),
    );
    await Promise.all(changes);
    await eventually(() => expectEqual(writer, collector), 10_000);
    expect(stateOf(collector, 'nodes')?.state).toBe('live');
  }, 30_000);

  it('says stale while a connection hangs, with its facts kept, and leaves others alone', async () => {
    const before = collector.facts().nodes.length;
    proxy.blackHole();
    await writer.patch(nodePath(content.nodes[1]), {
      spec: { unschedulable: false },
    });
    const took = await eventually(() => {
      expect(stateOf(collector, 'nodes')).toMatchObject({
        state: 'stale',
        problem: 'timeout',
      });
      expect(stateOf(collector, 'api')).toMatchObject({ state: 'stale' });
    }, 20_000);
    expect(took).toBeLessThan(10_000);
    expect(collector.facts().nodes).toHaveLength(before);
    expect(stateOf(beside, 'nodes')?.state).toBe('live');
    await eventually(() => expectEqual(writer, beside), 3_000);

    proxy.heal();
    await eventually(() => {
      expect(stateOf(collector, 'nodes')?.state).toBe('live');
      expect(stateOf(collector, 'pods')?.state).toBe('live');
    }, 10_000);
    await eventually(() => expectEqual(writer, collector), 3_000);
  }, 60_000);

  it('lists again when its version has expired, and ends with what the server holds', async () => {
    await writer.create(EVENTS, aWarning('before'));
    const seen = (message: string) => () =>
      expect(collector.facts().events.map(event => event.message)).toContain(
        message,
      );
    await eventually(seen('before'), 5_000);
    const { version } = await writer.list(EVENTS);

    proxy.blackHole();
    await eventually(
      () => expect(stateOf(collector, 'events')?.state).toBe('stale'),
      20_000,
    );
    await writer.delete(`${EVENTS}/before`);
    await server.expire();
    await writer.create(EVENTS, aWarning('after'));
    // What the collector holds cannot be resumed from.
    expect(await writer.firstEvent(EVENTS, version)).toMatchObject({
      type: 'ERROR',
      object: { code: 410 },
    });

    proxy.heal();
    await eventually(seen('after'), 10_000);
    expect(collector.facts().events.map(event => event.message)).not.toContain(
      'before',
    );
    expect(stateOf(collector, 'events')?.state).toBe('live');
  }, 90_000);

  it('equals the server after 2,000 random changes, with the connection cut now and then', async () => {
    const random = seeded(20_260_101);
    let made = 0;
    for (let n = 0; made < 2_000; n++) {
      if (await change(writer, content, random, n)) {
        made++;
      }
      if (n % 400 === 399) {
        proxy.cut();
      }
    }
    await eventually(() => expectEqual(writer, collector), 10_000);
    expect(
      collector.facts().pods.filter(pod => pod.namespace === NAMESPACE).length,
    ).toBeGreaterThan(20);
    expect(stateOf(collector, 'nodes')?.state).toBe('live');
  }, 180_000);

  it('says denied where its token is not taken', async () => {
    const stranger = collect({ ...server, token: 'not-a-token' });
    await eventually(() => {
      for (const source of ['api', 'nodes', 'pods', 'hpas'] as const) {
        expect(stateOf(stranger, source)).toMatchObject({
          state: 'denied',
          problem: 'unauthenticated',
        });
      }
    }, 5_000);
    expect(stranger.facts().nodes).toEqual([]);
    await stranger.stop();
  });
});
