import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The overview: stores and scenarios against their targets. */
export const rootRouteRef = createRouteRef();

/** One store. */
export const storeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/stores/:store',
});

/** One plan: what would be done, and the button that does it. */
export const planRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/plans/:plan',
});

/** All drills, newest first. */
export const drillsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/drills',
});

/** One drill, live or ended. */
export const drillRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/drills/:drill',
});

/** A catalog entity's page. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});
