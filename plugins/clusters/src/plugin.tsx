import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiServerLine } from '@remixicon/react';
import { CLUSTER_ANNOTATION } from './annotations';
import { clustersApi } from './apis';
import {
  clusterRouteRef,
  clusterTabRouteRef,
  entityRouteRef,
  nodeGroupRouteRef,
  nodeRouteRef,
  rootRouteRef,
  workloadRouteRef,
} from './routes';

const clustersPage = PageBlueprint.make({
  params: {
    path: '/clusters',
    title: 'Clusters',
    icon: <RiServerLine />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () => import('./pages').then(m => <m.ClustersPages />),
  },
});

const clusterCard = EntityCardBlueprint.make({
  name: 'live-state',
  params: {
    type: 'info',
    filter: {
      kind: 'resource',
      'spec.type': { $in: ['kubernetes-cluster', 'kubernetes-node-group'] },
      [`metadata.annotations.${CLUSTER_ANNOTATION}`]: { $exists: true },
    },
    loader: () =>
      import('./components/ClusterCard/ClusterCard').then(m => (
        <m.ClusterCard />
      )),
  },
});

const componentCard = EntityCardBlueprint.make({
  name: 'runs-on',
  params: {
    type: 'content',
    filter: { kind: 'component' },
    loader: () =>
      import('./components/ComponentCard/ComponentCard').then(m => (
        <m.ComponentCard />
      )),
  },
});

/** Health of clusters, node groups, nodes and workloads. */
export default createFrontendPlugin({
  pluginId: 'clusters',
  title: 'Clusters',
  icon: <RiServerLine />,
  extensions: [clustersApi, clustersPage, clusterCard, componentCard],
  routes: {
    root: rootRouteRef,
    cluster: clusterRouteRef,
    clusterTab: clusterTabRouteRef,
    workload: workloadRouteRef,
    nodeGroup: nodeGroupRouteRef,
    node: nodeRouteRef,
  },
  externalRoutes: { entity: entityRouteRef },
});
