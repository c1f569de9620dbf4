import {
  EventFacts,
  NodeCondition,
  Resources,
  SourceProblem,
  SourceState,
  SourceStatus,
  Taint,
} from './facts';
import { Finding, HealthState, Severity } from './health';
import { EksView, SignalSummary, SloSummary } from './operationsViews';
import { AlertPriority, EksNodeGroupFacts } from './sourceFacts';
import { ObjectCondition } from './workloadFacts';

/** What there is, what is asked for and what is used, in one unit (millicores, bytes or pods). */
export interface CapacityFigure {
  allocatable: number;
  /** Absent when the pods are not known: 0 would claim that nothing is asked for. */
  requested?: number;
  /** Absent when no usage is known. */
  used?: number;
}

/** Capacity of a node, a group or a cluster. */
export interface Capacity {
  cpu: CapacityFigure;
  memory: CapacityFigure;
  pods: CapacityFigure;
  /** Age of the oldest usage figure in the sums. */
  usedAt?: string;
}

/** How current a view is. `at` is the last good answer of the nodes' source. */
export interface Freshness {
  state: 'live' | 'stale' | 'never';
  at?: string;
}

/** What a node's cell shows. */
export type NodeStatus =
  | 'ready'
  | 'pressure'
  | 'not-ready'
  | 'starting'
  | 'cordoned'
  | 'draining'
  | 'unknown';

/** A node in a list. */
export interface NodeSummary {
  name: string;
  group: string;
  /** Empty when the node has no zone label. */
  zone: string;
  instanceType: string;
  status: NodeStatus;
  health: HealthState;
  createdAt: string;
  kubeletVersion: string;
  capacity: Capacity;
  /** Highest severity among its findings. */
  worst?: Severity;
}

/** A pod on a node. */
export interface PodSummary {
  namespace: string;
  name: string;
  phase: string;
  ready: boolean;
  restarts: number;
  ownerKind?: string;
  ownerName?: string;
  component?: string;
  createdAt: string;
  requests: { cpuMillis: number; memoryBytes: number };
}

/** One node with everything known of it. */
export interface NodeView extends NodeSummary {
  cluster: string;
  generatedAt: string;
  freshness: Freshness;
  capacityType?: string;
  labels: Record<string, string>;
  taints: Taint[];
  /** `bad` by the polarity rule; `unknown` when the status is Unknown. */
  conditions: (NodeCondition & { verdict: 'good' | 'bad' | 'unknown' })[];
  total: Resources;
  leaseRenewedAt?: string;
  pods: PodSummary[];
  /** Distinct images of its pods, sorted. */
  images?: string[];
  events: EventFacts[];
  findings: Finding[];
  /** Disk, network and usage from Prometheus; absent when it is not known. */
  signals?: SignalSummary[];
}

/** An autoscaler against its bounds. */
export interface HpaSummary {
  namespace: string;
  name: string;
  targetKind: string;
  targetName: string;
  min: number;
  max: number;
  current: number;
  desired: number;
  conditions?: ObjectCondition[];
  metrics?: { name: string; target?: string; current?: string }[];
}

/** Bounds of a node group, and who told them. */
export interface ScalingBounds {
  desired?: number;
  min?: number;
  max?: number;
  source: 'eks' | 'cluster-autoscaler';
  /** `Backoff`, `InProgress`, …, in the autoscaler's own words. */
  activity?: string;
}

/** A node group in a list. */
export interface NodeGroupSummary {
  name: string;
  /** The label that named the group, or `ungrouped`. */
  label: string;
  state: HealthState;
  since?: string;
  ready: number;
  total: number;
  zones: string[];
  instanceTypes: string[];
  capacityTypes: string[];
  kubeletVersions: string[];
  capacity: Capacity;
  nodes: NodeSummary[];
  /** Catalog component names of what runs here, most pods first; DaemonSets only where nothing else runs. */
  components: string[];
  worst?: Finding;
  findings: number;
  /** Absent when nobody told them. */
  scaling?: ScalingBounds;
  /** What EKS says of it, beside what we see. */
  eks?: EksNodeGroupFacts;
}

/** One node group with its findings. */
export interface NodeGroupView extends NodeGroupSummary {
  cluster: string;
  generatedAt: string;
  freshness: Freshness;
  list: Finding[];
}

/** Pods that wait for the same reason. */
export interface PendingGroup {
  namespace: string;
  ownerKind?: string;
  ownerName: string;
  component?: string;
  count: number;
  /** Oldest. */
  since: string;
  /** Of all of them together. */
  requests: { cpuMillis: number; memoryBytes: number };
  /** The scheduler's reasons, parsed: `{ nodes: 4, reason: 'Insufficient memory' }`. */
  reasons: { nodes: number; reason: string }[];
  /** The scheduler's message when it could not be parsed. */
  message?: string;
  /** What would place it, by node group that it may use, most promising first. */
  fixes?: PendingFix[];
}

/** Something that would let waiting pods be placed. */
export interface PendingFix {
  /** Node group that it concerns. */
  group?: string;
  kind:
    | 'add-nodes' // params: nodes
    | 'raise-maximum' // the group is at its maximum; params: nodes, max
    | 'lower-request' // no node of the group could ever hold it; params: cpuMillis or memoryBytes
    | 'tolerate-taint' // params: taint
    | 'change-selector' // params: selector
    | 'uncordon' // params: nodes
    | 'wait-for-nodes' // nodes are starting or come back; params: nodes
    | 'volume-zone' // its volume is bound to a zone; params: zone
    | 'free-ports'
    | 'autoscaler-backoff' // params: code
    | 'eks-issue'; // params: code
  params: Record<string, string | number>;
}

/** A cluster in the fleet. */
export interface ClusterSummary {
  name: string;
  title: string;
  state: HealthState;
  since?: string;
  freshness: Freshness;
  version?: string;
  region?: string;
  zones: string[];
  nodes: { ready: number; total: number };
  groups: { healthy: number; total: number };
  /** Absent when the pods' source never answered. */
  pods?: { running: number; pending: number; total: number };
  findings: Record<Severity, number>;
  worst?: Finding;
  capacity: Capacity;
  sources: SourceStatus[];
  /** Alerts that fire and are not suppressed, by priority; absent when Alertmanager is not known. */
  alerts?: Record<AlertPriority, number>;
}

/** One cluster with everything that its page shows. */
export interface ClusterView extends ClusterSummary {
  generatedAt: string;
  /** Grows with each change; the signal carries it. */
  revision: number;
  nodeGroups: NodeGroupSummary[];
  /** Worst first; what is sent holds at most 2,000, `findings` counts all. */
  list: Finding[];
  pending: PendingGroup[];
  /** What is sent holds at most 1,000. */
  hpas: HpaSummary[];
  events: EventFacts[];
  /** Workloads that are not healthy and all there are; absent when they are not known. */
  workloads?: { unhealthy: number; total: number };
  /** Absent when Prometheus is not known. */
  signals?: SignalSummary[];
  slos?: SloSummary[];
  eks?: EksView;
}

/** How far the list of clusters itself can be believed; when not `live`, it is the last known one, or none. */
export interface LocatorStatus {
  state: SourceState;
  since: string;
  problem?: SourceProblem;
}

/** A cluster as judged; the service counts its revisions. */
export type AssessedCluster = Omit<ClusterView, 'revision'>;

/** All clusters, worst first. */
export interface FleetView {
  generatedAt: string;
  /** Absent only where nothing locates clusters, as in fixtures. */
  locator?: LocatorStatus;
  clusters: ClusterSummary[];
}
