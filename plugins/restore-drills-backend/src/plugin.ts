import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { restoreDrillsPermissions } from '@textloom/plugin-restore-drills-common';
import { registerRestoreDrillsActions } from './actions/registerRestoreDrillsActions';
import { readRestoreDrillsConfig } from './config';
import { createRouter } from './router';
import { createRestoreDrills } from './wiring';

/** Restores what is protected, again and again, and measures what it takes and what is lost. */
export const restoreDrillsPlugin = createBackendPlugin({
  pluginId: 'restore-drills',
  register(env) {
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
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
        const { permissions, permissionsRegistry, config } = services;
        const drills = await createRestoreDrills(
          services,
          readRestoreDrillsConfig(config),
        );
        const { service } = drills;
        permissionsRegistry.addPermissions(restoreDrillsPermissions);
        httpRouter.use(createRouter({ service, permissions, httpAuth }));
        registerRestoreDrillsActions(actions, { service, permissions });
        drills.start();
        lifecycle.addShutdownHook(() => drills.stop());
      },
    });
  },
});
