import { DEFAULT_GROUP_LABELS } from '@textloom/plugin-clusters-common';
import { FakeTime, settle } from '../../time/FakeTime';
import { ClusterCollector } from './ClusterCollector';
import { DEFAULT_TIMING } from './ports';
import { aList, FakeServer, Reply, Seen } from './testUtils/FakeServer';

const AUTOSCALING = '/apis/autoscaling';
const HPAS = 'horizontalpodautoscalers';

function aNode(name: string) {
  return {
    metadata: {
      name,
      resourceVersion: '7',
      creationTimestamp: '2025-12-01T00:00:00Z',
    },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function aWarning(n: number) {
  const at = new Date(Date.parse('2026-01-01T00:00:00Z') + n * 1000);
  return {
    metadata: {
      name: `e${n}`,
      namespace: 'default',
      uid: `e${n}`,
      resourceVersion: String(n + 1),
    },
    type: 'Warning',
    reason: 'BackOff',
    lastTimestamp: at.toISOString(),
    involvedObject: { kind: 'Pod', name: 'p', namespace: 'default' },
  };
}

function groups(served: Record<string, string[]>): Reply {
  return {
    json: {
      groups: Object.entries(served).map(([name, versions]) => ({
        name,
        versions: versions.map(version => ({ version })),
      })),
    },
  };
}

const MODERN = groups({
  apps: ['v1'],
  policy: ['v1'],
  'autoscaling.k8s.io': ['v1'],
  'karpenter.sh': ['v1'],
  autoscaling: ['v2', 'v1'],
  'coordination.k8s.io': ['v1'],
  'metrics.k8s.io': ['v1beta1'],
});

/** A cluster of one node that serves everything, except where the test says otherwise. */
function setUp(override: (seen: Seen) => Reply | undefined = () => undefined) {
  const time = new FakeTime();
  const standard = ({ path, query }: Seen): Reply => {
    if (query.watch) {
      return 'watch';
    }
    switch (path) {
      case '/version':
        return {
          json: { gitVersion: 'v1.34.1' },
          date: new Date(time.now()).toUTCString(),
        };
      case '/apis':
        return MODERN;
      case '/api/v1/nodes':
        return aList([aNode('n1')]);
      case '/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status':
        return { json: { data: { status: 'nodeGroups: []' } } };
      case '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases':
        return aList([
          {
            metadata: { name: 'n1', namespace: 'kube-node-lease' },
            spec: { renewTime: '2026-01-01T00:00:00.000000Z' },
          },
        ]);
      case '/apis/metrics.k8s.io/v1beta1/nodes':
        return aList([
          {
            metadata: { name: 'n1' },
            timestamp: '2026-01-01T00:00:00Z',
            usage: { cpu: '250m', memory: '1Gi' },
          },
        ]);
      default:
        return aList([]);
    }
  };
  const server = new FakeServer(seen => override(seen) ?? standard(seen));
  const onChange = jest.fn();
  const collector = new ClusterCollector({
    name: 'prod',
    title: 'Production',
    transport: server,
    groupLabels: DEFAULT_GROUP_LABELS,
    time,
    timing: DEFAULT_TIMING,
    random: () => 0.5,
    onChange,
  });
  const states = () =>
    Object.fromEntries(
      collector
        .facts()
        .sources.map(({ source, state, problem }) => [
          source,
          problem ? `${state} ${problem}` : state,
        ]),
    );
  return { time, server, collector, onChange, states };
}

describe('ClusterCollector', () => {
  let cluster: ReturnType<typeof setUp>;
  const start = async (override?: (seen: Seen) => Reply | undefined) => {
    cluster = setUp(override);
    cluster.collector.start();
    await settle();
    return cluster;
  };

  afterEach(async () => {
    await cluster.collector.stop();
    cluster.time.assertIdle();
    cluster.server.assertIdle();
  });

  it('collects from all sources of a modern server', async () => {
    const { collector, states } = await start();
    expect(states()).toEqual({
      api: 'live',
      nodes: 'live',
      pods: 'live',
      hpas: 'live',
      events: 'live',
      leases: 'live',
      metrics: 'live',
      workloads: 'live',
      budgets: 'live',
      vpas: 'live',
      karpenter: 'live',
      autoscaler: 'live',
    });
    expect(collector.facts()).toMatchObject({
      name: 'prod',
      title: 'Production',
      version: 'v1.34.1',
      nodes: [{ name: 'n1' }],
      usage: { n1: { cpuMillis: 250, memoryBytes: 1024 ** 3 } },
      leases: { n1: expect.stringContaining('2026-01-01T00:00:00') },
      clockSkewMs: 0,
    });
  });

  it.each([
    [['v2', 'v2beta2', 'v1'], 'v2'],
    [['v1', 'v2beta1', 'v2beta2'], 'v2beta2'],
    [['v1'], 'v1'],
  ])('reads autoscalers in the best of %s', async (versions, best) => {
    const { server } = await start(({ path }) =>
      path === '/apis' ? groups({ autoscaling: versions }) : undefined,
    );
    const asked = server.seen.map(({ path }) => path);
    expect(asked.filter(path => path.startsWith(AUTOSCALING))).toEqual([
      `${AUTOSCALING}/${best}/${HPAS}`,
      `${AUTOSCALING}/${best}/${HPAS}`,
    ]);
  });

  it('tells how long the API server takes, by the median of the last answers', async () => {
    const { time, server, collector } = await start();
    let answerMs = 0;
    server.beforeAnswer = async ({ path }) => {
      if (path === '/version' && answerMs > 0) {
        await new Promise<void>(resolve => time.after(answerMs, resolve));
      }
    };
    const latency = () => collector.facts().apiLatencyMs;
    await time.pass(10_000);
    expect(latency()).toBeUndefined();
    await time.pass(20_000);
    expect(latency()).toBe(0);
    answerMs = 2_500;
    await time.pass(25_000);
    expect(latency()).toBe(0);
    await time.pass(12_500);
    expect(latency()).toBe(2_500);
    answerMs = 0;
    await time.pass(30_000);
    expect(latency()).toBe(0);
  });

  it('asks only for Warning events, and keeps the newest 500 of a storm', async () => {
    const { server, collector } = await start(({ path, query }) =>
      path === '/api/v1/events' && !query.watch
        ? aList(Array.from({ length: 2_000 }, (_, n) => aWarning(n)))
        : undefined,
    );
    const events = server.seen.filter(({ path }) => path === '/api/v1/events');
    expect(events.map(({ query }) => query.fieldSelector)).toEqual([
      'type=Warning',
      'type=Warning',
    ]);
    const kept = collector.facts().events;
    expect(kept).toHaveLength(500);
    expect(kept.map(({ uid }) => uid)).toContain('e1999');
    for (let n = 2_000; n < 2_300; n++) {
      server.watch('/api/v1/events').event('ADDED', aWarning(n));
    }
    await settle();
    const now = collector.facts().events;
    expect(now.length).toBeLessThanOrEqual(600);
    expect(now.map(({ uid }) => uid)).toContain('e2299');
  });

  it('shows a server without metrics as such, and finds them when they come', async () => {
    let served = false;
    const { time, states } = await start(({ path }) =>
      path === '/apis' && !served
        ? groups({ autoscaling: ['v2'], 'coordination.k8s.io': ['v1'] })
        : undefined,
    );
    expect(states()).toMatchObject({
      metrics: 'absent not-served',
      hpas: 'live',
      leases: 'live',
    });
    served = true;
    await time.pass(150_000);
    expect(states().metrics).toBe('live');
  });

  it('shows a metrics server that is registered and down', async () => {
    const { states } = await start(({ path }) =>
      path.includes('metrics.k8s.io') ? { status: 503 } : undefined,
    );
    expect(states()).toMatchObject({
      metrics: 'error server-error',
      nodes: 'live',
    });
  });

  it('closes its transport when it stops', async () => {
    const { collector, server } = await start();
    await collector.stop();
    expect(server.closed).toBe(true);
  });

  it('does without pods where they are forbidden', async () => {
    const { states, collector } = await start(({ path }) =>
      path === '/api/v1/pods' ? { status: 403 } : undefined,
    );
    expect(states()).toMatchObject({ pods: 'denied forbidden', nodes: 'live' });
    expect(collector.facts().nodes).toHaveLength(1);
  });

  it('does without what needs discovery where that fails', async () => {
    const { states } = await start(({ path }) =>
      path === '/apis' ? { status: 403 } : undefined,
    );
    expect(states()).toMatchObject({
      hpas: 'denied forbidden',
      metrics: 'denied forbidden',
      nodes: 'live',
      pods: 'live',
    });
  });

  it('is denied everywhere with an expired token, and recovers', async () => {
    let expired = true;
    const { states, time } = await start(() =>
      expired ? { status: 401 } : undefined,
    );
    expect(new Set(Object.values(states()))).toEqual(
      new Set(['denied unauthenticated']),
    );
    expired = false;
    await time.pass(35_000);
    expect(new Set(Object.values(states()))).toEqual(new Set(['live']));
  });

  it('is stale within half a minute when the server hangs, with its facts kept, and live when it is back', async () => {
    let hung = false;
    const { states, time, collector, onChange } = await start(() =>
      hung ? 'hang' : undefined,
    );
    await time.pass(20_000);
    hung = true;
    await time.pass(30_000);
    expect(states()).toMatchObject({
      api: 'stale timeout',
      nodes: 'stale timeout',
      pods: 'stale timeout',
    });
    expect(collector.facts().nodes).toHaveLength(1);
    onChange.mockClear();
    hung = false;
    await time.pass(20_000);
    expect(states()).toMatchObject({
      api: 'live',
      nodes: 'live',
      pods: 'live',
    });
    expect(onChange).toHaveBeenCalled();
  });

  it('is stale as soon when the probe alone had failed before', async () => {
    let hung = false;
    const { states, time } = await start(({ path }) =>
      hung || path === '/version' ? 'hang' : undefined,
    );
    await time.pass(60_000);
    expect(states()).toMatchObject({ nodes: 'live', pods: 'live' });
    hung = true;
    await time.pass(30_000);
    expect(states()).toMatchObject({
      nodes: 'stale timeout',
      pods: 'stale timeout',
    });
  });

  it('never was live where nobody listens', async () => {
    const { states, time, server } = await start(() => 'refuse');
    await time.pass(120_000);
    expect(new Set(Object.values(states()))).toEqual(
      new Set(['connecting unreachable']),
    );
    expect(server.seen.length).toBeLessThan(200);
  });

  it.each([
    [90_000, 90_000],
    [-90_000, -90_000],
    [1_000, 0],
    [-1_400, 0],
  ])(
    'knows a clock that is off by %d ms as %d, to the second',
    async (off, known) => {
      const { collector } = await start(({ path }) =>
        path === '/version'
          ? {
              json: { gitVersion: 'v1.34.1' },
              date: new Date(
                Date.parse('2026-01-01T00:00:00Z') + off,
              ).toUTCString(),
            }
          : undefined,
      );
      const { clockSkewMs } = collector.facts();
      expect(Math.abs(clockSkewMs - known)).toBeLessThanOrEqual(known && 1_000);
    },
  );

  it.each([
    ['a version that is none', '/version', 'api'],
    ['groups that are none', '/apis', 'metrics'],
  ])('shows %s as malformed', async (_, wrong, source) => {
    const { states } = await start(({ path }) =>
      path === wrong ? { json: 'x' } : undefined,
    );
    expect(states()[source]).toBe('error malformed');
  });
});
