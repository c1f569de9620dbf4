import { NodeFacts, NodeUsage, PodFacts, Taint } from './facts';
import { Finding, ObjectRef } from './health';
import { NodeTraits } from './nodeTraits';
import { SignalFacts } from './sourceFacts';
import { Thresholds } from './thresholds';
import { Capacity, NodeSummary } from './views';
import { DigestedPods } from './workings';
import { PodDigest } from './workloads/digest';

/** All that a case is made from. */
export interface CaseParts {
  node: NodeFacts;
  groupLabels: readonly string[];
  pods: DigestedPods;
  podsKnown: boolean;
  /** Usage that metrics.k8s.io told. */
  told?: NodeUsage;
  /** Where usage is looked for if that does not tell it. */
  signals?: readonly SignalFacts[];
}

/** What was worked out of a case alone; kept with it, since the case never changes. */
export interface CaseMemo {
  /** Its summary while nothing is found at it. */
  summary?: NodeSummary;
  /** On what grounds the lasting rules found nothing at it. */
  silent?: SilentGrounds;
}

/** All that lasting rules look at besides the case. */
export interface SilentGrounds {
  version?: string;
  podsWarning: number;
  skewWarning: number;
}

/** A node with all that the rules look at, but for what changes with every renewal of its lease. */
export interface NodeCase {
  parts: CaseParts;
  memo: CaseMemo;
  node: NodeFacts;
  traits: NodeTraits;
  group: string;
  zone: string;
  /** Pods bound to it. */
  pods: readonly PodFacts[];
  digest: PodDigest;
  usage?: NodeUsage;
  /** Who told the usage, where metrics.k8s.io did not. */
  measuredBy?: 'prometheus';
  capacity: Capacity;
}

/** What the rules know besides the objects they judge. */
export interface Scene {
  /** Moment of the judgement on the API server's clock, in milliseconds. */
  now: number;
  thresholds: Thresholds;
  /** Version of the API server. */
  version?: string;
  /** Whether the pods are known, so that their absence means something. */
  podsKnown: boolean;
  /** Moment on the server's clock at which the leases were read; absent when they are not current. */
  leasesReadAt?: number;
  /** When the Lease of a node was renewed. */
  leaseOf?(node: string): string | undefined;
  /** Whether usage is current. */
  metricsLive: boolean;
  /** The same of what Prometheus measured. */
  prometheusLive?: boolean;
  /** When an earlier assessment first saw the finding. */
  firstSeen(id: string): string | undefined;
  /** Since when it has been seen without a gap, in milliseconds, though it may have begun before that. */
  seenAt?(id: string): number | undefined;
  /** How often a node's Ready condition changed within the window of the flapping rule. */
  readyChanges(node: string): number;
}

/** A rule over one node. */
export type NodeRule = (subject: NodeCase, scene: Scene) => Finding[];

export const nodeRef = (subject: NodeCase): ObjectRef => ({
  kind: 'Node',
  name: subject.node.name,
});

/** Whether the kubelet reports Ready=True. */
export const isReady = ({ traits }: NodeCase): boolean => traits.ready;

/** The taint by which the node is leaving as planned. */
export const leavingTaint = ({ traits }: NodeCase): Taint | undefined =>
  traits.leaving;

/** Whether somebody takes the node away, or keeps new pods from it. */
export const isGivenUp = (subject: NodeCase): boolean =>
  subject.node.unschedulable || subject.traits.leaving !== undefined;
