import {
  aClusterFacts,
  ago,
  aPod,
  aSource,
  aWorkload,
  someNodes,
  someSources,
} from '../../testUtils';
import { viewAfter } from '../../testUtils/find';
import { ClusterFacts } from '../facts';
import { searchView } from '../search/searchView';
import { componentView } from './componentView';
import { WorkloadsFilter, workloadsView } from './workloadsView';
import { workloadView } from './workloadView';

const NODES = someNodes(3);
const API = aWorkload({ name: 'api', images: ['r.io/api:1.2'] });
const BROKEN = aWorkload({ name: 'broken', ready: 0, available: 0 });
const AGENT = aWorkload({
  kind: 'DaemonSet',
  namespace: 'kube-system',
  name: 'agent',
  component: undefined,
});
const PODS = [
  aPod({
    name: 'api-1',
    ownerName: 'api',
    nodeName: NODES[0]?.name,
    component: 'api',
    restarts: 2,
  }),
  aPod({
    name: 'api-2',
    ownerName: 'api',
    nodeName: NODES[1]?.name,
    component: 'api',
  }),
  aPod({
    name: 'broken-1',
    ownerName: 'broken',
    nodeName: NODES[1]?.name,
    ready: false,
    component: 'broken',
    troubles: [{ name: 'main', waiting: 'CrashLoopBackOff', restarts: 7 }],
  }),
  aPod({
    name: 'agent-1',
    namespace: 'kube-system',
    ownerKind: 'DaemonSet',
    ownerName: 'agent',
    nodeName: NODES[0]?.name,
    component: undefined,
  }),
];
const FACTS: Partial<ClusterFacts> = {
  sources: someSources(aSource('workloads')),
  nodes: NODES,
  pods: PODS,
  workloads: [API, AGENT, BROKEN],
  hpas: [
    {
      uid: 'h',
      namespace: 'textloom',
      name: 'api',
      targetKind: 'Deployment',
      targetName: 'api',
      min: 2,
      max: 2,
      current: 2,
      desired: 2,
    },
  ],
  budgets: [
    {
      uid: 'b',
      namespace: 'textloom',
      name: 'api',
      disruptionsAllowed: 1,
      currentHealthy: 2,
      desiredHealthy: 1,
      expectedPods: 2,
      matchLabels: { app: 'api' },
      createdAt: ago(1e6),
    },
  ],
};
const known = (facts = FACTS) => ({
  facts: aClusterFacts(facts),
  view: viewAfter(0, facts),
});
const list = (filter: WorkloadsFilter, facts = FACTS) => {
  const { facts: all, view } = known(facts);
  return workloadsView(all, view, filter);
};

describe('workloadsView', () => {
  it('shows the worst first, with groups, restarts and namespaces', () => {
    const { items, total, namespaces, known: answered } = list({});
    expect(answered).toBe(true);
    expect(total).toBe(3);
    expect(namespaces).toEqual(['kube-system', 'textloom']);
    expect(items[0]).toMatchObject({
      name: 'broken',
      state: 'unhealthy',
      worst: { rule: 'workload-unavailable' },
    });
    expect(items.find(({ name }) => name === 'api')).toMatchObject({
      state: 'healthy',
      restarts: 2,
      groups: ['workers'],
    });
  });

  it.each<[WorkloadsFilter, string[]]>([
    [{ query: 'API:1' }, ['api']],
    [{ query: 'brok' }, ['broken']],
    [{ namespace: 'kube-system' }, ['agent']],
    [{ kind: 'DaemonSet' }, ['agent']],
    [{ unhealthy: true, namespace: 'textloom' }, ['broken']],
    [{ query: 'nothing' }, []],
    [{ namespace: 'textloom', offset: 1, limit: 1 }, ['api']],
  ])('%j: %j', (filter, names) => {
    expect(list(filter).items.map(({ name }) => name)).toEqual(names);
  });

  it('calls nothing healthy when the nodes are not live', () => {
    const { items } = list(
      {},
      { ...FACTS, sources: someSources(aSource('nodes', { state: 'stale' })) },
    );
    expect(new Set(items.map(({ state }) => state))).toEqual(
      new Set(['unknown']),
    );
  });
});

describe('workloads that are not live', () => {
  const facts = {
    ...FACTS,
    sources: someSources(
      aSource('workloads', { state: 'stale', at: ago(600_000) }),
    ),
  };

  it('are unknown, and as old as their source', () => {
    const view = list({}, facts);
    expect(view).toMatchObject({
      known: true,
      freshness: { state: 'stale', at: ago(600_000) },
    });
    expect(new Set(view.items.map(({ state }) => state))).toEqual(
      new Set(['unknown']),
    );
  });

  it('leave a component unknown, also where only its pods are seen', () => {
    const denied = {
      ...FACTS,
      workloads: undefined,
      sources: someSources(
        aSource('workloads', { state: 'denied', at: undefined }),
      ),
    };
    for (const world of [facts, denied]) {
      const { places } = componentView([known(world)], 'api', 0);
      expect(places).toMatchObject([{ state: 'unknown', pods: 2 }]);
    }
    expect(list({}, denied)).toMatchObject({ known: false, total: 0 });
  });
});

