import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { ImageDigest, Manifest } from '@textloom/plugin-deployments-common';
import { isMap, isScalar, visit } from 'yaml';
import { Files, Place, Renderer } from '../../service/ports';
import { imagesIn, referenceOf } from './images';
import { documentsOf, manifestsOf } from './manifests';

const DEADLINE_MS = 20_000;
const MAX_OUTPUT = 8 * 1024 * 1024;
const VALUES = 'values.yaml';

/** How charts are rendered. */
export interface HelmRendererOptions {
  /** The `helm` command, version 3 or 4. */
  command: string;
  /** Folder of a place in the repository. */
  folderOf(place: Place): string;
  namespaceOf(environment: string): string;
}

/**
 * A place is a chart with its `values.yaml`; charts that it depends on lie in `charts/`, so that nothing is fetched.
 * The release's images replace `tag` and `digest` beside each `repository` of the values that names them.
 */
export class HelmRenderer implements Renderer {
  readonly #options: HelmRendererOptions;

  constructor(options: HelmRendererOptions) {
    this.#options = options;
  }

  async render(input: {
    place: Place;
    files: Files;
    images?: readonly ImageDigest[];
  }): Promise<{ files: Files; manifests: Manifest[] }> {
    const { place, images = [] } = input;
    const folder = this.#options.folderOf(place);
    const path = `${folder}/${VALUES}`;
    const values = input.files.get(path);
    if (values === undefined) {
      throw new InputError(`${folder} has no ${VALUES}`);
    }
    const files = new Map(input.files).set(
      path,
      putImages(path, values, images),
    );
    const output = await this.#template(place, folder, files);
    if (output !== (await this.#template(place, folder, files))) {
      throw new InputError(
        `The chart of ${place.service} renders differently each time; remove now, rand, uuid, genCA and lookup from it`,
      );
    }
    const manifests = manifestsOf(folder, documentsOf(folder, output));
    refuseUnused(place, images, manifests);
    return { files, manifests };
  }

  async #template(place: Place, folder: string, files: Files): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'textloom-helm-'));
    try {
      await writeFiles(join(directory, 'chart'), folder, files);
      return await this.#run(place, directory);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  async #run(place: Place, directory: string): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)(
        this.#options.command,
        [
          'template',
          place.service,
          join(directory, 'chart'),
          '--namespace',
          this.#options.namespaceOf(place.environment),
          '--skip-tests',
        ],
        {
          timeout: DEADLINE_MS,
          maxBuffer: MAX_OUTPUT,
          env: {
            PATH: process.env.PATH,
            HOME: directory,
            HELM_CACHE_HOME: join(directory, 'cache'),
            HELM_CONFIG_HOME: join(directory, 'config'),
            HELM_DATA_HOME: join(directory, 'data'),
          },
        },
      );
      return stdout;
    } catch (error) {
      throw explain(error, place, directory);
    }
  }
}

function explain(error: unknown, { service }: Place, directory: string): Error {
  const { code, stderr = '' } = error as { code?: string; stderr?: string };
  if (code === 'ENOENT') {
    return new ServiceUnavailableError(
      'helm is not installed where the portal runs',
    );
  }
  const said = stderr.split(directory).join('').trim().slice(0, 500);
  return said
    ? new InputError(`Helm refuses the chart of ${service}: ${said}`)
    : new ServiceUnavailableError(`Helm did not render ${service} in time`);
}

async function writeFiles(
  target: string,
  folder: string,
  files: Files,
): Promise<void> {
  for (const [path, content] of files) {
    const file = normalize(join(target, path.slice(folder.length + 1)));
    if (!path.startsWith(`${folder}/`) || !file.startsWith(target + sep)) {
      throw new InputError(`${path} lies outside its place`);
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** Puts the digest beside each `repository` of the values that an image names. */
function putImages(
  path: string,
  text: string,
  images: readonly ImageDigest[],
): string {
  const [document] = documentsOf(path, text);
  if (!document || images.length === 0) {
    return text;
  }
  let changed = false;
  visit(document, {
    Map(_, map) {
      const repository = map.get('repository');
      const image = images.find(known => known.repository === repository);
      if (isMap(map) && image && map.get('digest') !== image.digest) {
        map.set('digest', image.digest);
        if (isScalar(map.get('tag', true))) {
          map.delete('tag');
        }
        changed = true;
      }
    },
  });
  return changed ? String(document) : text;
}

function refuseUnused(
  { service, environment }: Place,
  images: readonly ImageDigest[],
  manifests: readonly Manifest[],
): void {
  const rendered = new Set(imagesIn(manifests));
  const missing = images.map(referenceOf).filter(image => !rendered.has(image));
  if (missing.length > 0) {
    throw new InputError(
      `The chart of ${service} in ${environment} does not run ${missing.join(
        ', ',
      )}; its images must be written as repository@digest`,
    );
  }
}
