import { KubeObject } from './helmTemplate';

/** CPU in millicores, memory in MiB. */
export interface Amount {
  cpu: number;
  memory: number;
}

/** Nodes that hold pods: allocatable of one node, and how many of them. */
export interface NodeGroup {
  nodes: number;
  allocatable: Amount;
}

/**
 * Node groups of the architecture document (EKS). Allocatable is what the EKS AMI's bootstrap leaves of the instance
 * type, less 155m and 284Mi for the DaemonSets of the platform.
 */
export const NODE_GROUPS: Record<string, NodeGroup> = {
  // c5.2xlarge
  compute: { nodes: 5, allocatable: { cpu: 7_755, memory: 14_303 } },
  // c5.4xlarge
  worker: { nodes: 10, allocatable: { cpu: 15_735, memory: 28_207 } },
  // c5.9xlarge
  'high-performance': {
    nodes: 3,
    allocatable: { cpu: 35_685, memory: 67_197 },
  },
};

/** How many pods of one size fit on a group. */
export function podsThatFit(group: NodeGroup, pod: Amount): number {
  const perNode = Math.min(
    Math.floor(group.allocatable.cpu / pod.cpu),
    Math.floor(group.allocatable.memory / pod.memory),
  );
  return perNode * group.nodes;
}

/** What the pods of a Deployment ask for, the proxy of the mesh included. */
export function requestOf({ spec }: KubeObject): Amount {
  const { metadata, spec: pod } = spec.template;
  const [{ resources }] = pod.containers;
  return {
    cpu:
      millicores(resources.requests.cpu) +
      millicores(metadata.annotations['sidecar.istio.io/proxyCPU']),
    memory:
      mebibytes(resources.requests.memory) +
      mebibytes(metadata.annotations['sidecar.istio.io/proxyMemory']),
  };
}

function millicores(text: string): number {
  return text.endsWith('m') ? Number(text.slice(0, -1)) : Number(text) * 1_000;
}

function mebibytes(text: string): number {
  const [, digits, unit] = /^(\d+)(Mi|Gi)$/.exec(text) ?? [];
  return Number(digits) * (unit === 'Gi' ? 1_024 : 1);
}
