import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { clusterConnectionsServiceRef } from '@textloom/backend-kit';
import { deploymentsPermissions } from '@textloom/plugin-deployments-common';
import { registerDeploymentsActions } from './actions/registerDeploymentsActions';
import { GitHubWebhook } from './adapters/webhooks/GitHubWebhook';
import { readDeploymentsConfig } from './config';
import { createRouter } from './router';
import { deploymentsSignedRoutes } from './routes';
import { createDeployments } from './wiring';

/** Who may let what run where, and the executor that carries it out. */
export const deploymentsPlugin = createBackendPlugin({
  pluginId: 'deployments',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        actions: actionsRegistryServiceRef,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        connections: clusterConnectionsServiceRef,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init({ actions, httpAuth, httpRouter, lifecycle, ...services }) {
        const { permissions, permissionsRegistry } = services;
        const settings = readDeploymentsConfig(services.config);
        const deployments = await createDeployments(services, settings);
        const { service, store, wake } = deployments;
        permissionsRegistry.addPermissions(deploymentsPermissions);
        httpRouter.use(
          createRouter({
            service,
            permissions,
            httpAuth,
            webhook: new GitHubWebhook({
              secret: settings.webhookSecret,
              branch: settings.gitops?.branch,
              firstDelivery: id => store.firstDelivery(id),
              onPush: wake,
            }),
          }),
        );
        for (const { path } of deploymentsSignedRoutes) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        registerDeploymentsActions(actions, { service, permissions });
        await deployments.start();
        lifecycle.addShutdownHook(() => deployments.stop());
      },
    });
  },
});
