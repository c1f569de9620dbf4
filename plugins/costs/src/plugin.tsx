import { ComponentType } from 'react';
import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { RiCoinsLine } from '@remixicon/react';
import { costsApi } from './apis';
import {
  anomaliesRouteRef,
  budgetsRouteRef,
  commitmentsRouteRef,
  contractsRouteRef,
  entityRouteRef,
  exploreRouteRef,
  forecastRouteRef,
  proposalRouteRef,
  reconciliationRouteRef,
  rootRouteRef,
  savingsRouteRef,
  unitsRouteRef,
} from './routes';

const costsPage = PageBlueprint.make({
  params: {
    path: '/costs',
    title: 'Costs',
    icon: <RiCoinsLine />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () => import('./pages').then(m => <m.CostsPages />),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'cost',
  params: {
    type: 'content',
    filter: { kind: { $in: ['component', 'resource'] } },
    loader: () =>
      import('./components/EntityCard/EntityCard').then(m => <m.EntityCard />),
  },
});

const homeWidget = HomePageWidgetBlueprint.make({
  name: 'cost-of-month',
  params: {
    components: () =>
      import('./components/HomeWidget/HomeWidget').then(m => ({
        Content: () => <m.HomeWidget />,
      })),
    // It brings its own frame, or nothing for who may not see costs.
    componentProps: {
      Renderer: ({ Content }: { Content: ComponentType }) => <Content />,
    },
  },
});

/** What everything costs, whose it is, what comes, and what to do about it. */
export default createFrontendPlugin({
  pluginId: 'costs',
  title: 'Costs',
  icon: <RiCoinsLine />,
  extensions: [costsApi, costsPage, entityCard, homeWidget],
  routes: {
    root: rootRouteRef,
    explore: exploreRouteRef,
    forecast: forecastRouteRef,
    anomalies: anomaliesRouteRef,
    budgets: budgetsRouteRef,
    commitments: commitmentsRouteRef,
    savings: savingsRouteRef,
    units: unitsRouteRef,
    contracts: contractsRouteRef,
    reconciliation: reconciliationRouteRef,
  },
  externalRoutes: { entity: entityRouteRef, proposal: proposalRouteRef },
});
