import {
  restoreDrillsDrillControlPermission,
  restoreDrillsDrillReadPermission,
  restoreDrillsDrillStartPermission,
} from '@textloom/plugin-restore-drills-common';

const read = {
  method: 'get',
  permission: restoreDrillsDrillReadPermission,
} as const;
const start = {
  method: 'post',
  permission: restoreDrillsDrillStartPermission,
} as const;
const control = {
  method: 'post',
  permission: restoreDrillsDrillControlPermission,
} as const;

/** Every route of the plugin, under `/api/restore-drills`, with the permission that it asks for. */
export const restoreDrillsRoutes = [
  { ...read, path: '/overview' },
  { ...read, path: '/stores/:store' },
  { ...read, path: '/plans/:plan' },
  { ...read, path: '/drills' },
  { ...read, path: '/drills/:drill' },
  { ...read, path: '/drills/:drill/log' },
  { ...read, path: '/drills/:drill/evidence' },
  { ...read, path: '/drills/:drill/report' },
  { ...start, path: '/plans/:plan/dry-run' },
  { ...start, path: '/plans/:plan/drills' },
  { ...control, path: '/drills/:drill/cancel' },
  { ...control, path: '/drills/:drill/acknowledge' },
] as const;

type RestoreDrillsRoute = (typeof restoreDrillsRoutes)[number];

/** A route of the table, as the router mounts it: `get /overview`. */
export type RestoreDrillsRouteKey = {
  [Route in RestoreDrillsRoute as `${Route['method']} ${Route['path']}`]: true;
} extends infer Keys
  ? keyof Keys
  : never;
