import { Node, Pod } from './objects';
import { bytes, cpuMillis } from './quantity';

/** CPU in millicores and memory in bytes. */
export interface Amount {
  cpuMillis: number;
  memoryBytes: number;
}

export const ZERO: Amount = { cpuMillis: 0, memoryBytes: 0 };

/** Sum of two amounts. */
export function add(a: Amount, b: Amount): Amount {
  return {
    cpuMillis: a.cpuMillis + b.cpuMillis,
    memoryBytes: a.memoryBytes + b.memoryBytes,
  };
}

function requestOf(container: {
  resources?: { requests?: { cpu?: string; memory?: string } };
}): Amount {
  const requests = container.resources?.requests;
  return {
    cpuMillis: cpuMillis(requests?.cpu),
    memoryBytes: bytes(requests?.memory),
  };
}

/**
 * What the scheduler reserves for a pod: overhead + max(Σ app and restartable init containers, largest init
 * container) (Kubernetes documentation, "Init containers", effective request).
 */
export function podRequest(pod: Pod): Amount {
  const inits = pod.spec.initContainers ?? [];
  const running = [
    ...pod.spec.containers,
    ...inits.filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ];
  const sum = running.map(requestOf).reduce(add, ZERO);
  const starting = inits
    .filter(({ restartPolicy }) => restartPolicy !== 'Always')
    .map(requestOf);
  const overhead = {
    cpuMillis: cpuMillis(pod.spec.overhead?.cpu),
    memoryBytes: bytes(pod.spec.overhead?.memory),
  };
  return add(overhead, {
    cpuMillis: Math.max(sum.cpuMillis, ...starting.map(a => a.cpuMillis)),
    memoryBytes: Math.max(sum.memoryBytes, ...starting.map(a => a.memoryBytes)),
  });
}

/** What a node offers to pods. */
export function allocatable(node: Node): Amount & { pods: number } {
  const amounts = node.status?.allocatable ?? node.status?.capacity;
  return {
    cpuMillis: cpuMillis(amounts?.cpu),
    memoryBytes: bytes(amounts?.memory),
    pods: Number(amounts?.pods ?? 0),
  };
}
