import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { TECHDOCS_ANNOTATION } from '@backstage/plugin-techdocs-common';
import {
  TechdocsGenerator,
  techdocsGeneratorExtensionPoint,
} from '@backstage/plugin-techdocs-node';
import { createBuildAhead } from './buildAhead';
import { MarkdownGenerator } from './MarkdownGenerator';
import { createDocsSync } from './syncDocs';

const WITH_DOCS = {
  [`metadata.annotations.${TECHDOCS_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
};

/**
 * Lets TechDocs build its pages in this process (no Python, no Docker, no
 * network), and before anybody opens them.
 */
export const techdocsModuleMarkdown = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'markdown',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        generator: techdocsGeneratorExtensionPoint,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, generator, logger, ...services }) {
        // The extension point asks for the stock class although only `run` of it is ever called.
        generator.setTechdocsGenerator(
          MarkdownGenerator.create({ logger }) as unknown as TechdocsGenerator,
        );

        // Otherwise the documentation is built elsewhere.
        if (config.getOptionalString('techdocs.builder') !== 'local') return;
        const { discovery, scheduler } = services;
        const entities = async () => {
          const credentials = await auth.getOwnServiceCredentials();
          const fields = ['kind', 'metadata.namespace', 'metadata.name'];
          const found = await catalog.getEntities(
            { filter: WITH_DOCS, fields },
            { credentials },
          );
          return found.items;
        };
        await scheduler.scheduleTask({
          id: 'build-documentation',
          // Often, so that what the catalog has just read is there soon; what is built is left alone.
          frequency: { seconds: 10 },
          timeout: { minutes: 10 },
          // In each replica, because each serves what it has built itself.
          scope: 'local',
          fn: createBuildAhead({
            entities,
            build: createDocsSync({ auth, discovery, fetch }),
            logger,
            now: Date.now,
          }),
        });
      },
    });
  },
});
