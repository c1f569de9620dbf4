import { useApi } from '@backstage/frontend-plugin-api';
import {
  PluginQuery,
  useChangeSignal,
  useNow,
  usePluginQuery,
} from '@textloom/ui';
import {
  CLUSTERS_SIGNAL,
  ClustersApi,
  ClustersSignal,
  ClusterView,
  FleetView,
  NodeGroupView,
  NodeView,
} from '@textloom/plugin-clusters-common';
import { clustersApiRef } from '../apis';
import { LAST_KNOWN_AFTER_MS, lastKnown } from '../presentation/lastKnown';

/** Signals bring changes at once; polling proves that no signal means no change. */
const POLL_MS = 10_000;

/** What a view asks, and when it asks again. */
export interface ViewOptions<T> {
  key: (string | number | boolean | undefined)[];
  load: (api: ClustersApi) => Promise<T>;
  concerns: (signal: ClustersSignal, shown?: T) => boolean;
  /** The same view as the last known one, when the service has fallen silent. */
  lastKnown: (view: T) => T;
  /** Holds the question back while false. */
  enabled?: boolean;
}

/** A view that follows its cluster. After a minute without answer it is only the last known one. */
export type ViewQuery<T> = PluginQuery<T>;

/** Asks for a view, again on each change that concerns it, and at least every 10 s. */
export function useView<T>(options: ViewOptions<T>): ViewQuery<T> {
  const api = useApi(clustersApiRef);
  const query = usePluginQuery({
    plugin: 'clusters',
    key: options.key,
    load: () => options.load(api),
    pollMs: POLL_MS,
    maxPollMs: 60_000,
    enabled: options.enabled,
  });
  const { data, state, answeredAt, refresh } = query;
  useChangeSignal<ClustersSignal>(
    CLUSTERS_SIGNAL,
    signal => options.concerns(signal, data),
    refresh,
  );
  const now = useNow(POLL_MS);
  const silent =
    state === 'stale' &&
    now - Date.parse(answeredAt ?? '') > LAST_KNOWN_AFTER_MS;
  return data && silent ? { ...query, data: options.lastKnown(data) } : query;
}

/** All clusters. */
export function useFleet(): ViewQuery<FleetView> {
  return useView({
    key: ['fleet'],
    load: api => api.getFleet(),
    concerns: () => true,
    lastKnown: lastKnown.fleet,
  });
}

/** One cluster; a signal of a revision that is already shown is ignored. */
export function useCluster(cluster: string): ViewQuery<ClusterView> {
  return useView({
    key: ['cluster', cluster],
    load: api => api.getCluster(cluster),
    concerns: (signal, shown) =>
      signal.cluster === cluster && signal.revision !== shown?.revision,
    lastKnown: lastKnown.cluster,
  });
}

/** One node group. */
export function useNodeGroup(
  cluster: string,
  nodeGroup: string,
): ViewQuery<NodeGroupView> {
  return useView({
    key: ['node-group', cluster, nodeGroup],
    load: api => api.getNodeGroup(cluster, nodeGroup),
    concerns: signal => signal.cluster === cluster,
    lastKnown: lastKnown.nodeGroup,
  });
}

/** One node. */
export function useNode(cluster: string, node: string): ViewQuery<NodeView> {
  return useView({
    key: ['node', cluster, node],
    load: api => api.getNode(cluster, node),
    concerns: signal => signal.cluster === cluster,
    lastKnown: lastKnown.node,
  });
}
