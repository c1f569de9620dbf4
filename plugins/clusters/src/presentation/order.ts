import {
  NodeGroupSummary,
  NodeStatus,
  NodeSummary,
  healthOrder,
} from '@textloom/plugin-clusters-common';

const statusRank: Record<NodeStatus, number> = {
  'not-ready': 0,
  unknown: 1,
  pressure: 2,
  starting: 3,
  draining: 4,
  cordoned: 5,
  ready: 6,
};

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

/** Rank of a node's status, worst first. */
export function rankOfStatus(status: NodeStatus): number {
  return statusRank[status];
}

/** Node groups worst first, then by name. */
export function worstFirst(groups: NodeGroupSummary[]): NodeGroupSummary[] {
  return [...groups].sort(
    (a, b) => healthOrder.compare(b.state, a.state) || byName(a, b),
  );
}

/** Nodes worst first, then by name. */
export function worstNodesFirst(nodes: NodeSummary[]): NodeSummary[] {
  return [...nodes].sort(
    (a, b) => statusRank[a.status] - statusRank[b.status] || byName(a, b),
  );
}

/**
 * The order to show while the reader is inside a list: what was shown keeps its place, what is new
 * comes last.
 *
 * @returns the ids to show, and how many stand elsewhere in the wanted order.
 */
export function heldOrder(
  shown: string[],
  wanted: string[],
): { ids: string[]; changes: number } {
  const present = new Set(wanted);
  const kept = shown.filter(id => present.has(id));
  const known = new Set(kept);
  const ids = [...kept, ...wanted.filter(id => !known.has(id))];
  return { ids, changes: ids.filter((id, i) => id !== wanted[i]).length };
}
