import { ClusterFacts } from '../facts';
import { isLive, sourceOf } from '../sources';
import { AssessedCluster, Freshness } from '../views';

/** Whether what is said of workloads is current: of their source, and of the nodes that they run on. */
export function workloadsLive(
  facts: ClusterFacts,
  view: AssessedCluster,
): boolean {
  return view.freshness.state === 'live' && isLive(facts, 'workloads');
}

/** As old as the older of workloads and nodes; before the workloads ever answered, as old as the nodes. */
export function workloadFreshness(
  facts: ClusterFacts,
  view: AssessedCluster,
): Freshness {
  const { state, at } = sourceOf(facts, 'workloads');
  return view.freshness.state === 'live' && state !== 'live' && at
    ? { state: 'stale', at }
    : view.freshness;
}
