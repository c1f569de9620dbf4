import { ClusterSummary } from '@textloom/plugin-clusters-common';
import { holdsWords } from '../../presentation/words';
import { findingTitle } from '../../text/findingText';
import { Say } from '../../text/say';

/** Clusters in whose row every typed word occurs, as the reader sees the row. */
export function filterClusters(
  clusters: ClusterSummary[],
  filter: string,
  say: Say,
): ClusterSummary[] {
  return clusters.filter(cluster => {
    const text = [
      cluster.name,
      cluster.title,
      cluster.region,
      cluster.version,
      say(`health.${cluster.state}`),
      cluster.worst && say.message(findingTitle(cluster.worst)),
    ].join(' ');
    return holdsWords(text, filter);
  });
}
