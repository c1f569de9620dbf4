import { compareText } from '@textloom/kernel';
import { ClusterFacts, NodeFacts } from './facts';
import { DEFAULT_GROUP_LABELS, firstLabel, ROLE_PREFIX } from './labels';

/** Name of the group of nodes that no label puts anywhere, and of the label of that group. */
export const UNGROUPED = 'ungrouped';

/** A node's group and the label that named it. */
export interface GroupName {
  name: string;
  label: string;
}

/** The group of a node: the first of `groupLabels` that it carries, else its role, else {@link UNGROUPED}. */
export function nodeGroupOf(
  node: Pick<NodeFacts, 'labels'>,
  groupLabels: readonly string[] = DEFAULT_GROUP_LABELS,
): GroupName {
  const name = firstLabel(node.labels, groupLabels);
  if (name !== undefined) {
    const label = groupLabels.find(key => node.labels[key] === name);
    return { name, label: label ?? UNGROUPED };
  }
  const [role] = Object.keys(node.labels)
    .filter(key => key.startsWith(ROLE_PREFIX) && key !== ROLE_PREFIX)
    .sort(compareText);
  return role
    ? { name: role.slice(ROLE_PREFIX.length), label: role }
    : { name: UNGROUPED, label: UNGROUPED };
}

/** Names of the nodes of a group. */
export function nodesOfGroup(
  facts: Pick<ClusterFacts, 'nodes'>,
  group: string,
  groupLabels: readonly string[] = DEFAULT_GROUP_LABELS,
): ReadonlySet<string> {
  return new Set(
    facts.nodes
      .filter(node => nodeGroupOf(node, groupLabels).name === group)
      .map(({ name }) => name),
  );
}
