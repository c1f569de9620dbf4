import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The board: services and environments. */
export const rootRouteRef = createRouteRef();

/** What waits for the reader; a page of its own, so that the navigation leads there. */
export const inboxRouteRef = createRouteRef();

/** One proposal. */
export const proposalRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/proposals/:proposal',
});

/** Deployments that ended. */
export const historyRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/history',
});

/** The rules in force. */
export const policyRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/policy',
});

/** The form of a new proposal. */
export const newRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/new',
});

/** A catalog entity's page. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});
