import { aClusterFacts, aPendingPod, aPod, someNodes } from '../../testUtils';
import { nodeCases } from '../cases';
import { NodeFacts, PodFacts } from '../facts';
import { DEFAULT_GROUP_LABELS } from '../labels';
import { pendingGroups } from '../pending';
import { ScalingBounds } from '../views';
import { Placement } from '../workloadFacts';
import { PendingWorld } from './growth';

const GIB = 2 ** 30;
const ANYWHERE: Placement = { nodeSelector: {}, tolerations: [] };
const NO_CPU = '0/3 nodes are available: 3 Insufficient cpu.';

const waiting = (count: number, more: Partial<PodFacts> = {}, why = NO_CPU) =>
  Array.from({ length: count }, (_, index) =>
    aPendingPod(why, {
      name: `w-${index}`,
      requests: { cpuMillis: 4_000, memoryBytes: 4 * GIB },
      placement: ANYWHERE,
      ...more,
    }),
  );

/** Nodes of 16 cores, full but for half a core each, of which one is a DaemonSet's. */
function full(
  nodes: readonly NodeFacts[],
  pods: readonly PodFacts[],
  more: Partial<PendingWorld> = {},
): PendingWorld & { pods: PodFacts[] } {
  const running = nodes.flatMap(({ name }) => [
    aPod({
      name: `r-${name}`,
      nodeName: name,
      requests: { cpuMillis: 14_500, memoryBytes: GIB },
    }),
    aPod({
      name: `d-${name}`,
      nodeName: name,
      ownerKind: 'DaemonSet',
      ownerName: 'agent',
      requests: { cpuMillis: 1_000, memoryBytes: GIB },
    }),
  ]);
  const facts = aClusterFacts({
    nodes: [...nodes],
    pods: [...running, ...pods],
  });
  return {
    cases: nodeCases(facts, DEFAULT_GROUP_LABELS),
    scaling: () => undefined,
    pods: facts.pods,
    ...more,
  };
}

const fixesOf = ({ pods, ...world }: PendingWorld & { pods: PodFacts[] }) =>
  pendingGroups(pods, world)[0].fixes?.map(({ group, kind, params }) => [
    group,
    kind,
    params,
  ]);
const bounds = (more: Partial<ScalingBounds>) => () => ({
  source: 'eks' as const,
  ...more,
});
const nodes = someNodes(3);

describe('what would place waiting pods', () => {
  it.each([
    // 15 cores are left beside the DaemonSet: three pods of 4 cores a node.
    ['1 node for 3', 3, undefined, 'add-nodes', { nodes: 1 }],
    ['2 nodes for 4', 4, undefined, 'add-nodes', { nodes: 2 }],
    ['within bounds', 4, { desired: 3, max: 5 }, 'add-nodes', { nodes: 2 }],
    [
      'beyond bounds',
      4,
      { desired: 3, max: 4 },
      'raise-maximum',
      { nodes: 2, max: 4 },
    ],
    [
      'that already come',
      4,
      { desired: 5, max: 5 },
      'wait-for-nodes',
      { nodes: 2 },
    ],
    [
      'while backed off',
      4,
      { max: 9, activity: 'Backoff' },
      'autoscaler-backoff',
      { code: 'Backoff' },
    ],
  ])('%s', (_, count, scaling, kind, params) => {
    const world = full(nodes, waiting(count), {
      scaling: scaling ? bounds(scaling) : () => undefined,
    });
    expect(fixesOf(world)).toEqual([['workers', kind, params]]);
  });

  it('names the code of the back-off and of what EKS reports', () => {
    const world = full(nodes, waiting(1), {
      backoff: () => 'OutOfCapacity',
      eks: {
        status: 'ACTIVE',
        issues: [],
        addons: [],
        insights: [],
        nodeGroups: [
          {
            name: 'workers',
            status: 'DEGRADED',
            instanceTypes: [],
            issues: [
              {
                code: 'AsgInstanceLaunchFailures',
                message: '',
                resourceIds: [],
              },
            ],
          },
        ],
      },
    });
    expect(fixesOf(world)).toEqual([
      ['workers', 'autoscaler-backoff', { code: 'OutOfCapacity' }],
      ['workers', 'eks-issue', { code: 'AsgInstanceLaunchFailures' }],
    ]);
  });

  it.each([
    [{ cpuMillis: 15_000, memoryBytes: GIB }, 'add-nodes', { nodes: 1 }],
    [
      { cpuMillis: 15_001, memoryBytes: GIB },
      'lower-request',
      { cpuMillis: 15_000 },
    ],
    [
      { cpuMillis: 1_000, memoryBytes: 32 * GIB },
      'lower-request',
      { memoryBytes: 31 * GIB },
    ],
  ])('of %j', (requests, kind, params) => {
    expect(fixesOf(full(nodes, waiting(1, { requests })))).toEqual([
      ['workers', kind, params],
    ]);
  });

  it.each<[string, Partial<NodeFacts>, Placement, string, object]>([
    [
      'a taint',
      { taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] },
      ANYWHERE,
      'tolerate-taint',
      { taint: 'gpu=yes:NoSchedule' },
    ],
    [
      'a selector',
      {},
      { nodeSelector: { 'kubernetes.io/arch': 'arm64' }, tolerations: [] },
      'change-selector',
      { selector: 'kubernetes.io/arch=arm64' },
    ],
  ])('against %s', (_, node, placement, kind, params) => {
    const tainted = someNodes(3, 'workers', () => node);
    expect(fixesOf(full(tainted, waiting(1, { placement })))).toEqual([
      ['workers', kind, params],
    ]);
  });

  it('uncordons and waits before it adds', () => {
    const mixed = someNodes(2, 'workers', index =>
      index
        ? { conditions: [{ type: 'Ready', status: 'False' }] }
        : { unschedulable: true },
    );
    const facts = aClusterFacts({ nodes: mixed, pods: waiting(3) });
    expect(
      fixesOf({
        cases: nodeCases(facts, DEFAULT_GROUP_LABELS),
        scaling: () => undefined,
        pods: facts.pods,
      }),
    ).toEqual([
      ['workers', 'wait-for-nodes', { nodes: 1 }],
      ['workers', 'uncordon', { nodes: 1 }],
      ['workers', 'add-nodes', { nodes: 1 }],
    ]);
  });

  it('gives pods that keep apart a node each, though there is room', () => {
    const facts = aClusterFacts({
      nodes,
      pods: waiting(
        3,
        {},
        "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules.",
      ),
    });
    const world = {
      cases: nodeCases(facts, DEFAULT_GROUP_LABELS),
      scaling: () => undefined,
      pods: facts.pods,
    };
    expect(fixesOf(world)).toEqual([['workers', 'add-nodes', { nodes: 3 }]]);
  });

  it('finds the zone of a volume', () => {
    const why =
      '0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had volume node affinity conflict.';
    const uneven = someNodes(4).slice(0, 4);
    expect(fixesOf(full(nodes, waiting(1, {}, why)))).toEqual([
      [undefined, 'volume-zone', { nodes: 2 }],
    ]);
    expect(fixesOf(full(uneven, waiting(1, {}, why)))).toEqual([
      [undefined, 'volume-zone', { nodes: 2, zone: 'us-east-1a' }],
    ]);
  });

  it('says nothing of pods whose placement is not known, and nothing without nodes', () => {
    const world = full(nodes, waiting(1, { placement: undefined }));
    expect(fixesOf(world)).toBeUndefined();
    expect(fixesOf(full([], waiting(1)))).toBeUndefined();
  });
});
