import { isReady } from '../controllers/pods';
import { buildCluster } from './build';
import { CLUSTER_PLANS, NODE_GROUP_LABEL } from './clusters';
import { metricsResources } from './metrics';
import {
  AUTOSCALERS,
  DAEMON_SETS,
  DEPLOYMENTS,
  LEASES,
  listOf,
  Node,
  NODES,
  PODS,
} from './objects';
import { add, allocatable, Amount, podRequest, ZERO } from './requests';
import { nodeUsage } from './usage';
import { ClusterWorld } from './world';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const HOUR = 3_600_000;

const build = (index: number, seed: number) =>
  buildCluster({ seed, plan: CLUSTER_PLANS[index], now: () => NOW });

const groupOf = (node: Node) => node.metadata.labels?.[NODE_GROUP_LABEL] ?? '';

function groups(world: ClusterWorld): Map<string, Node[]> {
  const byGroup = new Map<string, Node[]>();
  for (const node of listOf(world.store, NODES)) {
    byGroup.set(groupOf(node), [...(byGroup.get(groupOf(node)) ?? []), node]);
  }
  return byGroup;
}

function requestedOn(world: ClusterWorld, nodes: Node[]): Amount {
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  return listOf(world.store, PODS)
    .filter(pod => names.has(pod.spec.nodeName ?? ''))
    .map(podRequest)
    .reduce(add, ZERO);
}

const counts = (world: ClusterWorld) =>
  Object.fromEntries([...groups(world)].map(([name, n]) => [name, n.length]));

it('has the node groups of the architecture', () => {
  expect(counts(build(0, 1))).toEqual({
    management: 3,
    compute: 5,
    worker: 10,
    'high-performance': 3,
  });
  expect(counts(build(1, 1))).toEqual({ system: 2, apps: 4, worker: 3 });
});

it('is the same for the same seed and another for another', () => {
  const snapshot = (seed: number) => {
    const { store } = build(0, seed);
    return JSON.stringify([...listOf(store, NODES), ...listOf(store, PODS)]);
  };
  expect(snapshot(4)).toBe(snapshot(4));
  expect(snapshot(4)).not.toBe(snapshot(5));
});

it('carries the autoscaler bounds and thresholds of the architecture', () => {
  const autoscalers = listOf(build(0, 1).store, AUTOSCALERS).map(
    ({ metadata, spec }) => ({
      name: metadata.name,
      min: spec.minReplicas,
      max: spec.maxReplicas,
      targets: spec.metrics?.map(
        ({ resource }) =>
          `${resource?.name} ${resource?.target.averageUtilization}`,
      ),
    }),
  );
  expect(autoscalers).toEqual([
    { name: 'textloom-api', min: 5, max: 50, targets: ['cpu 70', 'memory 80'] },
    { name: 'textloom-worker', min: 10, max: 100, targets: ['cpu 75'] },
  ]);
});

describe.each([
  ['textloom-prod', 0, 1],
  ['textloom-prod', 0, 20_261_125],
  ['textloom-nonprod', 1, 1],
  ['textloom-nonprod', 1, 20_261_125],
])('%s, undisturbed (plan %d, seed %d)', (_, index, seed) => {
  const world = build(index, seed);
  const nodes = listOf(world.store, NODES);

  it('has every pod running and ready, and every workload complete', () => {
    const pods = listOf(world.store, PODS);
    expect(pods.filter(pod => !isReady(pod))).toEqual([]);
    for (const { metadata, spec, status } of listOf(world.store, DEPLOYMENTS)) {
      expect([metadata.name, status?.availableReplicas]).toEqual([
        metadata.name,
        spec.replicas,
      ]);
    }
    for (const { metadata, status } of listOf(world.store, DAEMON_SETS)) {
      expect([metadata.name, status?.numberReady]).toEqual([
        metadata.name,
        nodes.length,
      ]);
    }
  });

  it('has nodes with good conditions, no taint of trouble and fresh leases', () => {
    for (const { status, spec } of nodes) {
      const bad = status?.conditions?.filter(
        ({ type, status: value }) => (value === 'True') !== (type === 'Ready'),
      );
      expect(bad).toEqual([]);
      const keys = (spec?.taints ?? []).map(({ key }) => key);
      expect(keys.filter(key => key.startsWith('node.'))).toEqual([]);
    }
    const leases = listOf(world.store, LEASES);
    expect(leases).toHaveLength(nodes.length);
    expect(leases.map(({ spec }) => Date.parse(spec.renewTime))).toEqual(
      leases.map(() => NOW),
    );
  });

  it('fits every pod on its node', () => {
    for (const node of nodes) {
      const { cpuMillis, memoryBytes } = requestedOn(world, [node]);
      const offered = allocatable(node);
      expect(cpuMillis).toBeLessThanOrEqual(offered.cpuMillis);
      expect(memoryBytes).toBeLessThanOrEqual(offered.memoryBytes);
      const pods = listOf(world.store, PODS).filter(
        pod => pod.spec.nodeName === node.metadata.name,
      );
      expect(pods.length).toBeLessThanOrEqual(offered.pods);
    }
  });

  it('could lose the largest node of each group (N−1)', () => {
    for (const [name, members] of groups(world)) {
      const requested = requestedOn(world, members);
      const offered = members.map(allocatable);
      const largest = (field: keyof Amount) =>
        offered.reduce((sum, amount) => sum + amount[field], 0) -
        Math.max(...offered.map(amount => amount[field]));
      expect([name, requested.cpuMillis < largest('cpuMillis')]).toEqual([
        name,
        true,
      ]);
      expect([name, requested.memoryBytes < largest('memoryBytes')]).toEqual([
        name,
        true,
      ]);
    }
  });

  it('spreads each group evenly over the zones', () => {
    for (const members of groups(world).values()) {
      const zones = new Map<string, number>();
      for (const { metadata } of members) {
        const zone = metadata.labels?.['topology.kubernetes.io/zone'] ?? '';
        zones.set(zone, (zones.get(zone) ?? 0) + 1);
      }
      const sizes = [...zones.values()];
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });

  it('stays below 70 % CPU and 80 % memory around the clock', () => {
    for (let hour = 0; hour < 24; hour += 2) {
      for (const node of nodes) {
        const used = nodeUsage(world, node, NOW + hour * HOUR);
        const offered = allocatable(node);
        expect(used.cpuMillis / offered.cpuMillis).toBeLessThan(0.7);
        expect(used.memoryBytes / offered.memoryBytes).toBeLessThan(0.8);
      }
    }
  });

  it('moves its usage smoothly', () => {
    const [node] = nodes;
    for (let second = 0; second < 600; second += 15) {
      const before = nodeUsage(world, node, NOW + second * 1000).cpuMillis;
      const after = nodeUsage(
        world,
        node,
        NOW + (second + 15) * 1000,
      ).cpuMillis;
      expect(Math.abs(after - before) / before).toBeLessThan(0.1);
    }
  });

  it('measures every node, and a pod’s containers to its sum', () => {
    const metrics = metricsResources(world);
    expect(metrics.get('nodes.metrics.k8s.io')?.list()).toHaveLength(
      nodes.length,
    );
    expect(metrics.get('pods.metrics.k8s.io')?.list()).toHaveLength(
      listOf(world.store, PODS).length,
    );
  });
});
