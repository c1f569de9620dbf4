import { FleetView, Freshness } from '@textloom/plugin-clusters-common';

/**
 * How current the fleet is as a whole: live as long as one cluster is, since each row says its own;
 * with none live, as old as the newest that is known.
 */
export function fleetFreshness(view: FleetView): Freshness {
  const all = view.clusters.map(cluster => cluster.freshness);
  if (all.length === 0 || all.some(freshness => freshness.state === 'live')) {
    return { state: 'live', at: view.generatedAt };
  }
  const newest = all
    .flatMap(freshness => freshness.at ?? [])
    .sort()
    .at(-1);
  return newest ? { state: 'stale', at: newest } : { state: 'never' };
}
