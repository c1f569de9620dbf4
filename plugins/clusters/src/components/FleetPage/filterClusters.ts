import { ClusterSummary } from '@textloom/plugin-clusters-common';
import { findingTitle } from '../../text/findingText';
import { Say } from '../../text/say';

/** Clusters in whose row every typed word occurs, as the reader sees the row. */
export function filterClusters(
  clusters: ClusterSummary[],
  filter: string,
  say: Say,
): ClusterSummary[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return clusters;
  return clusters.filter(cluster => {
    const text = [
      cluster.name,
      cluster.title,
      cluster.region,
      cluster.version,
      say(`health.${cluster.state}`),
      cluster.worst && say.message(findingTitle(cluster.worst)),
    ]
      .join(' ')
      .toLocaleLowerCase();
    return words.every(word => text.includes(word));
  });
}
