import { groupBy, own } from '@textloom/kernel';
import { nodeCapacity } from './capacity';
import { ClusterFacts, PodFacts } from './facts';
import { firstLabel, ZONE_LABELS } from './labels';
import { NodeCase } from './nodeCase';
import { nodeGroupOf } from './nodeGroup';
import { usageFromSignals } from './signals/signalIndex';
import { hasAnswered, isLive } from './sources';

const NONE: readonly PodFacts[] = [];

/**
 * Joins each node with its group, pods, usage and lease. Usage comes from metrics.k8s.io; where that does not
 * tell it, from Prometheus.
 */
export function nodeCases(
  facts: ClusterFacts,
  groupLabels: readonly string[],
): NodeCase[] {
  const podsKnown = hasAnswered(facts, 'pods');
  const pods: ReadonlyMap<string, readonly PodFacts[]> =
    facts.podsByNode ?? groupBy(facts.pods, pod => pod.nodeName ?? '');
  const preferTold = isLive(facts, 'metrics') || !isLive(facts, 'prometheus');
  return facts.nodes.map(node => {
    const group = nodeGroupOf(node, groupLabels);
    const told = own(facts.usage, node.name);
    const measured =
      told && preferTold ? undefined : usageFromSignals(node, facts.signals);
    const usage = measured ?? told;
    const nodePods = pods.get(node.name) ?? NONE;
    return {
      node,
      group: group.name,
      groupLabel: group.label,
      zone: firstLabel(node.labels, ZONE_LABELS) ?? '',
      pods: nodePods,
      usage,
      ...(measured && { measuredBy: 'prometheus' as const }),
      lease: own(facts.leases, node.name),
      capacity: nodeCapacity(node, nodePods, podsKnown, usage),
    };
  });
}
