import { HOUR } from '@textloom/kernel';
import { aPod, ago, aWorkload, someNodes } from '../../testUtils';
import { viewAfter } from '../../testUtils/find';
import { NodeFacts, PodFacts } from '../facts';

const LEAVING = {
  key: 'karpenter.sh/disrupted',
  effect: 'NoSchedule',
  timeAdded: ago(60_000),
};
const world = (first: Partial<NodeFacts>): NodeFacts[] =>
  someNodes(3, 'workers', index => (index === 0 ? first : {}));
const pod = (name: string, more: Partial<PodFacts>) => aPod({ name, ...more });
const leaving = (more: Partial<PodFacts> = {}) =>
  pod('old', { nodeName: 'workers-0000', deleting: true, ...more });
const marked = (
  nodes: NodeFacts[],
  pods: PodFacts[],
  ready: number,
): string[] =>
  viewAfter(HOUR, { nodes, pods, workloads: [aWorkload({ ready })] })
    .list.filter(({ object }) => object.kind !== 'NodeGroup')
    .map(
      ({ rule, severity, planned }) =>
        `${rule} ${severity}${planned ? ' planned' : ''}`,
    )
    .sort();

describe('planned', () => {
  it.each<[string, Partial<NodeFacts>, string]>([
    ['taken away', { taints: [LEAVING] }, 'node-leaving info planned'],
    ['cordoned', { unschedulable: true }, 'node-cordoned info planned'],
  ])('is a node that is %s, and what it gives up', (_, node, found) => {
    expect(marked(world(node), [leaving()], 2)).toEqual([
      found,
      'workload-short info planned',
    ]);
  });

  it('is a node that was drained, but not one that was forgotten', () => {
    expect(marked(world({ unschedulable: true }), [], 3)).toEqual([
      'node-drained info planned',
    ]);
    const taint = {
      key: 'node.kubernetes.io/unschedulable',
      effect: 'NoSchedule',
      timeAdded: ago(25 * HOUR),
    };
    const forgotten = { unschedulable: true, taints: [taint] };
    expect(marked(world(forgotten), [], 3)).toEqual([
      'node-cordoned-long warning',
    ]);
  });

  it.each<[string, PodFacts[], number]>([
    ['lacks more than that', [leaving()], 1],
    [
      'lost pods elsewhere',
      [pod('p', { nodeName: 'workers-0001', ready: false })],
      2,
    ],
    ['is served by what leaves', [leaving({ deleting: false })], 2],
  ])('is not a workload that %s', (_, pods, ready) => {
    expect(marked(world({ taints: [LEAVING] }), pods, ready)).toEqual([
      'node-leaving info planned',
      'workload-short warning',
    ]);
  });

  it('is no excuse when nothing serves any more', () => {
    expect(marked(world({ taints: [LEAVING] }), [leaving()], 0)).toEqual([
      'node-leaving info planned',
      'workload-unavailable critical',
    ]);
  });
});
