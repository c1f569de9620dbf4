import { createPermission } from '@backstage/plugin-permission-common';

/** Kind of resource that {@link costsCostReadPermission} is about: what an owner's components cost. */
export const COST_RESOURCE_TYPE = 'cost';

/** Rule of a condition on {@link costsCostReadPermission}: `params.owners` are the entity references of owners. */
export const COST_OWNER_RULE = 'IS_COST_OWNER';

/**
 * Permits seeing costs: all of them, or on condition those whose owner is among the caller's groups. The condition
 * holds in totals, shares, caches and exports too.
 */
export const costsCostReadPermission = createPermission({
  name: 'costs.cost.read',
  attributes: { action: 'read' },
  resourceType: COST_RESOURCE_TYPE,
});

/** Permits making, changing and removing budgets. */
export const costsBudgetUpdatePermission = createPermission({
  name: 'costs.budget.update',
  attributes: { action: 'update' },
});

/** Permits saying of an anomaly whether it is one, was planned, or is none. */
export const costsAnomalyUpdatePermission = createPermission({
  name: 'costs.anomaly.update',
  attributes: { action: 'update' },
});

/** Permits reading the sources again at once. */
export const costsSourceRefreshPermission = createPermission({
  name: 'costs.source.refresh',
  attributes: { action: 'update' },
});

/** All permissions of the costs plugin. */
export const costsPermissions = [
  costsCostReadPermission,
  costsBudgetUpdatePermission,
  costsAnomalyUpdatePermission,
  costsSourceRefreshPermission,
];
