import { Resources } from '../facts';
import { Capacity } from '../views';

/** Request of one pod. */
export interface PodShape {
  cpuMillis: number;
  memoryBytes: number;
}

/** What is left of a node, a group or a cluster; negative where more is asked for than there is. */
export function freeOf({ cpu, memory, pods }: Capacity): Resources {
  return {
    cpuMillis: cpu.allocatable - (cpu.requested ?? 0),
    memoryBytes: memory.allocatable - (memory.requested ?? 0),
    pods: pods.allocatable - (pods.requested ?? 0),
  };
}

/** How many pods of a shape fit into what is free, and what runs out first. */
export function fitsInto(
  free: Resources,
  shape: PodShape,
): { fits: number; limitedBy: 'cpu' | 'memory' | 'pods' } {
  const most = (amount: number, each: number) =>
    each > 0 ? Math.floor(amount / each) : Infinity;
  const cpu = most(free.cpuMillis, shape.cpuMillis);
  const memory = most(free.memoryBytes, shape.memoryBytes);
  const fits = Math.max(0, Math.min(cpu, memory, free.pods));
  if (cpu <= memory && cpu <= free.pods) {
    return { fits, limitedBy: 'cpu' };
  }
  return { fits, limitedBy: memory <= free.pods ? 'memory' : 'pods' };
}

/** Sum of amounts. */
export function addAll(parts: readonly Resources[]): Resources {
  return parts.reduce(
    (sum, part) => ({
      cpuMillis: sum.cpuMillis + part.cpuMillis,
      memoryBytes: sum.memoryBytes + part.memoryBytes,
      pods: sum.pods + part.pods,
    }),
    { cpuMillis: 0, memoryBytes: 0, pods: 0 },
  );
}
