/** Nodes of one kind in production. */
export interface NodeGroup {
  readonly nodes: number;
  readonly cores: number;
  /** As the kernel sees it, MiB. */
  readonly memoryMi: number;
  readonly maxPods: number;
}

/**
 * The node groups of the architecture document: 5 c5.2xlarge for the API, 10
 * c5.4xlarge for workers, 3 c5.9xlarge for urgent ones.
 */
export const NODE_GROUPS: Readonly<Record<string, NodeGroup>> = {
  compute: { nodes: 5, cores: 8, memoryMi: 15_580, maxPods: 58 },
  worker: { nodes: 10, cores: 16, memoryMi: 31_420, maxPods: 234 },
  'high-performance': { nodes: 3, cores: 36, memoryMi: 70_410, maxPods: 234 },
};

/** Label of EKS that says to which group a node belongs. */
export const NODE_GROUP_LABEL = 'eks.amazonaws.com/nodegroup';

const MI = 2 ** 20;

/** Per node for what runs on each of them: network, logs, metrics, storage. */
const DAEMONS = { cores: 0.155, memoryMi: 284 };

/**
 * What pods may ask for on one node: EKS keeps 255 MiB and 11 MiB per pod, the
 * kubelet evicts at 100 MiB, and CPU is kept by a falling share of the cores.
 */
export function allocatableOf(group: NodeGroup): {
  cores: number;
  bytes: number;
} {
  const { cores, memoryMi, maxPods } = group;
  const share = (from: number, to: number, part: number) =>
    Math.max(0, Math.min(cores, to) - from) * part;
  const kept =
    share(0, 1, 0.06) +
    share(1, 2, 0.01) +
    share(2, 4, 0.005) +
    share(4, cores, 0.0025);
  return {
    cores: cores - kept - DAEMONS.cores,
    bytes: (memoryMi - 255 - 11 * maxPods - 100 - DAEMONS.memoryMi) * MI,
  };
}
