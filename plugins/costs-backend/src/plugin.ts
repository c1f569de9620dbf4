import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { costsPermissions } from '@textloom/plugin-costs-common';
import { registerCostsActions } from './actions/registerCostsActions';
import { readCostsConfig } from './config';
import { Admission } from './permissions/admit';
import { costResourceRef, isCostOwner } from './permissions/rules';
import { CostScopes } from './permissions/scopeOf';
import { createRouter } from './router';
import { createCosts } from './wiring';

/** What everything costs, whose it is, and what to do next. */
export const costsPlugin = createBackendPlugin({
  pluginId: 'costs',
  register(env) {
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
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
        const { permissions, permissionsRegistry, config } = services;
        const costs = await createCosts(services, readCostsConfig(config));
        const { service } = costs;
        permissionsRegistry.addResourceType({
          resourceRef: costResourceRef,
          permissions: costsPermissions,
          rules: [isCostOwner],
        });
        const admission = new Admission({
          permissions,
          scopes: new CostScopes({
            permissions,
            ruleset: permissionsRegistry.getPermissionRuleset(costResourceRef),
          }),
        });
        httpRouter.use(createRouter({ service, admission, httpAuth }));
        registerCostsActions(actions, { service, admission });
        costs.start();
        lifecycle.addShutdownHook(() => costs.stop());
      },
    });
  },
});
