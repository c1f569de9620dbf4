import { EventFacts } from './facts';
import { Finding, HealthState, Severity } from './health';
import { CapacityFigure, Freshness, HpaSummary, PodSummary } from './views';
import { WorkloadKind } from './workloadFacts';

/** A workload in a list. */
export interface WorkloadSummary {
  kind: WorkloadKind;
  namespace: string;
  name: string;
  state: HealthState;
  since?: string;
  desired: number;
  ready: number;
  updated: number;
  restarts: number;
  images: string[];
  /** Effective request of one pod. */
  requests: { cpuMillis: number; memoryBytes: number };
  /** Node groups that it runs on, most pods first. */
  groups: string[];
  component?: string;
  worst?: Finding;
  findings: number;
}

/** A page of workloads, worst first. */
export interface WorkloadsView {
  cluster: string;
  generatedAt: string;
  freshness: Freshness;
  /** Whether the workloads' source ever answered. */
  known: boolean;
  /** Of the filter, before paging. */
  total: number;
  offset: number;
  items: WorkloadSummary[];
  /** All namespaces that there are. */
  namespaces: string[];
}

/** A PodDisruptionBudget of a workload. */
export interface BudgetSummary {
  name: string;
  disruptionsAllowed: number;
  currentHealthy: number;
  desiredHealthy: number;
}

/** What a VerticalPodAutoscaler recommends against what is asked for. */
export interface VpaSummary {
  name: string;
  updateMode: string;
  target?: { cpuMillis: number; memoryBytes: number };
  /** Why it has no recommendation, in its own words. */
  reason?: string;
}

/** A pod of a workload. */
export interface WorkloadPod extends PodSummary {
  nodeName?: string;
  /** `CrashLoopBackOff`, `OOMKilled`, …; Kubernetes' own word. */
  trouble?: string;
  zone?: string;
}

/** One workload with everything known of it. */
export interface WorkloadView extends WorkloadSummary {
  cluster: string;
  generatedAt: string;
  freshness: Freshness;
  createdAt: string;
  available: number;
  paused: boolean;
  list: Finding[];
  /** At most 500, worst first; `podsTotal` counts all. */
  pods: WorkloadPod[];
  podsTotal: number;
  zones: { zone: string; pods: number }[];
  hpa?: HpaSummary;
  vpa?: VpaSummary;
  budgets: BudgetSummary[];
  events: EventFacts[];
}

/** Where one more pod could go, by node group. */
export interface HeadroomGroup {
  group: string;
  /** Pods that fit on what is free now. */
  fits: number;
  /** Pods that fit on the nodes that the group may still add, when its bounds are known. */
  fitsWhenScaled?: number;
  /** Nodes that the pod may run on. */
  eligibleNodes: number;
  nodes: number;
  /** What runs out first on the eligible nodes. */
  limitedBy?: 'cpu' | 'memory' | 'pods';
  /** Why no node is eligible. */
  excludedBy?: 'taint' | 'selector' | 'not-ready' | 'cordoned';
  /** The taint or selector, as text. */
  excludedDetail?: string;
  zones: { zone: string; fits: number }[];
  /** Fits after the loss of the group's largest node, and of its fullest zone. */
  afterNodeLoss: number;
  afterZoneLoss?: number;
}

/** How many more pods of one shape fit, and where. */
export interface HeadroomView {
  cluster: string;
  generatedAt: string;
  freshness: Freshness;
  /** The shape; `workload` when it was taken from one. */
  requests: { cpuMillis: number; memoryBytes: number };
  workload?: { kind: WorkloadKind; namespace: string; name: string };
  /** Affinity rules were left out, or the running pods are not known: figures are upper bounds. */
  inexact: boolean;
  /** The running pods are not known: figures take the nodes as empty, and nothing is said of losses. */
  podsUnknown?: boolean;
  fits: number;
  groups: HeadroomGroup[];
  /** Whether a cluster without its largest node, or without any one zone, still holds all that runs now. */
  survives: SurvivalFigure[];
}

/** A loss that the requests of all pods are tested against. */
export interface SurvivalFigure {
  /** Node group; absent for the cluster as a whole. */
  group?: string;
  loss: 'node' | 'zone';
  /** The zone or node lost: the one that hurts most. */
  lost: string;
  fits: boolean;
  /** Requests against what is left. */
  cpu: CapacityFigure;
  memory: CapacityFigure;
}

/** A hit of the search over nodes, pods, workloads and images. */
export interface SearchHit {
  kind: 'Node' | 'Pod' | 'Workload' | 'Image';
  cluster: string;
  name: string;
  namespace?: string;
  workloadKind?: WorkloadKind;
  /** Node of a pod, group of a node, workload that uses an image. */
  where?: string;
  severity?: Severity;
}

/** What a search found. */
export interface SearchView {
  query: string;
  /** At most 50, best first. */
  hits: SearchHit[];
  /** All there are. */
  total: number;
}

/** Where one component runs. */
export interface ComponentPlace {
  cluster: string;
  title: string;
  freshness: Freshness;
  state: HealthState;
  workloads: WorkloadSummary[];
  groups: { name: string; state: HealthState; pods: number }[];
  findings: Finding[];
  /** Requests and usage of its pods; how many more fit. */
  cpu: CapacityFigure;
  memory: CapacityFigure;
  pods: number;
  fits?: number;
}

/** Where a component runs, its findings and its capacity. */
export interface ComponentView {
  component: string;
  generatedAt: string;
  places: ComponentPlace[];
}
