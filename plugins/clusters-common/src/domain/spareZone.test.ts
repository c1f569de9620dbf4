import { MINUTE, SECOND } from '@textloom/kernel';
import { aPod, someNodes } from '../testUtils';
import { findingsOf, severities, viewAfter } from '../testUtils/find';
import { ClusterFacts, NodeFacts } from './facts';

const GIB = 2 ** 30;
const RULE = 'group-no-spare-zone';

/** A group of six nodes of 10 cores and 10 GiB: three in each of the zones a and b. */
const NODES: NodeFacts[] = someNodes(6, 'web', index => ({
  allocatable: { cpuMillis: 10_000, memoryBytes: 10 * GIB, pods: 100 },
  labels: {
    'eks.amazonaws.com/nodegroup': 'web',
    'topology.kubernetes.io/zone': index < 3 ? 'a' : 'b',
  },
}));
const asking = (
  cpuMillis: number,
  gib: number,
  max: number | undefined,
  more: Partial<ClusterFacts> = {},
): Partial<ClusterFacts> => ({
  nodes: NODES,
  pods: [
    aPod({
      nodeName: 'web-0000',
      requests: { cpuMillis, memoryBytes: gib * GIB },
    }),
  ],
  ...(max !== undefined && {
    autoscaler: [
      { name: 'web', health: 'Healthy', scaleUp: 'NoActivity', max },
    ],
  }),
  ...more,
});

describe('a node group without room for the loss of a zone', () => {
  // 60 cores and 60 GiB: 50 without a node, 30 without a zone, and 10 more for each node that may be started.
  it.each([
    [6, 30_000, 0, []],
    [6, 30_001, 0, ['warning']],
    [6, 0, 30, []],
    [6, 0, 31, ['warning']],
    [7, 40_000, 0, []],
    [7, 40_001, 0, ['warning']],
    [7, 0, 40, []],
    [7, 0, 41, ['warning']],
    [8, 50_000, 0, []],
    [5, 30_001, 0, ['warning']],
    [undefined, 50_000, 0, []],
  ])('maximum %s, %d millicores, %d GiB: %j', (max, cpu, gib, expected) => {
    const facts = asking(cpu, gib, max);
    expect(severities(RULE, facts)).toEqual(expected.map(() => 'info'));
    expect(severities(RULE, facts, 10 * MINUTE - SECOND)).toEqual(
      expected.map(() => 'info'),
    );
    expect(severities(RULE, facts, 10 * MINUTE)).toEqual(expected);
  });

  it('tells what is asked for, what is left, and how many may be started', () => {
    const [found] = findingsOf(RULE, asking(45_000, 0, 7));
    expect(found).toMatchObject({
      object: { kind: 'NodeGroup', name: 'web' },
      group: 'web',
      value: { value: 45_000, unit: 'millicores' },
      threshold: { value: 40_000, unit: 'millicores' },
      params: { resource: 'cpu', zone: 'a', room: 1 },
    });
  });

  it('degrades the group', () => {
    const { nodeGroups } = viewAfter(10 * MINUTE, asking(45_000, 0, 6));
    expect(nodeGroups.map(({ name, state }) => [name, state])).toEqual([
      ['web', 'degraded'],
    ]);
  });

  it('is told once: a group that cannot lose a node has that finding alone', () => {
    const facts = asking(50_001, 0, 6);
    expect(severities(RULE, facts)).toEqual([]);
    expect(severities('group-no-spare-node', facts)).toEqual(['info']);
  });

  it('is not asked about in one zone, where pods are unknown, or where Karpenter decides', () => {
    const inOne = NODES.map(node => ({
      ...node,
      labels: { ...node.labels, 'topology.kubernetes.io/zone': 'a' },
    }));
    const sources = [{ source: 'nodes' as const, state: 'live' as const }];
    const karpenter = [
      { kind: 'NodePool' as const, name: 'web', conditions: [] },
    ];
    for (const more of [{ nodes: inOne }, { sources }, { karpenter }]) {
      expect(severities(RULE, asking(45_000, 0, 6, more))).toEqual([]);
    }
  });

  it('counts the maximum that EKS tells before the autoscaler’s', () => {
    const eks = {
      status: 'ACTIVE',
      issues: [],
      addons: [],
      insights: [],
      nodeGroups: [
        {
          name: 'web',
          status: 'ACTIVE',
          desired: 6,
          max: 8,
          instanceTypes: [],
          issues: [],
        },
      ],
    };
    expect(severities(RULE, asking(45_000, 0, 6, { eks }))).toEqual([]);
  });
});
