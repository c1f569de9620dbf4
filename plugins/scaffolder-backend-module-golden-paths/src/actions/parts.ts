import {
  LoggerService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import {
  createTemplateAction,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { PartSource, TemplatesRoot } from '../service/TemplatesRoot';
import { partsExamples } from './examples';

/** What `textloom:parts` stands on. */
export interface PartsOptions {
  /** Folder or address of the templates; otherwise the folder beside the running template. */
  templates?: string;
  /** The stock action that renders; the parts come out exactly as the template's own skeleton does. */
  fetchTemplate: ReturnType<typeof createFetchTemplateAction>;
}

/**
 * `textloom:parts`: renders what several templates share into the workspace.
 * Files that are there already are kept, so a template's own skeleton wins over a part, and a part over later ones.
 */
export function createPartsAction(options: PartsOptions) {
  return createTemplateAction({
    id: 'textloom:parts',
    description:
      'Renders parts that several templates share (chart, pipeline, catalog, …) into the workspace, as fetch:template does. Files that exist are kept.',
    supportsDryRun: true,
    examples: partsExamples,
    schema: {
      input: {
        parts: z =>
          z
            .array(z.string())
            .min(1)
            .max(20)
            .describe(
              'Names of folders in templates/parts; `chart` brings the library chart along',
            ),
        values: z =>
          z.record(z.any()).describe('What the files are rendered with'),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe(
              'Folder in the workspace; the workspace itself unless set',
            ),
      },
      output: {
        parts: z =>
          z
            .array(z.string())
            .describe('The parts that were rendered, in order'),
      },
    },
    async handler(ctx) {
      const { parts, values, targetPath = '.' } = ctx.input;
      const root = TemplatesRoot.of(
        options.templates,
        ctx.templateInfo?.baseUrl,
      );
      const sources = await root.sources(parts);
      for (const source of sources) {
        const target = `${targetPath}/${source.targetPath}`;
        // Names the folder in the message, before anything is written.
        resolveSafeChildPath(ctx.workspacePath, target);
        await render(options.fetchTemplate, ctx, source, { values, target });
        ctx.logger.info(`Rendered part ${source.name}`);
      }
      ctx.output(
        'parts',
        sources.map(({ name }) => name),
      );
    },
  });
}

type Context = Parameters<TemplateAction['handler']>[0];

async function render(
  { handler }: PartsOptions['fetchTemplate'],
  ctx: Omit<Context, 'output' | 'input'>,
  source: PartSource,
  { values, target }: { values: Record<string, unknown>; target: string },
): Promise<void> {
  try {
    await handler({
      ...ctx,
      output: () => {},
      // It tells of each file; a task's log is for people.
      logger: quiet(ctx.logger),
      templateInfo: {
        entityRef: 'template:default/unknown',
        ...ctx.templateInfo,
        baseUrl: source.baseUrl,
      },
      input: {
        url: source.url,
        values: values as JsonObject,
        targetPath: target,
        templateFileExtension: '.njk',
        trimBlocks: true,
        lstripBlocks: true,
      },
    });
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      throw new InputError(`There is no part ${source.name}`);
    }
    throw error;
  }
}

function quiet(logger: LoggerService): LoggerService {
  return {
    error: (message, meta) => logger.error(message, errorMeta(meta)),
    warn: (message, meta) => logger.warn(message, errorMeta(meta)),
    info: () => {},
    debug: () => {},
    child: () => quiet(logger),
  };
}

function errorMeta(meta: Error | JsonObject | undefined): JsonObject {
  return meta instanceof Error ? { error: meta.message } : meta ?? {};
}
