import { randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendPlugin,
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { clusterConnectionsServiceRef } from '@textloom/backend-kit';
import {
  CLUSTERS_SIGNAL,
  clustersPermissions,
} from '@textloom/plugin-clusters-common';
import { registerClustersActions } from './actions/registerClustersActions';
import { KubernetesClusterLocator } from './adapters/kubernetes/KubernetesClusterLocator';
import { DEFAULT_TIMING } from './adapters/kubernetes/ports';
import { readClustersConfig } from './config';
import { connectHistory } from './database/connectHistory';
import { createRouter } from './router';
import { DefaultClustersService } from './service/DefaultClustersService';
import { HistoryArchive } from './service/HistoryArchive';
import { HistoryConnection } from './service/HistoryConnection';
import { HistoryRecorder } from './service/HistoryRecorder';
import { systemTime } from './time/Time';

/** Health of clusters and node groups, live. */
export const clustersPlugin = createBackendPlugin({
  pluginId: 'clusters',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        actions: actionsRegistryServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        connections: clusterConnectionsServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { groupLabels, thresholds, overrides, sources } =
          readClustersConfig(deps.config);
        const ports = { time: systemTime, random: Math.random };
        const past = historyOf(deps);
        const kubernetes = new KubernetesClusterLocator({
          ...ports,
          connections: deps.connections,
          ownCredentials: () => deps.auth.getOwnServiceCredentials(),
          logger: deps.logger,
          groupLabels,
          sources,
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
          overrides,
          keeper: past.recorder,
          history: past.archive,
          auditor: deps.auditor,
        });
        deps.permissionsRegistry.addPermissions(clustersPermissions);
        deps.httpRouter.use(
          createRouter({
            service,
            permissions: deps.permissions,
            httpAuth: deps.httpAuth,
          }),
        );
        const { permissions } = deps;
        registerClustersActions(deps.actions, { service, permissions });
        const begin = async () => {
          await past.recorder.start();
          service.start();
        };
        let begun: Promise<void> | undefined;
        // When every plugin is there: the portal is ready before its clusters are read, not after.
        deps.rootLifecycle.addStartupHook(() => {
          begun = begin();
        });
        deps.lifecycle.addShutdownHook(async () => {
          await begun;
          await service.stop();
          await past.recorder.stop();
        });
      },
    });
  },
});

/** The history in the plugin's database. While that is down, clusters are judged all the same. */
function historyOf(deps: { database: DatabaseService; logger: LoggerService }) {
  const holder = randomUUID();
  const connection = new HistoryConnection(() =>
    connectHistory(deps.database, holder),
  );
  const options = { connection, time: systemTime, logger: deps.logger };
  return {
    archive: new HistoryArchive(options),
    recorder: new HistoryRecorder(options),
  };
}
