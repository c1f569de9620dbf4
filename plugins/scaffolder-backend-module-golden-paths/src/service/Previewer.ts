import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  BackstageCredentials,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import {
  costsOf,
  Hit,
  MAX_CONTENT,
  Preview,
  PreviewFile,
  PreviewRequest,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { fileOf } from '../adapters/files/readWorkspace';
import { platformSettings } from '../domain/policy/terraform/settings';
import { EmittedFile } from '../domain/policy/types';
import { Charts } from './Charts';
import { checkWorkspace } from './checkWorkspace';
import { parseFiles } from './parseFiles';
import { renderingSteps } from './renderingSteps';
import { takenNames } from './takenNames';

/** Text of all files that an answer carries, bytes. */
const MAX_TEXT = 4 * 1024 * 1024;
const MAX_LOG = 200;

/** A file as the scaffolder takes and gives it. */
export interface SerializedFile {
  path: string;
  base64Content: string;
}

/** The scaffolder's own dry run, as the caller. */
export type DryRun = (
  request: {
    template: TemplateEntityV1beta3;
    values: Record<string, unknown>;
    directoryContents: SerializedFile[];
  },
  credentials: BackstageCredentials,
) => Promise<{ directoryContents: SerializedFile[]; log: string[] }>;

/** Files of a template's own folder. */
export type TemplateFiles = (
  template: TemplateEntityV1beta3,
) => Promise<SerializedFile[]>;

/** Shows what a template would emit, and what the policy says about it. */
export class Previewer {
  readonly #catalog: CatalogService;
  readonly #dryRun: DryRun;
  readonly #templateFiles: TemplateFiles;
  readonly #charts: Charts;

  constructor(options: {
    catalog: CatalogService;
    dryRun: DryRun;
    templateFiles: TemplateFiles;
    charts: Charts;
  }) {
    this.#catalog = options.catalog;
    this.#dryRun = options.dryRun;
    this.#templateFiles = options.templateFiles;
    this.#charts = options.charts;
  }

  /**
   * Nothing is made: only the steps that render are run, and those dry.
   * @throws NotFoundError for a template that the caller does not see, InputError when the values do not fit its form.
   */
  async preview(
    { templateRef, values }: PreviewRequest,
    credentials: BackstageCredentials,
  ): Promise<Preview> {
    const entity = await this.#catalog.getEntityByRef(templateRef, {
      credentials,
    });
    if (entity?.kind !== 'Template') {
      throw new NotFoundError(`There is no template ${templateRef}`);
    }
    const template = entity as TemplateEntityV1beta3;
    const { directoryContents, log } = await this.#dryRun(
      {
        template: {
          ...template,
          spec: {
            ...template.spec,
            steps: renderingSteps(template.spec.steps),
            output: {},
          },
        },
        values,
        directoryContents: await this.#templateFiles(template),
      },
      credentials,
    );
    const files = directoryContents
      .map(({ path, base64Content }) =>
        fileOf(path, Buffer.from(base64Content, 'base64')),
      )
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const parsed = parseFiles(files);
    const taken = await takenNames(parsed, refs =>
      this.#catalog.getEntitiesByRefs({ entityRefs: refs }, { credentials }),
    );
    const costs = costsOf(platformSettings(parsed));
    return {
      files: shown(files),
      findings: await this.#check(files, directoryContents, taken),
      log: log.slice(0, MAX_LOG),
      ...(costs && { costs }),
    };
  }

  async #check(
    files: readonly EmittedFile[],
    contents: readonly SerializedFile[],
    more: readonly Hit[],
  ) {
    const folder = await mkdtemp(join(tmpdir(), 'golden-paths-preview-'));
    try {
      for (const { path, base64Content } of contents) {
        const target = resolveSafeChildPath(folder, path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, Buffer.from(base64Content, 'base64'));
      }
      return await checkWorkspace(folder, files, this.#charts, more);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function shown(files: readonly EmittedFile[]): PreviewFile[] {
  let left = MAX_TEXT;
  return files.map(({ path, size, kind, text }) => {
    const fits = text !== undefined && size <= MAX_CONTENT && size <= left;
    left -= fits ? size : 0;
    return {
      path,
      size,
      binary: kind === 'binary',
      ...(fits && { content: text }),
    };
  });
}

/** @throws InputError that names each answer of a form that does not fit. */
export function refuseValues(
  errors: readonly { property?: string; message?: string; stack?: string }[],
): never {
  const reasons = errors.map(({ property = '', message, stack }) =>
    message
      ? `${property.replace(/^instance\.?/, '') || 'the form'} ${message}`
      : stack ?? 'a value does not fit',
  );
  throw new InputError(`The form is not complete: ${reasons.join('; ')}`);
}
