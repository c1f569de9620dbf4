import { MINUTE } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  ago,
  aNode,
  aPod,
  someNodes,
  TEST_NOW,
} from '../testUtils';
import { assessCluster } from './assess';
import { ClusterFacts } from './facts';
import { fleetView } from './fleetView';
import { nodeGroupView, nodeView } from './nodeView';

const assess = (facts: Partial<ClusterFacts> = {}, now = TEST_NOW) =>
  assessCluster(aClusterFacts(facts), { now }).view;

const LOST = { conditions: [aCondition('Ready', 'Unknown')] };

describe('a cluster', () => {
  it('is healthy when nothing is found and everything is live', () => {
    expect(assess()).toMatchObject({
      state: 'healthy',
      freshness: { state: 'live' },
      version: 'v1.34.1-eks-1a2b3c4',
      region: 'us-east-1',
      zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
      nodes: { ready: 3, total: 3 },
      groups: { healthy: 1, total: 1 },
      pods: { running: 0, pending: 0, total: 0 },
      list: [],
    });
    expect(assess()).not.toHaveProperty('since');
    expect(assess()).not.toHaveProperty('worst');
  });

  it('is as bad as its worst group, and one lost node of ten only degrades it', () => {
    const nodes = [
      ...someNodes(10, 'workers', index => (index === 4 ? LOST : {})),
      ...someNodes(3, 'core'),
    ];
    const view = assess({ nodes });
    expect(view.state).toBe('degraded');
    expect(view.since).toBe(nodes[4].conditions[0].lastTransitionTime);
    expect(view.worst?.rule).toBe('node-lost');
    expect(view.nodeGroups.map(({ name, state }) => [name, state])).toEqual([
      ['core', 'healthy'],
      ['workers', 'degraded'],
    ]);
    expect(view.nodeGroups[1].nodes[4]).toMatchObject({
      health: 'unhealthy',
      status: 'not-ready',
      worst: 'critical',
    });
    expect(view.findings).toEqual({
      info: 0,
      unknown: 0,
      warning: 1,
      degraded: 0,
      critical: 1,
    });
  });

  it('without nodes is degraded, never healthy', () => {
    const view = assess({ nodes: [] });
    expect(view.list.map(({ rule }) => rule)).toEqual(['cluster-no-nodes']);
    expect(view.state).toBe('degraded');
  });

  it('stays healthy while nodes leave as planned', () => {
    const nodes = someNodes(3, 'workers', index =>
      index === 0
        ? { taints: [{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }] }
        : {},
    );
    const view = assess({ nodes });
    expect(view.state).toBe('healthy');
    expect(view.findings.info).toBe(1);
  });
});

describe('capacity', () => {
  it('is what there is, what is asked for and what is used', () => {
    const view = assess({
      nodes: [aNode()],
      pods: [
        aPod(),
        aPod({ name: 'ended', phase: 'Succeeded' }),
        aPod({ name: 'elsewhere', nodeName: 'gone' }),
      ],
      usage: {
        'ip-10-0-1-1.ec2.internal': {
          cpuMillis: 600,
          memoryBytes: 700,
          at: ago(1000),
        },
      },
    });
    expect(view.capacity).toEqual({
      cpu: { allocatable: 16_000, requested: 1000, used: 600 },
      memory: { allocatable: 2 ** 35, requested: 2 ** 30, used: 700 },
      pods: { allocatable: 234, requested: 1 },
      usedAt: ago(1000),
    });
  });

  it('is not read from what every object inherits', () => {
    const facts = aClusterFacts({ nodes: [aNode({ name: 'constructor' })] });
    const { view } = assessCluster(facts, { now: TEST_NOW });
    const node = nodeView(facts, view, 'constructor')!;
    expect(node.capacity).not.toHaveProperty('usedAt');
    expect(node).not.toHaveProperty('leaseRenewedAt');
  });
});

describe('nodeView and nodeGroupView', () => {
  const facts = aClusterFacts({
    nodes: someNodes(3, 'workers', index => (index === 1 ? LOST : {})),
    pods: [
      aPod({ name: 'b', nodeName: 'workers-0001' }),
      aPod({ name: 'a', nodeName: 'workers-0001' }),
      aPod({ name: 'c', nodeName: 'workers-0002' }),
    ],
    leases: { 'workers-0001': ago(50_000) },
    events: [
      ['1', 'Node', 'workers-0001', undefined, 5],
      ['2', 'Pod', 'a', 'textloom', 3],
      ['3', 'Pod', 'a', 'other', 2],
      ['4', 'Pod', 'c', 'textloom', 1],
    ].map(([uid, kind, name, namespace, minutes]) => ({
      uid: String(uid),
      at: ago(Number(minutes) * MINUTE),
      type: 'Warning' as const,
      reason: 'Some',
      message: '',
      count: 1,
      object: {
        kind: String(kind),
        name: String(name),
        ...(namespace !== undefined && { namespace: String(namespace) }),
      },
    })),
  });
  const { view } = assessCluster(facts, { now: TEST_NOW });

  it('give one node with its pods, events, verdicts and findings', () => {
    const node = nodeView(facts, view, 'workers-0001')!;
    expect(node).toMatchObject({
      cluster: 'textloom-prod',
      status: 'not-ready',
      capacityType: 'ON_DEMAND',
      leaseRenewedAt: ago(50_000),
      conditions: [{ type: 'Ready', verdict: 'unknown' }],
    });
    expect(node.pods.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(node.events.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(node.findings.map(({ rule }) => rule)).toEqual(['node-lost']);
  });

  it('give one group with its findings', () => {
    const group = nodeGroupView(view, 'workers')!;
    expect(group.state).toBe('degraded');
    expect(group.list.map(({ rule }) => rule)).toEqual([
      'node-lost',
      'group-some-unhealthy',
      'group-zone-empty',
    ]);
  });

  it('give nothing for names that are not there', () => {
    expect(nodeView(facts, view, 'nobody')).toBeUndefined();
    expect(nodeGroupView(view, 'nothing')).toBeUndefined();
  });
});

describe('fleetView', () => {
  it('puts first what wants attention, then goes by name', () => {
    const named = (name: string, facts: Partial<ClusterFacts>) =>
      assess({ name, ...facts });
    const unknown = { sources: [] };
    const degraded = {
      nodes: someNodes(3, 'workers', index => (index === 0 ? LOST : {})),
    };
    const fleet = fleetView(
      [
        named('b', {}),
        named('a', {}),
        named('d', degraded),
        named('u', unknown),
        named('x', { nodes: someNodes(2, 'workers', () => LOST) }),
      ],
      TEST_NOW,
    );
    expect(fleet.clusters.map(({ name }) => name)).toEqual([
      'x',
      'u',
      'd',
      'a',
      'b',
    ]);
    expect(fleet.clusters[0]).not.toHaveProperty('nodeGroups');
    expect(fleet.clusters[0]).not.toHaveProperty('list');
  });
});
