import { compareText, own } from '@textloom/kernel';
import { podsByNode } from './cases';
import { latestEvents } from './clusterView';
import { distinct } from './distinct';
import { ClusterFacts, EventFacts, PodFacts } from './facts';
import { CAPACITY_TYPE_LABELS, firstLabel } from './labels';
import { verdictOf } from './polarity';
import { signalSummaries } from './signals/signalFindings';
import {
  DEFAULT_THRESHOLDS,
  ThresholdSettings,
  thresholdsFor,
} from './thresholds';
import { AssessedCluster, NodeGroupView, NodeView, PodSummary } from './views';

const MAX_EVENTS = 50;

/** View of one node group out of its cluster's view; undefined when there is no such group. */
export function nodeGroupView(
  cluster: AssessedCluster,
  name: string,
): NodeGroupView | undefined {
  const summary = cluster.nodeGroups.find(group => group.name === name);
  return (
    summary && {
      ...summary,
      cluster: cluster.name,
      generatedAt: cluster.generatedAt,
      freshness: cluster.freshness,
      list: cluster.list.filter(({ group }) => group === name),
    }
  );
}

/**
 * View of one node out of its cluster's facts and view; undefined when there is no such node. Its signals stand
 * beside the limits by which they were judged: those of its group.
 */
export function nodeView(
  facts: ClusterFacts,
  cluster: AssessedCluster,
  name: string,
  { thresholds = DEFAULT_THRESHOLDS, overrides = [] }: ThresholdSettings = {},
): NodeView | undefined {
  const node = facts.nodes.find(item => item.name === name);
  const summary = cluster.nodeGroups
    .flatMap(group => group.nodes)
    .find(item => item.name === name);
  if (!node || !summary) {
    return undefined;
  }
  const pods = podsByNode(facts).get(name) ?? [];
  const capacityType = firstLabel(node.labels, CAPACITY_TYPE_LABELS);
  const leaseRenewedAt = own(facts.leases, name);
  const limits = thresholdsFor(
    thresholds,
    overrides,
    facts.name,
    summary.group,
  );
  const signals = signalSummaries(facts, limits.signals, name);
  return {
    ...summary,
    cluster: cluster.name,
    generatedAt: cluster.generatedAt,
    freshness: cluster.freshness,
    ...(capacityType && { capacityType }),
    labels: node.labels,
    taints: node.taints,
    conditions: node.conditions.map(condition => ({
      ...condition,
      verdict: verdictOf(condition),
    })),
    total: node.capacity,
    ...(leaseRenewedAt && { leaseRenewedAt }),
    pods: pods.map(podSummary).sort(comparePods),
    events: latestEvents(eventsOf(facts.events, name, pods), MAX_EVENTS),
    findings: cluster.list.filter(
      ({ object }) => object.kind === 'Node' && object.name === name,
    ),
    ...(signals && { signals }),
    images: distinct(
      pods.flatMap(pod => pod.images ?? []),
      image => image,
    ),
  };
}

const podKey = (namespace: string | undefined, name: string) =>
  `${namespace ?? ''}/${name}`;

/** Events of the node and of the pods on it. */
function eventsOf(
  events: readonly EventFacts[],
  node: string,
  pods: readonly PodFacts[],
): EventFacts[] {
  const names = new Set(pods.map(pod => podKey(pod.namespace, pod.name)));
  return events.filter(({ object }) =>
    object.kind === 'Pod'
      ? names.has(podKey(object.namespace, object.name))
      : object.kind === 'Node' && object.name === node,
  );
}

/** A pod as lists show it. */
export function podSummary(pod: PodFacts): PodSummary {
  return {
    namespace: pod.namespace,
    name: pod.name,
    phase: pod.phase,
    ready: pod.ready,
    restarts: pod.restarts,
    ...(pod.ownerKind && { ownerKind: pod.ownerKind }),
    ...(pod.ownerName && { ownerName: pod.ownerName }),
    ...(pod.component && { component: pod.component }),
    createdAt: pod.createdAt,
    requests: pod.requests,
  };
}

function comparePods(a: PodSummary, b: PodSummary): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}
