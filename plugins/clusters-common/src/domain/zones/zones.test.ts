import { aCondition, ago, aPod, aWorkload, someNodes } from '../../testUtils';
import { findingsOf, viewAfter } from '../../testUtils/find';
import { NodeFacts } from '../facts';

const lost = () => ({
  conditions: [
    aCondition('Ready', 'Unknown', { lastTransitionTime: ago(60_000) }),
  ],
});
/** Nodes over the zones a, b and c in turn, of which those are lost. */
const world = (count: number, down: (index: number) => boolean): NodeFacts[] =>
  someNodes(count, 'workers', index => (down(index) ? lost() : {}));
const found = (nodes: NodeFacts[]) =>
  [
    ...findingsOf('zone-down', { nodes }),
    ...findingsOf('zone-partial', { nodes }),
  ].map(({ rule, severity, object }) => `${rule} ${object.name} ${severity}`);

describe('zones', () => {
  it('no ready node is a full disruption', () => {
    expect(found(world(9, index => index % 3 === 0))).toEqual([
      'zone-down us-east-1a critical',
    ]);
  });

  it('of one or two nodes degrades only', () => {
    expect(found(world(6, index => index % 3 === 0))).toEqual([
      'zone-down us-east-1a degraded',
    ]);
  });

  it.each([
    // Of 12 nodes 4 are in the zone: 3 of 4 is 75 %, 2 is not more than two.
    [12, 3, ['zone-partial us-east-1a degraded']],
    [12, 2, []],
    // Of 18 nodes 6 are in the zone: 3 of 6 is 50 %, 4 is 67 %.
    [18, 3, []],
    [18, 4, ['zone-partial us-east-1a degraded']],
  ])('%d nodes, %d of the zone not ready: %j', (count, down, expected) => {
    const nodes = world(count, i => i % 3 === 0 && i / 3 < down);
    expect(found(nodes)).toEqual(expected);
  });

  it('one zone alone is no zone', () => {
    const nodes = world(3, () => true).map(node => ({
      ...node,
      labels: { ...node.labels, 'topology.kubernetes.io/zone': 'a' },
    }));
    expect(found(nodes)).toEqual([]);
  });

  it('explains its nodes, which explain the workload whose pods they hold', () => {
    const nodes = world(9, index => index % 3 === 0);
    const pods = nodes
      .filter((_, index) => index % 3 === 0)
      .map(({ name }, index) =>
        aPod({ name: `p${index}`, nodeName: name, ready: false }),
      );
    const view = viewAfter(0, {
      nodes,
      pods,
      workloads: [aWorkload({ ready: 0, available: 0 })],
    });
    const zone = view.list.find(({ rule }) => rule === 'zone-down');
    const effects = view.list.filter(({ cause }) => cause === zone?.id);
    expect(effects.map(({ rule }) => rule).sort()).toEqual([
      'group-zone-empty',
      'node-lost',
      'node-lost',
      'node-lost',
      'workload-unavailable',
    ]);
    expect(zone).toMatchObject({
      impact: { pods: 3, components: ['video-worker'] },
    });
    expect(zone?.explains).toHaveLength(5);
    expect(view.list[0]?.id).toBe(zone?.id);
  });
});
