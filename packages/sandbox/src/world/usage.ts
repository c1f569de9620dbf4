import { Node, Pod } from './objects';
import { podsByNode } from './podsByNode';
import { smoothNoise, unit } from './random';
import { add, allocatable, Amount, podRequest, ZERO } from './requests';
import { ClusterWorld } from './world';

const MI = 2 ** 20;
const DAY_MS = 86_400_000;
/** Share of allocatable memory in use under memory pressure. */
const PRESSURE_SHARE = 0.965;

/**
 * What a pod uses at a time: a share of its request that follows the day (busiest at 20:00 in Singapore) and
 * moves smoothly. A pure function of seed, pod and time.
 */
export function podUsage(world: ClusterWorld, pod: Pod, at: number): Amount {
  if (pod.status.phase !== 'Running') {
    return ZERO;
  }
  const component =
    pod.metadata.labels?.['app.kubernetes.io/name'] ?? pod.metadata.name;
  const key = `${world.seed}/${world.name}/${component}`;
  const own = `${key}/${pod.metadata.name}`;
  const hour = ((at % DAY_MS) / DAY_MS) * 2 * Math.PI;
  const daily = Math.cos(hour - Math.PI);
  const cpuShare =
    0.42 +
    0.12 * unit(`${key}/cpu`) +
    0.07 * daily +
    0.04 * smoothNoise(own, at, 90_000);
  const memoryShare =
    0.5 +
    0.12 * unit(`${key}/memory`) +
    0.02 * daily +
    0.02 * smoothNoise(`${own}/memory`, at, 600_000);
  const request = podRequest(pod);
  return {
    cpuMillis: Math.max(1, request.cpuMillis * cpuShare),
    memoryBytes: Math.max(8 * MI, request.memoryBytes * memoryShare),
  };
}

/** What kubelet, container runtime and kernel use beside pods. */
function systemUsage(world: ClusterWorld, node: Node, at: number): Amount {
  const offered = allocatable(node);
  const noise = smoothNoise(
    `${world.seed}/${node.metadata.name}/system`,
    at,
    120_000,
  );
  return {
    cpuMillis: offered.cpuMillis * (0.03 + 0.006 * noise),
    memoryBytes: 260 * MI + offered.memoryBytes * (0.03 + 0.004 * noise),
  };
}

/** What a node uses at a time: its pods and the system; nearly all memory while it is under pressure. */
export function nodeUsage(world: ClusterWorld, node: Node, at: number): Amount {
  const pods = podsByNode(world.store).get(node.metadata.name) ?? [];
  const usage = pods
    .map(pod => podUsage(world, pod, at))
    .reduce(add, systemUsage(world, node, at));
  const noise = smoothNoise(`${node.metadata.name}/pressure`, at, 60_000);
  return world.faults.memoryPressure.has(node.metadata.name)
    ? {
        ...usage,
        memoryBytes:
          allocatable(node).memoryBytes * (PRESSURE_SHARE + 0.01 * noise),
      }
    : usage;
}
