import { ClusterFacts, SourceName, SourceStatus } from './facts';
import { Freshness } from './views';

/** Status of a source; one that is not listed has never answered. */
export function sourceOf(
  facts: Pick<ClusterFacts, 'sources'>,
  source: SourceName,
): SourceStatus {
  return (
    facts.sources.find(status => status.source === source) ?? {
      source,
      state: 'connecting',
    }
  );
}

/** Whether a source is current. */
export function isLive(
  facts: Pick<ClusterFacts, 'sources'>,
  source: SourceName,
): boolean {
  return sourceOf(facts, source).state === 'live';
}

/** Whether a source ever answered, so that its facts are at least the last known ones. */
export function hasAnswered(
  facts: Pick<ClusterFacts, 'sources'>,
  source: SourceName,
): boolean {
  const { state, at } = sourceOf(facts, source);
  return state === 'live' || at !== undefined;
}

/** How current the view of a cluster is: as current as its nodes. */
export function freshnessOf(facts: Pick<ClusterFacts, 'sources'>): Freshness {
  const { state, at } = sourceOf(facts, 'nodes');
  if (state === 'live') {
    return { state: 'live', at };
  }
  return at === undefined ? { state: 'never' } : { state: 'stale', at };
}
