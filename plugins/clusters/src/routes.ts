import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** Tabs of a cluster's page by the last part of their address, beside the one that opens first. */
export const CLUSTER_TABS = [
  'nodes',
  'workloads',
  'capacity',
  'alerts',
  'data-layer',
  'history',
] as const;

/** Tab of a cluster's page. */
export type ClusterTab = 'overview' | (typeof CLUSTER_TABS)[number];

/** The fleet: all clusters. */
export const rootRouteRef = createRouteRef();

/** One cluster. */
export const clusterRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:cluster',
});

/** A tab of a cluster's page; see {@link CLUSTER_TABS}. */
export const clusterTabRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:cluster/:tab',
});

/** One workload of a cluster. */
export const workloadRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:cluster/workloads/:namespace/:kind/:name',
});

/** One node group of a cluster. */
export const nodeGroupRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:cluster/node-groups/:nodeGroup',
});

/** One node of a cluster. */
export const nodeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:cluster/nodes/:node',
});

/** A catalog entity's page, which shows who owns what runs on a node. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});
