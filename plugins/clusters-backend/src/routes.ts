import {
  clustersClusterReadPermission,
  clustersSilenceCreatePermission,
  clustersSilenceDeletePermission,
} from '@textloom/plugin-clusters-common';

const read = {
  method: 'get',
  permission: clustersClusterReadPermission,
} as const;

/** Every route of the plugin, under `/api/clusters`, with the permission that it asks for. */
export const clustersRoutes = [
  { ...read, path: '/fleet' },
  { ...read, path: '/search' },
  { ...read, path: '/components/:component' },
  { ...read, path: '/clusters/:cluster' },
  { ...read, path: '/clusters/:cluster/node-groups/:nodeGroup' },
  { ...read, path: '/clusters/:cluster/nodes/:node' },
  { ...read, path: '/clusters/:cluster/workloads' },
  { ...read, path: '/clusters/:cluster/workloads/:namespace/:kind/:name' },
  { ...read, path: '/clusters/:cluster/headroom' },
  { ...read, path: '/clusters/:cluster/alerts' },
  { ...read, path: '/clusters/:cluster/charts/:chart' },
  { ...read, path: '/clusters/:cluster/history' },
  {
    method: 'post',
    path: '/clusters/:cluster/silences',
    permission: clustersSilenceCreatePermission,
  },
  {
    method: 'delete',
    path: '/clusters/:cluster/silences/:silence',
    permission: clustersSilenceDeletePermission,
  },
] as const;

/** Path of a route, as the router mounts it. */
export type ClustersRoutePath = (typeof clustersRoutes)[number]['path'];
