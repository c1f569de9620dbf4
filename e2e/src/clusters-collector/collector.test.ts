import { Collector } from '@textloom/plugin-clusters-backend';
import { startTcpProxy, TcpProxy } from '../harness/tcpProxy';
import { change, Content } from './changes';
import {
  collect,
  eventually,
  expectBoundsEqual,
  expectEqual,
  stateOf,
} from './collecting';
import { KubeWriter } from './kubeWriter';
import {
  aBudget,
  aNode,
  aPod,
  aWarning,
  aWorkload,
  NAMESPACE,
  nodePath,
  NODES,
  PODS,
  WORKLOAD_KINDS,
} from './objects';
import { seeded } from './random';
import { ServerKind, serverKinds, ServerUnderTest } from './servers';
import { budgetsPath } from './workloadChanges';

const EVENTS = `/api/v1/namespaces/${NAMESPACE}/events`;

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
  const content: Content = {
    nodes: [],
    pods: [],
    workloads: [],
    budgets: [],
    policy: '',
  };

  beforeAll(async () => {
    server = await start();
    proxy = await startTcpProxy(server.url);
    writer = new KubeWriter(server);
    const versions = await writer.versions('policy');
    content.policy = versions.includes('v1') ? 'v1' : 'v1beta1';
    collector = collect({ ...server, url: proxy.url });
    beside = collect(server);
  }, 90_000);

  // A test that fails with the line down must not fail those after it.
  afterEach(() => proxy.heal());

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
    }, 15_000);
    await eventually(() => expectEqual(writer, collector), 15_000);
  }, 60_000);

  it('finds what is there already, in pages', async () => {
    const late = collect(server);
    await eventually(() => expectEqual(writer, late), 40_000);
    expect(late.facts().pods.length).toBeGreaterThanOrEqual(500);
    await late.stop();
  }, 60_000);

  it('finds out what the server serves', async () => {
    const facts = collector.facts();
    expect(facts.version).toMatch(/^v\d/);
    expect(facts.clockSkewMs).toBe(0);
    await eventually(() => {
      for (const source of [
        'pods',
        'hpas',
        'leases',
        'workloads',
        'budgets',
      ] as const) {
        expect(stateOf(collector, source)?.state).toBe('live');
      }
      for (const source of [
        'metrics',
        'vpas',
        'karpenter',
        'autoscaler',
      ] as const) {
        expect(['live', 'absent']).toContain(stateOf(collector, source)?.state);
      }
    }, 10_000);
  }, 20_000);

  it('sees workloads of each kind and a budget', async () => {
    for (const { kind, path } of WORKLOAD_KINDS) {
      const name = kind.toLowerCase();
      await writer.create(path, aWorkload(kind, name));
      content.workloads.push(`${path}/${name}`);
    }
    const budgets = budgetsPath(content);
    await writer.create(budgets, aBudget('first', content.policy));
    content.budgets.push(`${budgets}/first`);
    await eventually(() => {
      const { workloads = [], budgets: known = [] } = collector.facts();
      expect(
        workloads
          .filter(({ namespace }) => namespace === NAMESPACE)
          .map(({ kind, images, requests }) => [
            kind,
            images,
            requests.cpuMillis,
          ])
          .sort(),
      ).toEqual(
        ['DaemonSet', 'Deployment', 'StatefulSet'].map(kind => [
          kind,
          ['registry.example.com/app:1', 'registry.example.com/side:2'],
          250,
        ]),
      );
      expect(known.map(({ name }) => name)).toContain('first');
    }, 5_000);
    await eventually(
      () => expectBoundsEqual(writer, collector, content.policy),
      5_000,
    );
  }, 30_000);

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

  it('equals the server after 10,000 random changes, with the connection cut now and then', async () => {
    const random = seeded(20_260_101);
    let made = 0;
    for (let n = 0; made < 10_000; n++) {
      if (await change(writer, content, random, n)) {
        made++;
      }
      if (n % 1_000 === 999) {
        proxy.cut();
      }
    }
    await eventually(() => expectEqual(writer, collector), 10_000);
    await eventually(
      () => expectBoundsEqual(writer, collector, content.policy),
      10_000,
    );
    expect(content.workloads.length).toBeGreaterThan(3);
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
