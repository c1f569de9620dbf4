import { earliest } from '@textloom/kernel';
import { NodeFacts, NodeUsage, PodFacts } from './facts';
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

/** Capacity of one node. Requests are absent when the pods are not known. */
export function nodeCapacity(
  node: NodeFacts,
  pods: readonly PodFacts[],
  podsKnown: boolean,
  usage: NodeUsage | undefined,
): Capacity {
  const holding = pods.filter(holdsResources);
  const known = (requested: number) => (podsKnown ? requested : undefined);
  return {
    cpu: figure(
      node.allocatable.cpuMillis,
      known(sum(holding, pod => pod.requests.cpuMillis)),
      usage?.cpuMillis,
    ),
    memory: figure(
      node.allocatable.memoryBytes,
      known(sum(holding, pod => pod.requests.memoryBytes)),
      usage?.memoryBytes,
    ),
    pods: figure(node.allocatable.pods, known(holding.length), undefined),
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
