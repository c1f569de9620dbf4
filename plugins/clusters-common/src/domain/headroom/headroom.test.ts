import fc from 'fast-check';
import {
  aNode,
  aPod,
  anEksNodeGroup,
  aSource,
  aWorkload,
  someEks,
  someNodes,
  someSources,
} from '../../testUtils';
import { viewAfter } from '../../testUtils/find';
import { aClusterFacts } from '../../testUtils/builders';
import { ClusterFacts, NodeFacts, PodFacts } from '../facts';
import { Toleration } from '../workloadFacts';
import { HeadroomShape, headroomView } from './headroomView';

const headroom = (facts: Partial<ClusterFacts>, shape: HeadroomShape) =>
  headroomView(aClusterFacts(facts), viewAfter(0, facts), shape);
const SHAPE = { requests: { cpuMillis: 4_000, memoryBytes: 2 ** 30 } };
/** Three nodes of 16 CPU, 32 GiB and 234 pods, one in each zone. */
const NODES = someNodes(3);
const onNode = (index: number, cpuMillis: number, name: string): PodFacts =>
  aPod({
    name,
    nodeName: NODES[index]?.name,
    requests: { cpuMillis, memoryBytes: 2 ** 30 },
  });

describe('headroomView', () => {
  it('counts what fits on each node, not on the sum', () => {
    const pods = [0, 1, 2].map(i => onNode(i, 6_000, `p${i}`));
    const view = headroom({ pods }, SHAPE);
    // 10 CPU are free on each: 2 of 4 CPU, where the sum of 30 would hold 7.
    expect(view).toMatchObject({ fits: 6, inexact: false });
    expect(view.groups[0]).toMatchObject({
      group: 'workers',
      fits: 6,
      eligibleNodes: 3,
      nodes: 3,
      limitedBy: 'cpu',
      zones: [
        { zone: 'us-east-1a', fits: 2 },
        { zone: 'us-east-1b', fits: 2 },
        { zone: 'us-east-1c', fits: 2 },
      ],
      // One node lost: 20 free less the 6 that move leave 14: 3 of 4 CPU.
      afterNodeLoss: 3,
      afterZoneLoss: 3,
    });
  });

  it('is bounded by memory and by pod slots too', () => {
    expect(
      headroom({}, { requests: { cpuMillis: 100, memoryBytes: 20 * 2 ** 30 } })
        .groups[0],
    ).toMatchObject({ fits: 3, limitedBy: 'memory' });
    expect(
      headroom({}, { requests: { cpuMillis: 0, memoryBytes: 0 } }).groups[0],
    ).toMatchObject({ fits: 3 * 234, limitedBy: 'pods' });
  });

  it.each<[Partial<NodeFacts>, string, string | undefined]>([
    [{ unschedulable: true }, 'cordoned', undefined],
    [
      { conditions: [{ type: 'Ready', status: 'False' }] },
      'not-ready',
      undefined,
    ],
    [
      { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] },
      'taint',
      'dedicated=gpu:NoSchedule',
    ],
  ])('says why not for %j', (node, excludedBy, excludedDetail) => {
    const view = headroom(
      { nodes: NODES.map(n => ({ ...n, ...node })) },
      SHAPE,
    );
    expect(view.fits).toBe(0);
    expect(view.groups[0]).toMatchObject({
      eligibleNodes: 0,
      excludedBy,
      ...(excludedDetail && { excludedDetail }),
    });
  });

  it('takes demands from the workload', () => {
    const taints = [{ key: 'dedicated', effect: 'NoExecute' }];
    const nodes = NODES.map(node => ({ ...node, taints }));
    const tolerant = aWorkload({
      placement: {
        nodeSelector: { 'kubernetes.io/arch': 'amd64' },
        tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      },
    });
    const view = headroom({ nodes }, { workload: tolerant });
    expect(view.groups[0]).toMatchObject({
      excludedBy: 'selector',
      excludedDetail: 'kubernetes.io/arch=amd64',
    });
    const amd = nodes.map(node => ({
      ...node,
      labels: { ...node.labels, 'kubernetes.io/arch': 'amd64' },
    }));
    expect(headroom({ nodes: amd }, { workload: tolerant }).fits).toBe(48);
  });

  it('says that a demand that it cannot judge makes it an upper bound', () => {
    const workload = aWorkload({
      placement: {
        nodeSelector: { 'example.com/disk': 'ssd' },
        tolerations: [],
      },
    });
    expect(headroom({}, { workload })).toMatchObject({
      inexact: true,
      fits: 48,
    });
  });

  it('takes nodes whose pods nobody knows for empty, and says so', () => {
    const sources = someSources(
      aSource('pods', { state: 'denied', at: undefined }),
    );
    expect(headroom({ sources }, SHAPE)).toMatchObject({
      fits: 12,
      podsUnknown: true,
      inexact: true,
      survives: [],
    });
    expect(headroom({}, SHAPE).podsUnknown).toBeUndefined();
  });

  it.each<[Toleration, number]>([
    [{ key: 'a', operator: 'Exists' }, 48],
    [{ key: 'a', operator: 'Equal', value: '1' }, 48],
    [{ key: 'a', operator: 'Equal', value: '2' }, 0],
    [{ key: 'a', operator: 'Exists', effect: 'NoExecute' }, 0],
    [{ key: '', operator: 'Exists' }, 48],
    [{ key: '', operator: 'Equal', value: '1' }, 0],
    [{ key: 'b', operator: 'Exists' }, 0],
  ])('the toleration %j lets %i pods through', (toleration, fits) => {
    const taints = [
      { key: 'a', value: '1', effect: 'NoSchedule' },
      { key: 'c', effect: 'PreferNoSchedule' },
    ];
    const nodes = NODES.map(node => ({ ...node, taints }));
    const workload = aWorkload({
      placement: { nodeSelector: {}, tolerations: [toleration] },
    });
    expect(headroom({ nodes }, { workload }).fits).toBe(fits);
  });

  it('is nothing where a node is overbooked or the cluster is empty', () => {
    expect(
      headroom({ pods: [onNode(0, 40_000, 'p')] }, SHAPE).groups[0],
    ).toMatchObject({ fits: 8 });
    expect(headroom({ nodes: [] }, SHAPE)).toMatchObject({
      fits: 0,
      groups: [],
      survives: [],
    });
  });

  it('knows what the group may still add', () => {
    const eks = someEks({ nodeGroups: [anEksNodeGroup({ max: 5 })] });
    expect(headroom({ eks }, SHAPE).groups[0]).toMatchObject({
      fits: 12,
      fitsWhenScaled: 20,
    });
  });

  it('tests the loss of the node and of the zone that hurt most', () => {
    const pods = [
      onNode(0, 11_000, 'a'),
      onNode(1, 11_000, 'b'),
      onNode(2, 11_000, 'c'),
    ];
    const { survives } = headroom({ pods }, SHAPE);
    // 33 CPU asked for, 32 left without any one node.
    expect(survives[0]).toMatchObject({
      loss: 'node',
      fits: false,
      cpu: { allocatable: 32_000, requested: 33_000 },
    });
    expect(survives.map(({ loss, group }) => [loss, group])).toEqual([
      ['node', undefined],
      ['zone', undefined],
      ['node', 'workers'],
      ['zone', 'workers'],
    ]);
  });

  it('what fits really fits, and one more does not', () => {
    const amounts = fc.record({
      free: fc.array(
        fc.record({
          cpuMillis: fc.nat(40),
          memoryBytes: fc.nat(40),
          pods: fc.nat(8),
        }),
        { maxLength: 5 },
      ),
      shape: fc.record({ cpuMillis: fc.nat(12), memoryBytes: fc.nat(12) }),
    });
    fc.assert(
      fc.property(amounts, ({ free, shape }) => {
        const nodes = free.map((allocatable, index) =>
          aNode({ name: `n${index}`, allocatable }),
        );
        const { fits } = headroom({ nodes, pods: [] }, { requests: shape });
        let placed = 0;
        const left = free.map(node => ({ ...node }));
        for (;;) {
          const node = left.find(
            item =>
              item.pods >= 1 &&
              item.cpuMillis >= shape.cpuMillis &&
              item.memoryBytes >= shape.memoryBytes,
          );
          if (!node) {
            break;
          }
          node.pods -= 1;
          node.cpuMillis -= shape.cpuMillis;
          node.memoryBytes -= shape.memoryBytes;
          placed++;
        }
        expect(fits).toBe(placed);
      }),
      { numRuns: 200 },
    );
  });

  it('never grows when a node asks for more', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (less, more) => {
        const of = (cpuMillis: number) =>
          headroom({ pods: [onNode(0, cpuMillis, 'p')] }, SHAPE).fits;
        expect(of(less + more)).toBeLessThanOrEqual(of(less));
      }),
      { numRuns: 60 },
    );
  });
});
