import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';
import { ClusterPlan } from './clusters';
import { NodeIdentity } from './nodes';

/** What is broken in a cluster right now; scenarios write it, kubelets and metrics obey it. */
export interface Faults {
  /** Nodes whose kubelet does not report. */
  silent: Set<string>;
  /** Nodes whose memory is nearly used up. */
  memoryPressure: Set<string>;
}

/** One cluster of the world: its objects and what disturbs it. */
export interface ClusterWorld {
  name: string;
  seed: number;
  plan: ClusterPlan;
  store: ObjectStore;
  registry: ResourceRegistry;
  faults: Faults;
  /** Which node of which group each node is, by name; nodes that users made are not here. */
  identities: Map<string, NodeIdentity>;
}
