import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  parseLocationRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { serializeDirectoryContents } from '@backstage/plugin-scaffolder-node';
import { SerializedFile, TemplateFiles } from '../../service/Previewer';

/** What the scaffolder takes in one request, bytes; the text of it grows by a third. */
const MAX_TOTAL = 7 * 1024 * 1024;

/** Files beside a template's `template.yaml`, from where the catalog has read it. */
export function createTemplateFiles(options: {
  reader: UrlReaderService;
  integrations: ScmIntegrationRegistry;
}): TemplateFiles {
  return async ({ metadata: { name, annotations = {} } }) => {
    const location =
      annotations[ANNOTATION_SOURCE_LOCATION] ??
      annotations[ANNOTATION_LOCATION];
    if (!location) {
      throw new InputError(`It is not known where the template ${name} is`);
    }
    const { type, target } = parseLocationRef(location);
    const files =
      type === 'file'
        ? await serializeDirectoryContents(folderOf(target), {
            gitignore: true,
          })
        : await fetchFiles(target, options);
    const kept = files.map(
      ({ path, ...file }): SerializedFile => ({
        path,
        base64Content:
          'base64Content' in file
            ? file.base64Content
            : file.content.toString('base64'),
      }),
    );
    const total = kept.reduce(
      (sum, file) => sum + file.base64Content.length,
      0,
    );
    if (total > (MAX_TOTAL * 4) / 3) {
      throw new InputError(
        `The template ${name} is larger than 7 MiB and cannot be previewed`,
      );
    }
    return kept;
  };
}

function folderOf(target: string): string {
  return dirname(target.startsWith('file:') ? fileURLToPath(target) : target);
}

async function fetchFiles(
  target: string,
  {
    reader,
    integrations,
  }: { reader: UrlReaderService; integrations: ScmIntegrationRegistry },
): Promise<SerializedFile[]> {
  const tree = await reader.readTree(
    integrations.resolveUrl({ url: '.', base: target }),
  );
  return Promise.all(
    (await tree.files()).map(async file => ({
      path: file.path,
      base64Content: (await file.content()).toString('base64'),
    })),
  );
}
