import {
  AlertFacts,
  EksFacts,
  SignalFacts,
  SilenceFacts,
  SloFacts,
} from './sourceFacts';
import {
  AutoscalerGroupFacts,
  ContainerTrouble,
  KarpenterFacts,
  ObjectCondition,
  PdbFacts,
  Placement,
  VpaFacts,
  WorkloadFacts,
} from './workloadFacts';

/**
 * What the collector keeps of a cluster: the projected fields that the health rules need, and nothing else.
 * All times are ISO 8601 in UTC, all CPU figures millicores, all memory figures bytes.
 */

/** An amount of the three resources that decide whether a pod fits on a node. */
export interface Resources {
  /** Millicores. */
  cpuMillis: number;
  /** Bytes. */
  memoryBytes: number;
  /** Number of pods. */
  pods: number;
}

/** Status of a Kubernetes condition as the API writes it. */
export type ConditionStatus = 'True' | 'False' | 'Unknown';

/** One entry of `status.conditions` of a Node. */
export interface NodeCondition {
  type: string;
  status: ConditionStatus;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastHeartbeatTime?: string;
}

/** One entry of `spec.taints`. Two taints may share key or effect. */
export interface Taint {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}

/** A Node, projected. */
export interface NodeFacts {
  name: string;
  uid: string;
  createdAt: string;
  /** The labels that name group, zone, region, instance type, capacity type, image and role; others are dropped. */
  labels: Record<string, string>;
  taints: Taint[];
  /** `spec.unschedulable`: cordoned. */
  unschedulable: boolean;
  conditions: NodeCondition[];
  capacity: Resources;
  allocatable: Resources;
  kubeletVersion: string;
}

/** Why the scheduler could not place a pod, from the `PodScheduled` condition. */
export interface Unschedulable {
  since: string;
  /** The scheduler's message, as written. */
  message: string;
}

/** A Pod, projected. */
export interface PodFacts {
  uid: string;
  namespace: string;
  name: string;
  nodeName?: string;
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  createdAt: string;
  /** Owner that a person knows: the Deployment rather than its ReplicaSet. */
  ownerKind?: string;
  ownerName?: string;
  /** A static pod's mirror; it cannot be drained. */
  mirror: boolean;
  /** `metadata.deletionTimestamp` is set. */
  deleting: boolean;
  ready: boolean;
  restarts: number;
  /** Effective request: overhead + max(Σ app and restartable init containers, largest init container). */
  requests: { cpuMillis: number; memoryBytes: number };
  unschedulable?: Unschedulable;
  /** `backstage.io/kubernetes-id` or `app.kubernetes.io/name`: joins the pod to its catalog component. */
  component?: string;
  /** Containers that are not well; absent when all are. */
  troubles?: ContainerTrouble[];
  /** Distinct images of its containers. */
  images?: string[];
  placement?: Placement;
  /** Labels that budgets select by are kept only as far as budgets name them. */
  labels?: Record<string, string>;
}

/** Usage of a node from `metrics.k8s.io`. */
export interface NodeUsage {
  cpuMillis: number;
  memoryBytes: number;
  /** End of the window that was measured. */
  at: string;
}

/** A HorizontalPodAutoscaler, projected. */
export interface HpaFacts {
  uid: string;
  namespace: string;
  name: string;
  targetKind: string;
  targetName: string;
  min: number;
  max: number;
  current: number;
  desired: number;
  /** When it last changed the number of replicas, or was created. */
  since?: string;
  /** `AbleToScale`, `ScalingActive`, `ScalingLimited`. */
  conditions?: ObjectCondition[];
  /** What it scales by: name, target and current value as text in Kubernetes' own units. */
  metrics?: { name: string; target?: string; current?: string }[];
}

/** A Warning event, projected. */
export interface EventFacts {
  uid: string;
  /** Last time seen. */
  at: string;
  type: 'Warning' | 'Normal';
  reason: string;
  message: string;
  count: number;
  object: { kind: string; namespace?: string; name: string };
}

/** What the collector asks of a cluster, each watched or polled by itself. */
export type SourceName =
  | 'api'
  | 'nodes'
  | 'pods'
  | 'leases'
  | 'metrics'
  | 'hpas'
  | 'events'
  | 'workloads'
  | 'budgets'
  | 'vpas'
  | 'autoscaler'
  | 'karpenter'
  | 'prometheus'
  | 'alertmanager'
  | 'eks';

/**
 * How far a source can be believed.
 * `live`: current. `stale`: last known good, the connection is broken. `connecting`: never answered yet.
 * `absent`: the server does not serve it. `denied`: 401 or 403. `error`: it answers, but not with what it should.
 * `unconfigured`: nobody told where it is; the page says how to connect it.
 */
export type SourceState =
  | 'live'
  | 'stale'
  | 'connecting'
  | 'absent'
  | 'denied'
  | 'error'
  | 'unconfigured';

/** A word for why a source is not live; the page has a sentence for each. */
export type SourceProblem =
  | 'unreachable'
  | 'timeout'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-served'
  | 'throttled'
  | 'malformed'
  | 'server-error';

/** State of one source of one cluster. */
export interface SourceStatus {
  source: SourceName;
  state: SourceState;
  /** Last good answer; absent if there was none. */
  at?: string;
  /** Since when it is in this state. */
  since?: string;
  problem?: SourceProblem;
}

/** Everything known of one cluster at one moment: the input of all rules. */
export interface ClusterFacts {
  name: string;
  title: string;
  /** `gitVersion` of the API server, e.g. `v1.34.1-eks-1a2b3c4`. */
  version?: string;
  sources: SourceStatus[];
  nodes: NodeFacts[];
  pods: PodFacts[];
  /**
   * The same pods by the node that they are bound to, those bound to none under the empty name. A list is another
   * one only when a pod of it changed, so that what follows from it is not worked out again. Worked out from
   * `pods` where absent.
   */
  podsByNode?: ReadonlyMap<string, readonly PodFacts[]>;
  hpas: HpaFacts[];
  events: EventFacts[];
  /** By node name. */
  usage: Record<string, NodeUsage>;
  /** By node name: `spec.renewTime` of the node's Lease. */
  leases: Record<string, string>;
  /** Difference server minus local clock in milliseconds, from the `Date` header. */
  clockSkewMs: number;
  /** Median time of the API server's last answers to the probe, in milliseconds; absent before enough of them. */
  apiLatencyMs?: number;
  /** Absent before they were ever known; each has a source of its own. */
  workloads?: WorkloadFacts[];
  budgets?: PdbFacts[];
  vpas?: VpaFacts[];
  autoscaler?: AutoscalerGroupFacts[];
  karpenter?: KarpenterFacts[];
  signals?: SignalFacts[];
  slos?: SloFacts[];
  alerts?: AlertFacts[];
  silences?: SilenceFacts[];
  eks?: EksFacts;
}
