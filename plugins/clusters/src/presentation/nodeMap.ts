import { Capacity, NodeSummary } from '@textloom/plugin-clusters-common';
import { share } from './capacity';
import { holdsWords } from './words';

/** What the fill of a cell shows. */
export const MAP_METRICS = ['memory', 'cpu', 'pods'] as const;

/** See {@link MAP_METRICS}. */
export type MapMetric = (typeof MAP_METRICS)[number];

/** The metric that an address names; memory when it names none. */
export function mapMetric(text: string): MapMetric {
  return MAP_METRICS.find(metric => metric === text) ?? 'memory';
}

/** Fraction of a metric in use on a node; undefined when it is not known. */
export function fillOf(
  capacity: Capacity,
  metric: MapMetric,
): number | undefined {
  const figure = capacity[metric];
  const used =
    metric === 'pods' ? figure.used ?? figure.requested : figure.used;
  return share(used, figure.allocatable);
}

/**
 * Nodes in whose words every typed word occurs.
 *
 * @param wordsOf - What the reader sees of a node.
 */
export function matchingNodes(
  nodes: NodeSummary[],
  filter: string,
  wordsOf: (node: NodeSummary) => string,
): NodeSummary[] {
  return nodes.filter(node => holdsWords(wordsOf(node), filter));
}
