import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createCheckAction } from './actions/check';
import { createDeliverAction } from './actions/deliver';
import { createPartsAction } from './actions/parts';
import { createPublishAction } from './actions/publish';
import { createUndoAction } from './actions/undo';
import { createDryRun } from './adapters/scaffolder/dryRun';
import { createTemplateFiles } from './adapters/scaffolder/templateFiles';
import { readOptions } from './config';
import { createRouter } from './router';
import { Previewer } from './service/Previewer';
import { createParts } from './wiring';

/** Actions of the golden paths, and a preview: what a template emits is checked before anything is made of it. */
export const scaffolderModuleGoldenPaths = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'golden-paths',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        reader: coreServices.urlReader,
      },
      async init({ actions, httpRouter, httpAuth, reader, config, ...deps }) {
        const options = readOptions(config);
        const integrations = ScmIntegrations.fromConfig(config);
        const { charts, forges, gitOps, beginnings } = createParts(
          options,
          integrations,
        );
        const { author, templates } = options;
        const now = Date.now;
        const fetchTemplate = createFetchTemplateAction({
          reader,
          integrations,
        });
        actions.addActions(
          createPartsAction({ templates, fetchTemplate }),
          createCheckAction({ charts }),
          createPublishAction({ forges, integrations, author, now }),
          createDeliverAction({
            charts,
            gitOps,
            environments: beginnings,
            now,
          }),
          createUndoAction({
            forges,
            integrations,
            gitOps,
            environments: beginnings,
            now,
          }),
        );
        const previewer = new Previewer({
          catalog: deps.catalog,
          dryRun: createDryRun(deps),
          templateFiles: createTemplateFiles({ reader, integrations }),
          charts,
        });
        httpRouter.use(createRouter({ httpAuth, previewer }));
      },
    });
  },
});
