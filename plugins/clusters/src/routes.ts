import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The fleet: all clusters. */
export const rootRouteRef = createRouteRef();

/** One cluster. */
export const clusterRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:cluster',
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
