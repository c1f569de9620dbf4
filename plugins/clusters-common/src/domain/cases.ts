import { groupBy, own } from '@textloom/kernel';
import { nodeCapacity } from './capacity';
import { ClusterFacts, PodFacts } from './facts';
import { firstLabel, ZONE_LABELS } from './labels';
import { NodeCase } from './nodeCase';
import { nodeGroupOf } from './nodeGroup';
import { hasAnswered } from './sources';

const NONE: readonly PodFacts[] = [];

/** Joins each node with its group, pods, usage and lease. */
export function nodeCases(
  facts: ClusterFacts,
  groupLabels: readonly string[],
): NodeCase[] {
  const podsKnown = hasAnswered(facts, 'pods');
  const pods: ReadonlyMap<string, readonly PodFacts[]> =
    facts.podsByNode ?? groupBy(facts.pods, pod => pod.nodeName ?? '');
  return facts.nodes.map(node => {
    const group = nodeGroupOf(node, groupLabels);
    const usage = own(facts.usage, node.name);
    const nodePods = pods.get(node.name) ?? NONE;
    return {
      node,
      group: group.name,
      groupLabel: group.label,
      zone: firstLabel(node.labels, ZONE_LABELS) ?? '',
      pods: nodePods,
      usage,
      lease: own(facts.leases, node.name),
      capacity: nodeCapacity(node, nodePods, podsKnown, usage),
    };
  });
}
