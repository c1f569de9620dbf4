import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiInboxLine, RiRocketLine } from '@remixicon/react';
import { deploymentsApi } from './apis';
import { KUBERNETES_ID_ANNOTATION } from './annotations';
import {
  entityRouteRef,
  historyRouteRef,
  inboxRouteRef,
  newRouteRef,
  policyRouteRef,
  proposalRouteRef,
  rootRouteRef,
} from './routes';

const deploymentsPage = PageBlueprint.make({
  params: {
    path: '/deployments',
    title: 'Deployments',
    icon: <RiRocketLine />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () => import('./pages').then(m => <m.DeploymentsPages />),
  },
});

const inboxPage = PageBlueprint.make({
  name: 'inbox',
  params: {
    path: '/deployments/inbox',
    title: 'Inbox',
    icon: <RiInboxLine />,
    routeRef: inboxRouteRef,
    noHeader: true,
    loader: () =>
      import('./components/InboxPage/InboxPage').then(m => <m.InboxPage />),
  },
});

const componentCard = EntityCardBlueprint.make({
  name: 'runs',
  params: {
    type: 'content',
    filter: {
      kind: 'component',
      [`metadata.annotations.${KUBERNETES_ID_ANNOTATION}`]: { $exists: true },
    },
    loader: () =>
      import('./components/ComponentCard/ComponentCard').then(m => (
        <m.ComponentCard />
      )),
  },
});

/** What runs where, how it got there, and who has to say yes to what comes next. */
export default createFrontendPlugin({
  pluginId: 'deployments',
  title: 'Deployments',
  icon: <RiRocketLine />,
  extensions: [deploymentsApi, deploymentsPage, inboxPage, componentCard],
  routes: {
    root: rootRouteRef,
    inbox: inboxRouteRef,
    proposal: proposalRouteRef,
    history: historyRouteRef,
    policy: policyRouteRef,
    new: newRouteRef,
  },
  externalRoutes: { entity: entityRouteRef },
});
