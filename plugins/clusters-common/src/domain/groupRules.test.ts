import { MINUTE } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  ago,
  aPod,
  someNodes,
  TEST_NOW,
} from '../testUtils';
import { assessCluster } from './assess';
import { ClusterFacts, NodeFacts } from './facts';
import { NO_HISTORY } from './history';

const LOST = { conditions: [aCondition('Ready', 'Unknown')] };

/** Nodes of which the first so many are lost, in one zone so that zone rules stay silent. */
function withLost(total: number, lost: number): NodeFacts[] {
  return someNodes(total, 'workers', index => ({
    labels: { 'eks.amazonaws.com/nodegroup': 'workers' },
    ...(index < lost && LOST),
  }));
}

function groupOf(facts: Partial<ClusterFacts>, name = 'workers') {
  const { view } = assessCluster(aClusterFacts(facts), { now: TEST_NOW });
  const group = view.nodeGroups.find(item => item.name === name)!;
  const rules = view.list
    .filter(({ object }) => object.kind === 'NodeGroup')
    .map(({ rule, severity }) => `${rule}:${severity}`);
  return { group, rules, view };
}

describe('unhealthy nodes', () => {
  it.each([
    [3, 0, 'healthy', []],
    [3, 1, 'degraded', ['group-some-unhealthy:warning']],
    [3, 2, 'degraded', ['group-many-unhealthy:degraded']],
    [5, 1, 'degraded', ['group-some-unhealthy:warning']],
    [5, 2, 'degraded', ['group-many-unhealthy:degraded']],
    [5, 3, 'degraded', ['group-many-unhealthy:degraded']],
    [5, 4, 'unhealthy', ['group-many-unhealthy:critical']],
    [10, 1, 'degraded', ['group-some-unhealthy:warning']],
    [10, 2, 'degraded', ['group-some-unhealthy:warning']],
    [10, 3, 'degraded', ['group-many-unhealthy:degraded']],
    [10, 4, 'degraded', ['group-many-unhealthy:degraded']],
    [10, 5, 'unhealthy', ['group-many-unhealthy:critical']],
    [15, 3, 'degraded', ['group-some-unhealthy:warning']],
    [20, 9, 'degraded', ['group-many-unhealthy:degraded']],
    [20, 10, 'unhealthy', ['group-many-unhealthy:critical']],
    [501, 101, 'degraded', ['group-some-unhealthy:warning']],
    [501, 102, 'degraded', ['group-many-unhealthy:degraded']],
    [501, 225, 'degraded', ['group-many-unhealthy:degraded']],
    [501, 226, 'unhealthy', ['group-many-unhealthy:critical']],
  ])('of %d nodes %d lost: %s', (total, lost, state, found) => {
    const { group, rules, view } = groupOf({ nodes: withLost(total, lost) });
    expect(rules).toEqual(found);
    expect(group).toMatchObject({ state, total, ready: total - lost });
    expect(group.nodes).toHaveLength(total);
    expect(view.state).toBe(state);
  });
});

describe('no node ready', () => {
  it('is critical', () => {
    const { rules, group } = groupOf({ nodes: withLost(2, 2) });
    expect(rules).toContain('group-none-ready:critical');
    expect(group.state).toBe('unhealthy');
  });

  it('is not healthy, but no outage either, while all of them start', () => {
    const nodes = someNodes(2, 'workers', () => ({
      createdAt: ago(MINUTE),
      conditions: [
        aCondition('Ready', 'False', { lastTransitionTime: ago(MINUTE) }),
      ],
    }));
    const { rules, group } = groupOf({ nodes });
    expect(rules).toEqual(['group-none-ready:warning']);
    expect(group.state).toBe('degraded');
  });
});

describe('zones', () => {
  const zoned = (...zones: string[]) =>
    zones.flatMap((zone, at) =>
      someNodes(1, `n${at}`).map(node => ({
        ...node,
        labels: {
          'eks.amazonaws.com/nodegroup': 'workers',
          'topology.kubernetes.io/zone': zone,
        },
      })),
    );

  it.each([
    ['abc', []],
    ['aabbc', []],
    ['aaabbc', ['group-zone-uneven:warning']],
    ['aaaab', []],
    ['aaaa', []],
    [`${'a'.repeat(12)}${'b'.repeat(10)}${'c'.repeat(10)}`, []],
    [
      `${'a'.repeat(13)}${'b'.repeat(10)}${'c'.repeat(10)}`,
      ['group-zone-uneven:warning'],
    ],
  ])('%s is uneven: %p', (zones, found) => {
    expect(groupOf({ nodes: zoned(...zones) }).rules).toEqual(found);
  });

  it('tells a zone without a ready node by its name', () => {
    const nodes = someNodes(6, 'workers', index =>
      index % 3 === 1 ? LOST : {},
    );
    const { rules, view } = groupOf({ nodes });
    expect(rules).toContain('group-zone-empty:warning');
    expect(
      view.list.find(({ rule }) => rule === 'group-zone-empty')?.params,
    ).toMatchObject({ zone: 'us-east-1b', group: 'workers' });
  });

  it('says nothing of a zone whose nodes start or leave', () => {
    const nodes = someNodes(6, 'workers', index =>
      index % 3 === 1
        ? {
            taints: [{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }],
            conditions: [
              aCondition('Ready', 'Unknown', { lastTransitionTime: ago(0) }),
            ],
          }
        : {},
    );
    expect(groupOf({ nodes }).rules).toEqual([]);
  });

  it('does not count nodes that leave as spread', () => {
    const leaving = zoned(...'aaabbc').map((node, index) =>
      index === 0
        ? {
            ...node,
            taints: [{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }],
          }
        : node,
    );
    expect(groupOf({ nodes: leaving }).rules).toEqual([]);
  });

  it('says nothing of a zone that still has a ready node', () => {
    const nodes = someNodes(6, 'workers', index => (index === 1 ? LOST : {}));
    expect(groupOf({ nodes }).rules).not.toContain('group-zone-empty:warning');
  });
});

