import { createPermission } from '@backstage/plugin-permission-common';

/** Permits seeing stores, plans, drills, logs and evidence. */
export const restoreDrillsDrillReadPermission = createPermission({
  name: 'restore-drills.drill.read',
  attributes: { action: 'read' },
});

/** Permits starting a drill and looking at what it would do. */
export const restoreDrillsDrillStartPermission = createPermission({
  name: 'restore-drills.drill.start',
  attributes: { action: 'create' },
});

/** Permits cancelling a drill and acknowledging that one has failed. */
export const restoreDrillsDrillControlPermission = createPermission({
  name: 'restore-drills.drill.control',
  attributes: { action: 'update' },
});

/** All permissions of the restore drills plugin. */
export const restoreDrillsPermissions = [
  restoreDrillsDrillReadPermission,
  restoreDrillsDrillStartPermission,
  restoreDrillsDrillControlPermission,
];
