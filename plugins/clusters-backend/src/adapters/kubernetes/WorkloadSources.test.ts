import { FakeTime, settle } from '../../time/FakeTime';
import { KubeClient } from './KubeClient';
import { DEFAULT_TIMING } from './ports';
import { SourceTasks } from './SourceTasks';
import { SourceTracker } from './SourceTracker';
import { aList, FakeServer, Reply, Seen } from './testUtils/FakeServer';
import { WorkloadSources } from './WorkloadSources';

const CONFIG_MAP =
  '/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status';
const STATUS = `nodeGroups:
- name: asg-a
  health:
    status: Healthy
    cloudProviderTarget: 3
    minSize: 1
    maxSize: 9
`;

const meta = (name: string) => ({
  name,
  namespace: 'textloom',
  uid: name,
  resourceVersion: '7',
  creationTimestamp: '2026-01-01T00:00:00Z',
});
const deployment = {
  metadata: meta('web'),
  spec: { replicas: 3 },
  status: { readyReplicas: 2 },
};

const LISTS: Record<string, unknown[]> = {
  '/apis/apps/v1/deployments': [deployment],
  '/apis/apps/v1/statefulsets': [{ ...deployment, metadata: meta('db') }],
  '/apis/apps/v1/daemonsets': [{ metadata: meta('cni'), status: {} }],
  '/apis/policy/v1/poddisruptionbudgets': [{ metadata: meta('web') }],
  '/apis/policy/v1beta1/poddisruptionbudgets': [{ metadata: meta('old') }],
  '/apis/autoscaling.k8s.io/v1/verticalpodautoscalers': [
    {
      metadata: meta('web'),
      spec: { targetRef: { kind: 'Deployment', name: 'web' } },
    },
  ],
  '/apis/karpenter.sh/v1/nodepools': [
    { metadata: { name: 'general', uid: '1' } },
  ],
  '/apis/karpenter.sh/v1/nodeclaims': [
    { metadata: { name: 'general-x', uid: '2' } },
  ],
};
const SERVED = {
  apps: ['v1'],
  policy: ['v1', 'v1beta1'],
  'autoscaling.k8s.io': ['v1'],
  'karpenter.sh': ['v1'],
};

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

describe('WorkloadSources', () => {
  let stop: () => Promise<void>;

  const start = async (
    override: (seen: Seen) => Reply | undefined = () => undefined,
  ) => {
    const time = new FakeTime();
    const standard = ({ path, query }: Seen): Reply => {
      if (query.watch) {
        return 'watch';
      }
      if (path === '/apis') {
        return groups(SERVED);
      }
      return path === CONFIG_MAP
        ? { json: { data: { status: STATUS } } }
        : aList(LISTS[path] ?? []);
    };
    const server = new FakeServer(seen => override(seen) ?? standard(seen));
    const client = new KubeClient(server, time, DEFAULT_TIMING);
    const onChange = jest.fn();
    const tasks = new SourceTasks({
      client,
      time,
      timing: DEFAULT_TIMING,
      random: () => 0.5,
      onChange,
    });
    const sources = new WorkloadSources({
      client,
      tasks,
      trackerOf: source => new SourceTracker(source, time, onChange),
    });
    stop = async () => {
      await tasks.stop();
      time.assertIdle();
      server.assertIdle();
    };
    sources.start();
    await settle();
    const states = () =>
      Object.fromEntries(
        sources
          .statuses()
          .map(({ source, state, problem }) => [
            source,
            problem ? `${state} ${problem}` : state,
          ]),
      );
    return { time, server, sources, states, onChange };
  };

  afterEach(() => stop());

  it('collects every kind', async () => {
    const { sources, states } = await start();
    expect(new Set(Object.values(states()))).toEqual(new Set(['live']));
    const facts = sources.facts();
    expect(
      facts.workloads?.map(({ kind, name, desired, ready }) => [
        kind,
        name,
        desired,
        ready,
      ]),
    ).toEqual([
      ['Deployment', 'web', 3, 2],
      ['StatefulSet', 'db', 3, 2],
      ['DaemonSet', 'cni', 0, 0],
    ]);
    expect(facts.budgets).toMatchObject([{ name: 'web' }]);
    expect(facts.vpas).toMatchObject([{ targetName: 'web' }]);
    expect(facts.karpenter).toMatchObject([
      { kind: 'NodePool', name: 'general' },
      { kind: 'NodeClaim', name: 'general-x' },
    ]);
    expect(facts.autoscaler).toMatchObject([
      { name: 'asg-a', health: 'Healthy', min: 1, max: 9 },
    ]);
  });

  it('follows changes of a kind', async () => {
    const { server, sources, onChange } = await start();
    onChange.mockClear();
    server.watch('/apis/apps/v1/deployments').event('MODIFIED', {
      ...deployment,
      status: { readyReplicas: 3 },
      metadata: { ...meta('web'), resourceVersion: '8' },
    });
    await settle();
    expect(sources.facts().workloads?.[0]).toMatchObject({ ready: 3 });
    expect(onChange).toHaveBeenCalled();
  });

  it('reads budgets of an old server', async () => {
    const { sources } = await start(({ path }) =>
      path === '/apis' ? groups({ ...SERVED, policy: ['v1beta1'] }) : undefined,
    );
    expect(sources.facts().budgets).toMatchObject([{ name: 'old' }]);
  });

  it('shows one kind that is denied, and keeps what it may read', async () => {
    const { sources, states } = await start(({ path }) =>
      path === '/apis/apps/v1/daemonsets' ? { status: 403 } : undefined,
    );
    expect(states()).toMatchObject({
      workloads: 'denied forbidden',
      budgets: 'live',
    });
    expect(sources.facts().workloads?.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'StatefulSet',
    ]);
  });

  it('does without what the server does not have', async () => {
    const { sources, states } = await start(({ path }) => {
      if (path === '/apis') {
        return groups({ apps: ['v1'], policy: ['v1'] });
      }
      return path === CONFIG_MAP ? { status: 404 } : undefined;
    });
    expect(states()).toEqual({
      workloads: 'live',
      budgets: 'live',
      vpas: 'absent not-served',
      karpenter: 'absent not-served',
      autoscaler: 'absent not-served',
    });
    expect(sources.facts()).toMatchObject({
      vpas: undefined,
      karpenter: undefined,
      autoscaler: undefined,
    });
  });

  it('has a Karpenter of which one kind is served', async () => {
    const { sources, states } = await start(({ path }) =>
      path === '/apis/karpenter.sh/v1/nodeclaims' ? { status: 404 } : undefined,
    );
    expect(states().karpenter).toBe('live');
    expect(sources.facts().karpenter).toMatchObject([{ name: 'general' }]);
  });

  it.each([
    ['no status', {}],
    ['no text', { data: { status: 7 } }],
    ['another text', { data: { status: 'hello' } }],
    ['no object', 'x'],
  ])('calls an autoscaler with %s malformed', async (_, json) => {
    const { states, sources } = await start(({ path }) =>
      path === CONFIG_MAP ? { json } : undefined,
    );
    expect(states().autoscaler).toBe('error malformed');
    expect(sources.facts().autoscaler).toBeUndefined();
  });

  it('forgets the groups of an autoscaler that was removed', async () => {
    let there = true;
    const { sources, time } = await start(({ path }) =>
      path === CONFIG_MAP && !there ? { status: 404 } : undefined,
    );
    expect(sources.facts().autoscaler).toHaveLength(1);
    there = false;
    await time.pass(20_000);
    expect(sources.facts().autoscaler).toBeUndefined();
  });
});