describe('workloadView', () => {
  const of = (name: string, facts = FACTS) => {
    const { facts: all, view } = known(facts);
    return workloadView(all, view, {
      kind: 'Deployment',
      namespace: 'textloom',
      name,
    });
  };

  it('tells pods, zones, bounds and findings', () => {
    expect(of('broken')).toMatchObject({
      podsTotal: 1,
      pods: [
        { name: 'broken-1', trouble: 'CrashLoopBackOff', zone: 'us-east-1b' },
      ],
      zones: [{ zone: 'us-east-1b', pods: 1 }],
    });
    expect(of('api')).toMatchObject({
      hpa: { name: 'api', max: 2 },
      budgets: [],
    });
  });

  it('joins a budget by the labels of the pods', () => {
    const labelled = PODS.map(pod => ({
      ...pod,
      labels: { app: pod.ownerName ?? '' },
    }));
    expect(of('api', { ...FACTS, pods: labelled })?.budgets).toEqual([
      {
        name: 'api',
        disruptionsAllowed: 1,
        currentHealthy: 2,
        desiredHealthy: 1,
      },
    ]);
  });

  it.each<[string, Record<string, string> | undefined, boolean]>([
    ['every pod', {}, true],
    ['nothing that can be told', undefined, false],
    ['other pods', { app: 'other' }, false],
    ['pods with one label more', { app: 'api', tier: 'web' }, false],
    ['no pod by an inherited name', { constructor: 'api' }, false],
  ])('joins a budget of %s', (_, matchLabels, joined) => {
    const [budget] = FACTS.budgets ?? [];
    const pods = PODS.map(pod => ({ ...pod, labels: { app: 'api' } }));
    const budgets = budget && [{ ...budget, matchLabels }];
    const found = of('api', { ...FACTS, pods, budgets })?.budgets;
    expect(found).toHaveLength(joined ? 1 : 0);
  });

  it('keeps to its own namespace and kind', () => {
    const pods = PODS.map(pod => ({ ...pod, labels: { app: 'api' } }));
    const budgets = FACTS.budgets?.map(budget => ({
      ...budget,
      namespace: 'other',
    }));
    expect(of('api', { ...FACTS, pods, budgets })?.budgets).toEqual([]);
    const twin = aWorkload({ kind: 'StatefulSet', name: 'broken' });
    const { items } = list(
      { kind: 'StatefulSet' },
      { ...FACTS, workloads: [BROKEN, twin] },
    );
    expect(items).toMatchObject([{ state: 'healthy', findings: 0 }]);
  });

  it('is nothing for an unknown one', () => {
    expect(of('nothing')).toBeUndefined();
  });
});

describe('componentView', () => {
  it('tells where a component runs, and where not', () => {
    const other = { ...known({}), facts: aClusterFacts({ name: 'other' }) };
    const { places } = componentView([known(), other], 'broken', 0);
    expect(places).toHaveLength(1);
    expect(places[0]).toMatchObject({
      cluster: 'textloom-prod',
      state: 'unhealthy',
      pods: 1,
      groups: [{ name: 'workers', pods: 1 }],
      cpu: { requested: 1_000 },
    });
    expect(places[0]?.fits).toBeGreaterThan(0);
    expect(componentView([known()], 'nothing', 0).places).toEqual([]);
  });
});

describe('searchView', () => {
  const search = (query: string) => searchView([known()], query);

  it('finds nodes, workloads, images and pods; exact first', () => {
    expect(search('api').hits.map(({ kind, name }) => [kind, name])).toEqual([
      ['Workload', 'api'],
      ['Pod', 'api-1'],
      ['Pod', 'api-2'],
      ['Image', 'r.io/api:1.2'],
    ]);
    expect(search('WORKERS-0001').hits).toEqual([
      {
        kind: 'Node',
        cluster: 'textloom-prod',
        name: 'workers-0001',
        where: 'workers',
      },
    ]);
  });

  it('keeps the best 50 of many, and tells how many there are', () => {
    const pods = Array.from({ length: 500 }, (_, i) =>
      aPod({ name: `x-pod-${i}` }),
    );
    const view = searchView(
      [known({ ...FACTS, pods: [...pods, aPod({ name: 'pod-x' })] })],
      'pod-',
    );
    expect(view.hits).toHaveLength(50);
    expect(view.total).toBe(501);
    expect(view.hits[0]?.name).toBe('pod-x');
  });

  it('does not let the pods of one cluster hide the nodes of the next', () => {
    const pods = Array.from({ length: 60 }, (_, i) =>
      aPod({ name: `workers-pod-${i}` }),
    );
    const { hits } = searchView(
      [known({ ...FACTS, nodes: [], pods }), known()],
      'workers',
    );
    expect(hits.slice(0, 3).map(({ kind }) => kind)).toEqual([
      'Node',
      'Node',
      'Node',
    ]);
    expect(hits).toHaveLength(50);
  });

  it('says how bad it stands with a workload', () => {
    expect(search('broken').hits[0]).toMatchObject({
      kind: 'Workload',
      severity: 'critical',
    });
    expect(search('api').hits[0]?.severity).toBeUndefined();
  });

  it('takes the text as it is', () => {
    expect(search('.*').hits).toEqual([]);
    expect(search('(').hits).toEqual([]);
  });
});
