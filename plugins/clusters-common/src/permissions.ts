import { createPermission } from '@backstage/plugin-permission-common';

/** Permits seeing clusters, node groups, nodes and workloads with their health, findings, alerts and history. */
export const clustersClusterReadPermission = createPermission({
  name: 'clusters.cluster.read',
  attributes: { action: 'read' },
});

/** Permits silencing alerts. */
export const clustersSilenceCreatePermission = createPermission({
  name: 'clusters.silence.create',
  attributes: { action: 'create' },
});

/** Permits ending silences before their time. */
export const clustersSilenceDeletePermission = createPermission({
  name: 'clusters.silence.delete',
  attributes: { action: 'delete' },
});

/** All permissions of the clusters plugin. */
export const clustersPermissions = [
  clustersClusterReadPermission,
  clustersSilenceCreatePermission,
  clustersSilenceDeletePermission,
];
