import { NodeFacts, Taint } from './facts';
import {
  CAPACITY_TYPE_LABELS,
  firstLabel,
  INSTANCE_TYPE_LABELS,
  REGION_LABELS,
  ZONE_LABELS,
} from './labels';
import { nodeGroupOf } from './nodeGroup';
import { readyCondition } from './polarity';

/** What a node says of itself, whatever runs on it and whatever time it is. */
export interface NodeTraits {
  group: string;
  groupLabel: string;
  /** Empty when the node has no zone label. */
  zone: string;
  region?: string;
  /** Empty when the node has no label of it. */
  instanceType: string;
  capacityType?: string;
  /** The kubelet reports Ready=True. */
  ready: boolean;
  /** When its Ready condition changed last, as Kubernetes wrote it, and in milliseconds since the epoch. */
  readyChange?: { time: string; at: number };
  /** The taint by which it is leaving as planned. */
  leaving?: Taint;
}

/** Taints that announce a planned removal. kubernetes-mixin `kubelet.libsonnet`, Karpenter `taints.go`. */
const LEAVING_TAINTS: ReadonlySet<string> = new Set([
  'ToBeDeletedByClusterAutoscaler',
  'aws-node-termination-handler/spot-itn',
  'cloud.google.com/impending-node-termination',
  'karpenter.sh/disrupted',
]);

/** Reads the traits out of a node's facts. */
export function traitsOf(
  { labels, conditions, taints }: NodeFacts,
  groupLabels: readonly string[],
): NodeTraits {
  const group = nodeGroupOf({ labels }, groupLabels);
  const ready = readyCondition(conditions);
  const time = ready?.lastTransitionTime;
  return {
    group: group.name,
    groupLabel: group.label,
    zone: firstLabel(labels, ZONE_LABELS) ?? '',
    region: firstLabel(labels, REGION_LABELS),
    instanceType: firstLabel(labels, INSTANCE_TYPE_LABELS) ?? '',
    capacityType: firstLabel(labels, CAPACITY_TYPE_LABELS),
    ready: ready?.status === 'True',
    readyChange: time ? { time, at: Date.parse(time) } : undefined,
    leaving: taints.find(({ key }) => LEAVING_TAINTS.has(key)),
  };
}
