import { MINUTE } from '@textloom/kernel';
import {
  aCondition,
  ago,
  anAlert,
  anEksNodeGroup,
  aPendingPod,
  aPod,
  aWorkload,
  someEks,
  someNodes,
} from '../../testUtils';
import { viewAfter } from '../../testUtils/find';
import { ClusterFacts, NodeFacts, PodFacts } from '../facts';

const lost = () => ({
  conditions: [
    aCondition('Ready', 'Unknown', { lastTransitionTime: ago(MINUTE) }),
  ],
});
/** Nodes of the group `workers`, of which the first ones are lost. */
const world = (count: number, down: number): NodeFacts[] =>
  someNodes(count, 'workers', index => (index < down ? lost() : {}));

/** What explains what, as `effect < cause`. */
function causes(facts: Partial<ClusterFacts>, forMs = 0): string[] {
  const { list } = viewAfter(forMs, facts);
  const nameOf = (id: string | undefined) => {
    const item = list.find(candidate => candidate.id === id);
    return item && `${item.rule} ${item.object.name}`;
  };
  return list
    .filter(({ cause }) => cause !== undefined)
    .map(({ id, cause }) => `${nameOf(id)} < ${nameOf(cause)}`)
    .sort();
}

describe('a node that is down', () => {
  const NODES = world(4, 1);
  const on = (nodeName: string | undefined, more: Partial<PodFacts> = {}) =>
    aPod({ name: `p-${nodeName}`, nodeName, ready: false, ...more });
  const short = [aWorkload({ ready: 2 })];
  const [DOWN, UP] = NODES.map(({ name }) => name);
  const WORKLOAD = `workload-short video-worker < node-lost ${DOWN}`;
  const GROUP = `group-some-unhealthy workers < node-lost ${DOWN}`;

  it.each<[string, PodFacts[], boolean]>([
    ['whose pod was there', [on(DOWN)], true],
    [
      'whose pod was there and whose replacement waits',
      [on(DOWN, { deleting: true }), on(undefined, { phase: 'Pending' })],
      true,
    ],
    ['with another pod that fails elsewhere', [on(DOWN), on(UP)], false],
    ['with nothing there', [on(UP)], false],
    ['of which no pod is known', [], false],
  ])('explains a workload %s: %#', (_, pods, explained) => {
    expect(causes({ nodes: NODES, pods, workloads: short })).toEqual(
      explained ? [GROUP, WORKLOAD] : [GROUP],
    );
  });

  it('explains pods that it turned away, and what its group lacks', () => {
    const pods = [
      aPendingPod(
        '0/4 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 3 Insufficient cpu.',
      ),
    ];
    const eks = someEks({ nodeGroups: [anEksNodeGroup({ desired: 4 })] });
    expect(causes({ nodes: NODES, pods, eks })).toEqual([
      `group-below-desired workers < node-lost ${DOWN}`,
      GROUP,
      `pods-unschedulable video-worker < node-lost ${DOWN}`,
    ]);
  });

  it('explains an alert that names it, and no other', () => {
    const alerts = [
      anAlert({ name: 'NodeDown', labels: { node: DOWN ?? '' } }),
      anAlert({ name: 'Other', labels: { node: UP ?? '' } }),
      anAlert({ name: 'Bare', labels: {} }),
    ];
    expect(causes({ nodes: NODES, alerts })).toEqual([
      `alert-firing NodeDown < node-lost ${DOWN}`,
      GROUP,
    ]);
  });
});

describe('a group', () => {
  it('without a ready node explains its nodes', () => {
    const nodes = world(2, 2).map(node => ({
      ...node,
      labels: { ...node.labels, 'topology.kubernetes.io/zone': 'a' },
    }));
    expect(causes({ nodes })).toEqual([
      'group-many-unhealthy workers < group-none-ready workers',
      'node-lost workers-0000 < group-none-ready workers',
      'node-lost workers-0001 < group-none-ready workers',
    ]);
  });

  it('of one node is explained by it', () => {
    expect(causes({ nodes: world(1, 1) })).toEqual([
      'group-none-ready workers < node-lost workers-0000',
      'group-some-unhealthy workers < node-lost workers-0000',
    ]);
  });

  it('in a zone that is down is explained by the zone', () => {
    const nodes = [
      ...someNodes(4, 'web'),
      ...someNodes(3, 'batch', () => ({
        ...lost(),
        labels: {
          'eks.amazonaws.com/nodegroup': 'batch',
          'topology.kubernetes.io/zone': 'z',
        },
      })),
    ];
    expect(causes({ nodes })).toEqual([
      'group-many-unhealthy batch < zone-down z',
      'group-none-ready batch < zone-down z',
      'node-lost batch-0000 < zone-down z',
      'node-lost batch-0001 < zone-down z',
      'node-lost batch-0002 < zone-down z',
    ]);
  });

  it('that cannot grow explains the pods that wait for it', () => {
    const requests = { cpuMillis: 12_000, memoryBytes: 0 };
    const pods = [
      aPendingPod('0/3 nodes are available: 3 Insufficient cpu.', {
        requests,
        placement: { nodeSelector: {}, tolerations: [] },
      }),
      ...someNodes(3).map(({ name }) =>
        aPod({ name, nodeName: name, requests }),
      ),
    ];
    const full = someEks({ nodeGroups: [anEksNodeGroup({ max: 3 })] });
    expect(causes({ pods, eks: full })).toEqual([
      'pods-unschedulable video-worker < group-at-maximum workers',
    ]);
    const view = viewAfter(0, { pods, eks: full });
    expect(
      view.list.find(({ rule }) => rule === 'group-at-maximum')?.impact,
    ).toEqual({ pods: 1, components: ['video-worker'] });
    const roomy = someEks({ nodeGroups: [anEksNodeGroup({ max: 9 })] });
    expect(causes({ pods, eks: roomy })).toEqual([]);
  });
});

describe('an effect', () => {
  it('counts all the same, and stands under its root in the list', () => {
    const nodes = world(4, 1);
    const view = viewAfter(0, {
      nodes,
      pods: [aPod({ nodeName: nodes[0]?.name, ready: false })],
      workloads: [aWorkload({ desired: 1, ready: 0 })],
    });
    const [root, effect] = view.list;
    expect(root).toMatchObject({
      rule: 'node-lost',
      impact: { pods: 1, components: ['video-worker'] },
    });
    expect(effect).toMatchObject({
      rule: 'workload-unavailable',
      cause: root?.id,
    });
    expect(view.state).toBe('unhealthy');
  });
});
