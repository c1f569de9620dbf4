import { MINUTE } from '@textloom/kernel';
import { aPod, someNodes } from '../testUtils';
import { findingsOf, severities, viewAfter } from '../testUtils/find';
import { ClusterFacts, NodeFacts } from './facts';

const GIB = 2 ** 30;
/** Two groups of two nodes each, of 10 cores and 10 GiB, in the zones a and b. */
const NODES: NodeFacts[] = ['web', 'batch'].flatMap(group =>
  someNodes(4, group, index => ({
    allocatable: { cpuMillis: 10_000, memoryBytes: 10 * GIB, pods: 100 },
    labels: {
      'eks.amazonaws.com/nodegroup': group,
      'topology.kubernetes.io/zone': index < 2 ? 'a' : 'b',
    },
  })),
);
const asking = (cpuMillis: number, gib = 0): Partial<ClusterFacts> => ({
  nodes: NODES,
  pods: [
    aPod({
      nodeName: 'web-0000',
      requests: { cpuMillis, memoryBytes: gib * GIB },
    }),
  ],
});
const NODE = 'cluster-no-spare-node';
const ZONE = 'cluster-no-spare-zone';
const at = (rule: typeof NODE | typeof ZONE, facts: Partial<ClusterFacts>) => [
  ...severities(rule, facts),
  ...severities(rule, facts, 10 * MINUTE),
];

describe('spare room of the whole cluster', () => {
  // 80 cores and 80 GiB; 70 without a node, 40 without a zone.
  it.each([
    [40_000, 0, [], []],
    [40_001, 0, [], ['info', 'warning']],
    [0, 40, [], []],
    [0, 41, [], ['info', 'warning']],
    [70_000, 0, [], ['info', 'warning']],
    [70_001, 0, ['info', 'warning'], []],
    [0, 71, ['info', 'warning'], []],
  ])('%d millicores and %d GiB: node %j, zone %j', (cpu, gib, node, zone) => {
    const facts = asking(cpu, gib);
    expect(at(NODE, facts)).toEqual(node);
    expect(at(ZONE, facts)).toEqual(zone);
  });

  it('tells what is asked for, what is left, and without which zone', () => {
    const [found] = findingsOf(ZONE, asking(50_000));
    expect(found).toMatchObject({
      object: { kind: 'Cluster', name: 'textloom-prod' },
      value: { value: 50_000, unit: 'millicores' },
      threshold: { value: 40_000, unit: 'millicores' },
      params: { resource: 'cpu', zone: 'a' },
    });
    expect(found).not.toHaveProperty('group');
  });

  it('degrades the cluster, not a group that has enough', () => {
    const view = viewAfter(10 * MINUTE, {
      ...asking(0),
      pods: NODES.map(({ name }) =>
        aPod({
          name,
          nodeName: name,
          requests: { cpuMillis: 6_000, memoryBytes: 0 },
        }),
      ),
    });
    expect(view.state).toBe('degraded');
    expect(view.nodeGroups.map(({ state }) => state)).toEqual([
      'healthy',
      'healthy',
    ]);
  });

  it.each([
    ['room for nodes', { max: 9 }, []],
    [
      'room, but the autoscaler has given up',
      { max: 9, scaleUp: 'Backoff' },
      ['warning'],
    ],
    ['no room', { max: 4 }, ['warning']],
  ])('of a zone is no fault while there is %s', (_, group, expected) => {
    const autoscaler = [
      { name: 'web', health: 'Healthy', scaleUp: 'NoActivity', ...group },
    ];
    const facts = { ...asking(50_000), autoscaler };
    expect(severities(ZONE, facts, 10 * MINUTE)).toEqual(expected);
  });

  it('of a zone is no fault where Karpenter starts nodes', () => {
    const karpenter = [
      { kind: 'NodePool' as const, name: 'web', conditions: [] },
    ];
    expect(severities(ZONE, { ...asking(50_000), karpenter })).toEqual([]);
  });

  it('is not asked of one group, nor of one zone, nor of unknown pods', () => {
    const one = { ...asking(0), nodes: NODES.slice(0, 4) };
    const pods = [
      aPod({
        nodeName: 'web-0000',
        requests: { cpuMillis: 35_000, memoryBytes: 0 },
      }),
    ];
    expect(severities(NODE, { ...one, pods })).toEqual([]);
    const inOne = NODES.map(node => ({
      ...node,
      labels: { ...node.labels, 'topology.kubernetes.io/zone': 'a' },
    }));
    expect(severities(ZONE, { ...asking(50_000), nodes: inOne })).toEqual([]);
    const sources = [{ source: 'nodes' as const, state: 'live' as const }];
    expect(severities(NODE, { ...asking(90_000), sources })).toEqual([]);
  });
});
