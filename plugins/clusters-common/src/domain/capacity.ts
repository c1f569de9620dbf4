import { earliest } from '@textloom/kernel';
import { NodeFacts, NodeUsage, PodFacts, Resources } from './facts';
import { Capacity, CapacityFigure } from './views';

/** Whether a pod holds what it requested. */
export function holdsResources(pod: PodFacts): boolean {
  return pod.phase !== 'Succeeded' && pod.phase !== 'Failed';
}

function figure(
  allocatable: number,
  requested: number | undefined,
  used: number | undefined,
): CapacityFigure {
  return {
    allocatable,
    ...(requested !== undefined && { requested }),
    ...(used !== undefined && { used }),
  };
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}

const sums = new WeakMap<readonly PodFacts[], Resources>();

/** What the pods of a node hold together; worked out once for each list, which never changes. */
function heldBy(pods: readonly PodFacts[]): Resources {
  const known = sums.get(pods);
  if (known) {
    return known;
  }
  const holding = pods.filter(holdsResources);
  const held = {
    cpuMillis: sum(holding, pod => pod.requests.cpuMillis),
    memoryBytes: sum(holding, pod => pod.requests.memoryBytes),
    pods: holding.length,
  };
  sums.set(pods, held);
  return held;
}

/** Capacity of one node. Requests are absent when the pods are not known. */
export function nodeCapacity(
  node: NodeFacts,
  pods: readonly PodFacts[],
  podsKnown: boolean,
  usage: NodeUsage | undefined,
): Capacity {
  const held = heldBy(pods);
  const known = (requested: number) => (podsKnown ? requested : undefined);
  return {
    cpu: figure(
      node.allocatable.cpuMillis,
      known(held.cpuMillis),
      usage?.cpuMillis,
    ),
    memory: figure(
      node.allocatable.memoryBytes,
      known(held.memoryBytes),
      usage?.memoryBytes,
    ),
    pods: figure(node.allocatable.pods, known(held.pods), undefined),
    ...(usage && { usedAt: usage.at }),
  };
}

function sumFigures(figures: readonly CapacityFigure[]): CapacityFigure {
  const total = (key: 'requested' | 'used') => {
    const known = figures.flatMap(item => item[key] ?? []);
    return known.length ? sum(known, value => value) : undefined;
  };
  return figure(
    sum(figures, item => item.allocatable),
    total('requested'),
    total('used'),
  );
}

/**
 * Sum of capacities. `used` is the sum over those whose usage is known, absent when none is;
 * `usedAt` is the oldest of their times.
 */
export function sumCapacity(parts: readonly Capacity[]): Capacity {
  const usedAt = earliest(parts.map(part => part.usedAt));
  return {
    cpu: sumFigures(parts.map(part => part.cpu)),
    memory: sumFigures(parts.map(part => part.memory)),
    pods: sumFigures(parts.map(part => part.pods)),
    ...(usedAt !== undefined && { usedAt }),
  };
}
