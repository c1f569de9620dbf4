import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  TechdocsGenerator,
  techdocsGeneratorExtensionPoint,
} from '@backstage/plugin-techdocs-node';
import { MarkdownGenerator } from './MarkdownGenerator';

/**
 * Lets TechDocs build its pages in this process: no Python, no Docker, no network.
 */
export const techdocsModuleMarkdown = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'markdown',
  register(reg) {
    reg.registerInit({
      deps: {
        generator: techdocsGeneratorExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ generator, logger }) {
        // The extension point asks for the stock class although only `run` of it is ever called.
        generator.setTechdocsGenerator(
          MarkdownGenerator.create({ logger }) as unknown as TechdocsGenerator,
        );
      },
    });
  },
});
