import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiLifebuoyLine } from '@remixicon/react';
import { restoreDrillsApi } from './apis';
import { STORE_ANNOTATION } from './annotations';
import {
  drillRouteRef,
  drillsRouteRef,
  entityRouteRef,
  planRouteRef,
  rootRouteRef,
  storeRouteRef,
} from './routes';

const restoreDrillsPage = PageBlueprint.make({
  params: {
    path: '/restore-drills',
    title: 'Restore drills',
    icon: <RiLifebuoyLine />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () => import('./pages').then(m => <m.RestoreDrillsPages />),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'proven',
  params: {
    type: 'content',
    filter: {
      $any: [
        {
          kind: 'resource',
          'spec.type': { $in: ['database', 'cache', 'object-store'] },
        },
        {
          [`metadata.annotations.${STORE_ANNOTATION}`]: { $exists: true },
        },
      ],
    },
    loader: () =>
      import('./components/EntityCard/EntityCard').then(m => <m.EntityCard />),
  },
});

/** Whether the stores can really be restored, how fast, and how much is lost. */
export default createFrontendPlugin({
  pluginId: 'restore-drills',
  title: 'Restore drills',
  icon: <RiLifebuoyLine />,
  extensions: [restoreDrillsApi, restoreDrillsPage, entityCard],
  routes: {
    root: rootRouteRef,
    store: storeRouteRef,
    plan: planRouteRef,
    drills: drillsRouteRef,
    drill: drillRouteRef,
  },
  externalRoutes: { entity: entityRouteRef },
});
