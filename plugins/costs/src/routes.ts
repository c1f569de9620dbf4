import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The overview: will the month end in budget, and whose is it. */
export const rootRouteRef = createRouteRef();

/** The pivot over all dimensions, down to rows of the bill. */
export const exploreRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/explore',
});

/** What the month will cost, and how well that was foreseen before. */
export const forecastRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/forecast',
});

/** Days that cost other than was to be expected. */
export const anomaliesRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/anomalies',
});

/** Amounts that must not be passed without somebody knowing. */
export const budgetsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/budgets',
});

/** Reserved Instances and Savings Plans: used, unused, covered. */
export const commitmentsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/commitments',
});

/** What could be done for less, line by line. */
export const savingsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/savings',
});

/** What one video and a thousand tasks cost. */
export const unitsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/units',
});

/** Contracts with vendors, their notice dates and use. */
export const contractsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/contracts',
});

/** The proof that what is shown is what was billed. */
export const reconciliationRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/reconciliation',
});

/** A catalog entity's page. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});

/** A proposal of the deployments plugin. */
export const proposalRouteRef = createExternalRouteRef({
  params: ['proposal'],
  defaultTarget: 'deployments.proposal',
});
