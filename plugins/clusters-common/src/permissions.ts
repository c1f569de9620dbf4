import { createPermission } from '@backstage/plugin-permission-common';

/** Permits seeing clusters, node groups and nodes with their health and findings. */
export const clustersClusterReadPermission = createPermission({
  name: 'clusters.cluster.read',
  attributes: { action: 'read' },
});

/** All permissions of the clusters plugin. */
export const clustersPermissions = [clustersClusterReadPermission];
