import { useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { PluginQuery, usePluginQuery } from '@textloom/ui';
import {
  ComponentView,
  HeadroomQuery,
  HeadroomView,
  SearchView,
  WorkloadName,
  WorkloadsQuery,
  WorkloadsView,
  WorkloadView,
} from '@textloom/plugin-clusters-common';
import { clustersApiRef } from '../apis';
import { lastKnown } from '../presentation/lastKnown';
import { useView, ViewQuery } from './useView';

/**
 * Shows the answer before while the next one is on its way, so that paging and typing move nothing.
 *
 * @param subject - What the answers are about; nothing is kept from another subject.
 */
function useKept<T>(query: ViewQuery<T>, subject: string): ViewQuery<T> {
  const kept = useRef<{ subject: string; data?: T }>({ subject });
  if (kept.current.subject !== subject) kept.current = { subject };
  if (query.data) kept.current.data = query.data;
  return query.state === 'loading'
    ? { ...query, data: kept.current.data }
    : query;
}

/** A page of the workloads of a cluster. */
export function useWorkloads(
  cluster: string,
  query: WorkloadsQuery,
): ViewQuery<WorkloadsView> {
  const found = useView({
    key: [
      'workloads',
      cluster,
      query.query,
      query.namespace,
      query.kind,
      query.unhealthy,
      query.offset,
      query.limit,
    ],
    load: api => api.getWorkloads(cluster, query),
    concerns: signal => signal.cluster === cluster,
    lastKnown: lastKnown.workloads,
  });
  return useKept(found, cluster);
}

/** One workload. */
export function useWorkload(
  cluster: string,
  workload: WorkloadName,
): ViewQuery<WorkloadView> {
  const { namespace, kind, name } = workload;
  return useView({
    key: ['workload', cluster, namespace, kind, name],
    load: api => api.getWorkload(cluster, workload),
    concerns: signal => signal.cluster === cluster,
    lastKnown: lastKnown.workload,
  });
}

/** How many more pods of a shape fit; not asked without one. */
export function useHeadroom(
  cluster: string,
  shape: HeadroomQuery | undefined,
): ViewQuery<HeadroomView> {
  const found = useView({
    key: ['headroom', cluster, shape && JSON.stringify(shape)],
    load: api =>
      shape
        ? api.getHeadroom(cluster, shape)
        : Promise.reject(new TypeError('No shape is given')),
    concerns: signal => signal.cluster === cluster,
    lastKnown: lastKnown.headroom,
    enabled: shape !== undefined,
  });
  return useKept(found, cluster);
}

/** Where a component runs. */
export function useComponent(component: string): ViewQuery<ComponentView> {
  return useView({
    key: ['component', component],
    load: api => api.getComponent(component),
    concerns: () => true,
    lastKnown: lastKnown.component,
  });
}

/** Fewest characters that are searched for. */
export const SEARCH_FROM = 2;

/** Nodes, pods, workloads and images of all clusters that match; not asked for less than two characters. */
export function useSearch(text: string): PluginQuery<SearchView> {
  const api = useApi(clustersApiRef);
  const wanted = text.trim();
  const found = usePluginQuery({
    plugin: 'clusters',
    key: ['search', wanted],
    load: () => api.search(wanted),
    enabled: wanted.length >= SEARCH_FROM,
  });
  return useKept(found, '');
}
