/**
 * What the collector keeps of workloads and of what bounds them. Times are ISO 8601 in UTC, CPU figures
 * millicores, memory figures bytes.
 */

/** A condition as workloads, autoscalers and custom resources write it. */
export interface ObjectCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

/** Kinds of workload that are watched. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/** A Deployment, StatefulSet or DaemonSet, projected. */
export interface WorkloadFacts {
  kind: WorkloadKind;
  uid: string;
  namespace: string;
  name: string;
  createdAt: string;
  /** `spec.replicas`; for a DaemonSet `status.desiredNumberScheduled`. */
  desired: number;
  ready: number;
  available: number;
  /** Replicas of the newest template. */
  updated: number;
  /** DaemonSet: on nodes where it should not run. */
  misscheduled?: number;
  /** `spec.paused` of a Deployment. */
  paused?: boolean;
  /** The controller has seen the newest spec. */
  observed: boolean;
  conditions: ObjectCondition[];
  /** Of the pod template, sorted, without duplicates. */
  images: string[];
  /** Effective request of one pod of the template. */
  requests: { cpuMillis: number; memoryBytes: number };
  placement: Placement;
  component?: string;
}

/** What a pod demands of the node it may run on. */
export interface Placement {
  nodeSelector: Record<string, string>;
  tolerations: Toleration[];
  /** It has node affinity, pod affinity or anti-affinity that is not modelled: results are upper bounds. */
  inexact?: boolean;
}

/** One entry of `spec.tolerations`. */
export interface Toleration {
  key?: string;
  operator: 'Equal' | 'Exists';
  value?: string;
  effect?: string;
}

/** A container of a pod that is not well; pods whose containers all run well have none. */
export interface ContainerTrouble {
  name: string;
  /** `status.containerStatuses[].state.waiting.reason`, e.g. `CrashLoopBackOff`, `ImagePullBackOff`. */
  waiting?: string;
  /** `lastState.terminated` or `state.terminated`, e.g. `OOMKilled`. */
  terminated?: { reason: string; exitCode?: number; at?: string };
  restarts: number;
}

/** A PodDisruptionBudget, projected. */
export interface PdbFacts {
  uid: string;
  namespace: string;
  name: string;
  disruptionsAllowed: number;
  currentHealthy: number;
  desiredHealthy: number;
  expectedPods: number;
  /** `spec.selector.matchLabels`; absent when it has expressions, which then cannot be joined to workloads. */
  matchLabels?: Record<string, string>;
  createdAt: string;
}

/** A VerticalPodAutoscaler, projected. */
export interface VpaFacts {
  uid: string;
  namespace: string;
  name: string;
  targetKind: string;
  targetName: string;
  updateMode: 'Off' | 'Initial' | 'Recreate' | 'Auto' | string;
  conditions: ObjectCondition[];
  /** Sum over the containers of the target recommendation. */
  target?: { cpuMillis: number; memoryBytes: number };
}

/** One group of the ConfigMap `cluster-autoscaler-status`, YAML (since 1.30) or plain text (before). */
export interface AutoscalerGroupFacts {
  name: string;
  health: 'Healthy' | 'Unhealthy' | string;
  scaleUp: 'InProgress' | 'NoActivity' | 'Backoff' | string;
  /** Code and words of the back-off. */
  backoff?: { code?: string; message?: string };
  ready?: number;
  target?: number;
  min?: number;
  max?: number;
  since?: string;
}

/** A Karpenter NodePool or NodeClaim. */
export interface KarpenterFacts {
  kind: 'NodePool' | 'NodeClaim';
  name: string;
  /** NodePool that a claim belongs to. */
  pool?: string;
  /** Node that a claim became. */
  nodeName?: string;
  conditions: ObjectCondition[];
}
