import { compareText, createOrder } from '@textloom/kernel';
import { HealthState } from './health';
import { ClusterSummary, FleetView } from './views';

/**
 * States in the order in which clusters want attention. Unlike the order by which parts are joined, a cluster
 * of which nothing is known comes before one whose fault is known: it may hide anything.
 */
const attention = createOrder<HealthState>(
  'healthy',
  'degraded',
  'unknown',
  'unhealthy',
);

/** All clusters, those that want attention first, then by name. `now` in milliseconds since the epoch. */
export function fleetView(
  clusters: readonly ClusterSummary[],
  now: number,
): FleetView {
  return {
    generatedAt: new Date(now).toISOString(),
    clusters: clusters
      .map(clusterSummary)
      .sort(
        (a, b) =>
          attention.compare(b.state, a.state) || compareText(a.name, b.name),
      ),
  };
}

/** The part of a cluster's view that the fleet shows. */
export function clusterSummary(cluster: ClusterSummary): ClusterSummary {
  const { name, title, state, since, freshness, version, region } = cluster;
  const { zones, nodes, groups, pods, findings, worst } = cluster;
  return {
    name,
    title,
    state,
    ...(since && { since }),
    freshness,
    ...(version && { version }),
    ...(region && { region }),
    zones,
    nodes,
    groups,
    ...(pods && { pods }),
    findings,
    ...(worst && { worst }),
    capacity: cluster.capacity,
    sources: cluster.sources,
    ...(cluster.alerts && { alerts: cluster.alerts }),
  };
}
