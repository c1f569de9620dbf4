import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  CLUSTERS_SIGNAL,
  clustersPermissions,
} from '@textloom/plugin-clusters-common';
import { KubernetesClusterLocator } from './adapters/kubernetes/KubernetesClusterLocator';
import { DEFAULT_TIMING } from './adapters/kubernetes/ports';
import { readClustersConfig } from './config';
import { clusterConnectionsServiceRef } from './connections/ClusterConnections';
import { createRouter } from './router';
import { AuthorizedClustersService } from './service/AuthorizedClustersService';
import { DefaultClustersService } from './service/DefaultClustersService';
import { systemTime } from './time/Time';

/** Health of clusters and node groups, live. */
export const clustersPlugin = createBackendPlugin({
  pluginId: 'clusters',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        connections: clusterConnectionsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { groupLabels, thresholds } = readClustersConfig(deps.config);
        const ports = { time: systemTime, random: Math.random };
        const kubernetes = new KubernetesClusterLocator({
          ...ports,
          connections: deps.connections,
          ownCredentials: () => deps.auth.getOwnServiceCredentials(),
          logger: deps.logger,
          groupLabels,
          timing: DEFAULT_TIMING,
        });
        const service = new DefaultClustersService({
          ...ports,
          // Without `kubernetes` in the configuration, its plugin has no connections to tell.
          locator: deps.config.has('kubernetes')
            ? kubernetes
            : { locate: async () => [] },
          publish: message =>
            deps.signals.publish({
              recipients: { type: 'broadcast' },
              channel: CLUSTERS_SIGNAL,
              message,
            }),
          logger: deps.logger,
          groupLabels,
          thresholds,
        });
        deps.permissionsRegistry.addPermissions(clustersPermissions);
        deps.httpRouter.use(
          createRouter({
            service: new AuthorizedClustersService(service, deps.permissions),
            httpAuth: deps.httpAuth,
          }),
        );
        service.start();
        deps.lifecycle.addShutdownHook(() => service.stop());
      },
    });
  },
});
