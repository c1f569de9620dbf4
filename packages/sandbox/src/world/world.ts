import { GitopsSource } from '../git/Gitops';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';
import { ClusterPlan } from './clusters';
import { NodeIdentity } from './nodes';

/** What a container does instead of running; without an address it never starts. */
export type PodFault = 'crash-loop' | 'oom-kill' | 'no-address';

/** What comes of starting an image: it cannot be pulled, or runs and never becomes ready. */
export type ImageFault = 'missing' | 'never-ready';

/** What an autoscaler meets: it wants more than its maximum, or its metric is gone. */
export type AutoscalerFault = 'capped' | 'blind';

/** What goes wrong in the services that Prometheus watches. */
export type ServiceFault =
  | 'api-latency'
  | 'certificate-expiring'
  | 'disk-full'
  | 'minio-drive-offline'
  | 'postgres-lag'
  | 'queue-backlog'
  | 'redis-master-lost';

/** What a managed node group goes through: AWS starts no instance for it, or it is replaced node by node. */
export interface GroupFault {
  kind: 'launch-failure' | 'updating';
  /** Milliseconds since the epoch. */
  since: number;
}

/** A time in which a service was disturbed, in milliseconds since the epoch; without `to` it still is. */
export interface Disturbance {
  fault: ServiceFault;
  from: number;
  to?: number;
}

/** What is broken in a cluster right now; scenarios write it, kubelets and metrics obey it. */
export interface Faults {
  /** Nodes whose kubelet does not report. */
  silent: Set<string>;
  /** Nodes whose memory is nearly used up. */
  memoryPressure: Set<string>;
  /** By `NAMESPACE/POD`, with when it began. */
  pods: Map<string, { fault: PodFault; since: number }>;
  /** By image. */
  images: Map<string, ImageFault>;
  /** By `NAMESPACE/NAME`. */
  autoscalers: Map<string, AutoscalerFault>;
  /** By node group. */
  nodeGroups: Map<string, GroupFault>;
  /** With those that are over, so that counters do not jump back. */
  services: Disturbance[];
}

/** Which versions of a service get how much of its traffic, from a time on. */
export interface TrafficShares {
  /** Milliseconds since the epoch. */
  from: number;
  shares: { hash: string; share: number; bad: boolean }[];
}

/** One cluster of the world: its objects and what disturbs it. */
export interface ClusterWorld {
  name: string;
  seed: number;
  plan: ClusterPlan;
  store: ObjectStore;
  registry: ResourceRegistry;
  faults: Faults;
  /** How many nodes a group is asked to have, by name, where that differs from the plan. */
  desired: Map<string, number>;
  /** Which node of which group each node is, by name; nodes that users made are not here. */
  identities: Map<string, NodeIdentity>;
  /** By `NAMESPACE/NAME` of the Deployment, oldest first. */
  traffic: Map<string, TrafficShares[]>;
  /** The repository that the cluster follows, where there is one. */
  gitops?: GitopsSource;
}
