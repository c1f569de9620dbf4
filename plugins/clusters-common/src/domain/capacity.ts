import { earliest } from '@textloom/kernel';
import { NodeFacts, NodeUsage, Resources } from './facts';
import { Capacity, CapacityFigure } from './views';

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

/** Capacity of one node and what its pods hold of it. Requests are absent when the pods are not known. */
export function nodeCapacity(
  node: NodeFacts,
  held: Resources,
  podsKnown: boolean,
  usage: NodeUsage | undefined,
): Capacity {
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

function sumFigures(
  parts: readonly Capacity[],
  resource: 'cpu' | 'memory' | 'pods',
): CapacityFigure {
  let allocatable = 0;
  let requested: number | undefined;
  let used: number | undefined;
  for (const { [resource]: part } of parts) {
    allocatable += part.allocatable;
    if (part.requested !== undefined) {
      requested = (requested ?? 0) + part.requested;
    }
    if (part.used !== undefined) {
      used = (used ?? 0) + part.used;
    }
  }
  return figure(allocatable, requested, used);
}

/**
 * Sum of capacities. `used` is the sum over those whose usage is known, absent when none is;
 * `usedAt` is the oldest of their times.
 */
export function sumCapacity(parts: readonly Capacity[]): Capacity {
  const usedAt = earliest(parts.map(part => part.usedAt));
  return {
    cpu: sumFigures(parts, 'cpu'),
    memory: sumFigures(parts, 'memory'),
    pods: sumFigures(parts, 'pods'),
    ...(usedAt !== undefined && { usedAt }),
  };
}