describe('versions', () => {
  it.each([
    [{ kubeletVersion: 'v1.33.2' }, true],
    [{}, false],
  ])('one node with %p is mixed: %s', (odd, mixed) => {
    const nodes = someNodes(3, 'workers', index => (index === 0 ? odd : {}));
    expect(groupOf({ nodes }).rules).toEqual(
      mixed ? ['group-mixed-versions:warning'] : [],
    );
  });

  it('sees images, too', () => {
    const nodes = someNodes(3).map((node, index) => ({
      ...node,
      labels: {
        ...node.labels,
        'eks.amazonaws.com/nodegroup-image': `ami-${index % 2}`,
      },
    }));
    expect(groupOf({ nodes }).rules).toEqual(['group-mixed-versions:warning']);
  });
});

describe('spare node', () => {
  const MIB = 2 ** 20;
  const sizes = [4000, 8000, 6000];
  const nodes = someNodes(3, 'workers', index => ({
    allocatable: {
      cpuMillis: sizes[index],
      memoryBytes: sizes[index] * MIB,
      pods: 100,
    },
  }));
  const pod = (cpuMillis: number, memoryMib = 0) =>
    aPod({
      nodeName: 'workers-0001',
      requests: { cpuMillis, memoryBytes: memoryMib * MIB },
    });
  const rulesFor = (...pods: ReturnType<typeof pod>[]) =>
    groupOf({ nodes, pods }).rules;

  it.each([
    [10_000, 0, []],
    [10_001, 0, ['group-no-spare-node:info']],
    [0, 10_000, []],
    [0, 10_001, ['group-no-spare-node:info']],
  ])(
    '%d millicores and %d MiB against all but the largest',
    (cpu, mib, found) => {
      expect(rulesFor(pod(cpu, mib))).toEqual(found);
    },
  );

  it('is a warning after 10 min', () => {
    const facts = aClusterFacts({ nodes, pods: [pod(10_001)] });
    const at = (now: number, previous = NO_HISTORY) =>
      assessCluster(facts, { now, previous });
    const severity = ({ view }: ReturnType<typeof at>) =>
      view.list.find(({ rule }) => rule === 'group-no-spare-node')?.severity;
    const first = at(TEST_NOW);
    const before = at(TEST_NOW + 10 * MINUTE - 1, first.history);
    const after = at(TEST_NOW + 10 * MINUTE, before.history);
    expect([first, before, after].map(severity)).toEqual([
      'info',
      'info',
      'warning',
    ]);
    expect(first.view.state).toBe('healthy');
    expect(after.view.state).toBe('degraded');
  });

  it('counts only nodes that take pods', () => {
    const cordoned = nodes.map((node, index) =>
      index === 2 ? { ...node, unschedulable: true } : node,
    );
    const { rules } = groupOf({ nodes: cordoned, pods: [pod(4_001)] });
    expect(rules).toEqual(['group-no-spare-node:info']);
  });

  it('is not asked of a single node', () => {
    expect(
      groupOf({ nodes: nodes.slice(1, 2), pods: [pod(8_000)] }).rules,
    ).toEqual([]);
  });
});

describe('summary', () => {
  it('tells the group in words of its nodes', () => {
    const pods = [
      aPod({ name: 'a', nodeName: 'workers-0000', component: 'web' }),
      aPod({ name: 'b', nodeName: 'workers-0001', component: 'api' }),
      aPod({ name: 'c', nodeName: 'workers-0002', component: 'api' }),
    ];
    expect(groupOf({ pods }).group).toMatchObject({
      name: 'workers',
      label: 'eks.amazonaws.com/nodegroup',
      zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
      instanceTypes: ['c5.4xlarge'],
      capacityTypes: ['ON_DEMAND'],
      kubeletVersions: ['v1.34.1-eks-1a2b3c4'],
      components: ['api', 'web'],
      findings: 0,
    });
  });

  it('begins with its oldest cause', () => {
    const lost = (minutes: number) => ({
      conditions: [
        aCondition('Ready', 'Unknown', {
          lastTransitionTime: ago(minutes * MINUTE),
        }),
      ],
    });
    const nodes = someNodes(6, 'workers', index =>
      index < 2 ? lost(10 + index) : {},
    );
    expect(groupOf({ nodes }).group.since).toBe(ago(11 * MINUTE));
  });
});
