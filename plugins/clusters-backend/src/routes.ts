import { clustersClusterReadPermission } from '@textloom/plugin-clusters-common';

/** Every route of the plugin, under `/api/clusters`, with the permission that it asks for. */
export const clustersRoutes = [
  {
    method: 'get',
    path: '/fleet',
    permission: clustersClusterReadPermission,
  },
  {
    method: 'get',
    path: '/clusters/:cluster',
    permission: clustersClusterReadPermission,
  },
  {
    method: 'get',
    path: '/clusters/:cluster/node-groups/:nodeGroup',
    permission: clustersClusterReadPermission,
  },
  {
    method: 'get',
    path: '/clusters/:cluster/nodes/:node',
    permission: clustersClusterReadPermission,
  },
] as const;

/** Path of a route, as the router mounts it. */
export type ClustersRoutePath = (typeof clustersRoutes)[number]['path'];
