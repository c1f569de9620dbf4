import {
  costsAnomalyUpdatePermission,
  costsBudgetUpdatePermission,
  costsCostReadPermission,
  costsSourceRefreshPermission,
} from '@textloom/plugin-costs-common';

const read = { method: 'get', permission: costsCostReadPermission } as const;
const budget = { permission: costsBudgetUpdatePermission } as const;

/**
 * Every route of the plugin, under `/api/costs`, with the permission that it asks for. All of them ask for
 * `costs.cost.read` as well, on whose condition the answer depends.
 */
export const costsRoutes = [
  { ...read, path: '/overview' },
  { ...read, path: '/explore' },
  { ...read, path: '/explore.csv' },
  { ...read, path: '/rows' },
  { ...read, path: '/explain' },
  { ...read, path: '/forecast' },
  { ...read, path: '/anomalies' },
  { ...read, path: '/budgets' },
  { ...read, path: '/commitments' },
  { ...read, path: '/recommendations' },
  { ...read, path: '/units' },
  { ...read, path: '/contracts' },
  { ...read, path: '/reconciliation' },
  { ...read, path: '/entities/:kind/:namespace/:name' },
  {
    method: 'post',
    path: '/anomalies/:id/feedback',
    permission: costsAnomalyUpdatePermission,
  },
  { ...budget, method: 'post', path: '/budgets' },
  { ...budget, method: 'put', path: '/budgets/:id' },
  { ...budget, method: 'delete', path: '/budgets/:id' },
  {
    method: 'post',
    path: '/refresh',
    permission: costsSourceRefreshPermission,
  },
] as const;

type CostsRoute = (typeof costsRoutes)[number];

/** A route of the table, as the router mounts it: `get /overview`. */
export type CostsRouteKey = {
  [Route in CostsRoute as `${Route['method']} ${Route['path']}`]: true;
} extends infer Keys
  ? keyof Keys
  : never;
