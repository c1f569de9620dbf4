import { NodeFacts, NodeUsage, PodFacts } from './facts';
import { Finding, ObjectRef } from './health';
import { readyCondition } from './polarity';
import { Thresholds } from './thresholds';
import { Capacity } from './views';

/** A node with all that the rules look at. */
export interface NodeCase {
  node: NodeFacts;
  group: string;
  groupLabel: string;
  zone: string;
  /** Pods bound to it. */
  pods: readonly PodFacts[];
  usage?: NodeUsage;
  /** Who told the usage, where metrics.k8s.io did not. */
  measuredBy?: 'prometheus';
  /** When its Lease was renewed. */
  lease?: string;
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
export const isReady = (subject: NodeCase): boolean =>
  readyCondition(subject.node.conditions)?.status === 'True';
