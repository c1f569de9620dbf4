import { setTimeout } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { ClustersClient } from '@textloom/plugin-clusters-common';
import { ClustersEntityProvider } from './ClustersEntityProvider';
import { readOptions } from './config';
import { createRefreshTask } from './keepFresh';
import { createPluginFetch } from './pluginFetch';

/** Clusters and node groups of the clusters plugin as resources of the catalog. */
export const catalogModuleTextloom = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'textloom-clusters',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, scheduler }) {
        const options = readOptions(config);
        const provider = new ClustersEntityProvider({
          clusters: new ClustersClient({
            fetchApi: { fetch: createPluginFetch({ auth, discovery }) },
          }),
          entities: options,
          logger,
        });
        catalog.addEntityProvider(provider);
        const task = createRefreshTask({
          refresh: () => provider.refresh(),
          // An abort ends the pause early; the task looks at the signal itself.
          pause: (ms, signal) =>
            setTimeout(ms, undefined, { signal }).catch(() => undefined),
          logger,
        });
        await scheduler.scheduleTask({
          id: 'clusters-entities',
          frequency: options.frequency,
          timeout: { minutes: 1 },
          // In each replica, so that it also runs right after a restart.
          scope: 'local',
          fn: task,
        });
      },
    });
  },
});
