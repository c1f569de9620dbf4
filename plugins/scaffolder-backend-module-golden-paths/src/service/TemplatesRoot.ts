import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InputError } from '@backstage/errors';

/** Names of parts: lower-case letters and single hyphens, so that none leaves its folder. */
const PART = /^[a-z]+(?:-[a-z]+)*$/;
/** The chart that all services share is a template of its own; services carry a copy of it. */
const LIBRARY_CHART = {
  name: 'library-chart',
  from: 'library-chart/skeleton/chart/textloom-service',
  to: 'chart/charts/textloom-service',
};

/** A folder of files to render, as `fetch:template` takes it, and where its files go. */
export interface PartSource {
  name: string;
  /** What relative addresses start at. */
  baseUrl: string;
  url: string;
  /** Folder in the workspace. */
  targetPath: string;
}

/**
 * Where the templates are: a folder or the address of one.
 * Without configuration it is the folder that holds the running template's own, so parts and template are of one commit.
 */
export class TemplatesRoot {
  readonly #baseUrl: string;
  readonly #folder?: string;

  private constructor(baseUrl: string, folder?: string) {
    this.#baseUrl = baseUrl;
    this.#folder = folder;
  }

  /**
   * @param configured folder or address; wins over the template's own place.
   * @param templateUrl address of the running template's `template.yaml`.
   * @throws InputError when neither is known.
   */
  static of(
    configured: string | undefined,
    templateUrl: string | undefined,
  ): TemplatesRoot {
    if (configured !== undefined && !/^https?:\/\//.test(configured)) {
      return TemplatesRoot.#ofFolder(configured);
    }
    if (configured !== undefined) {
      return new TemplatesRoot(`${configured.replace(/\/+$/, '')}/`);
    }
    if (templateUrl?.startsWith('file:')) {
      return TemplatesRoot.#ofFolder(dirname(dirname(fileOf(templateUrl))));
    }
    if (templateUrl) {
      return new TemplatesRoot(new URL('../', templateUrl).toString());
    }
    throw new InputError(
      'It is not known where the parts of templates are: set goldenPaths.templates',
    );
  }

  static #ofFolder(folder: string): TemplatesRoot {
    const file = resolve(folder, 'template.yaml');
    // `fetch:template` takes the address of a file apart itself, and decodes nothing.
    return new TemplatesRoot(`file://${file}`, folder);
  }

  /**
   * The folders that the named parts stand for, each once; `chart` brings the library chart along.
   * @throws InputError when a part has no such name or does not exist.
   */
  async sources(parts: readonly string[]): Promise<PartSource[]> {
    const names = parts.flatMap(part =>
      part === 'chart' ? [part, LIBRARY_CHART.name] : [part],
    );
    const wrong = names.find(name => !PART.test(name));
    if (wrong !== undefined) {
      throw new InputError(
        `${JSON.stringify(
          wrong,
        )} is not the name of a part: use lower-case letters and hyphens`,
      );
    }
    const known = await this.#known();
    const missing = known && names.find(name => !known.includes(name));
    if (missing !== undefined) {
      throw new InputError(
        `There is no part ${missing}; there are ${known?.join(', ')}`,
      );
    }
    return [...new Set(names)].map(name =>
      name === LIBRARY_CHART.name
        ? this.#source(name, LIBRARY_CHART.from, LIBRARY_CHART.to)
        : this.#source(name, `parts/${name}`, '.'),
    );
  }

  #source(name: string, path: string, targetPath: string): PartSource {
    return this.#folder === undefined
      ? {
          name,
          baseUrl: this.#baseUrl,
          url: new URL(path, this.#baseUrl).toString(),
          targetPath,
        }
      : { name, baseUrl: this.#baseUrl, url: `./${path}`, targetPath };
  }

  /** Names of the parts that there are; `undefined` where only a remote host knows. */
  async #known(): Promise<string[] | undefined> {
    if (this.#folder === undefined) {
      return undefined;
    }
    const entries = await readdir(join(this.#folder, 'parts'), {
      withFileTypes: true,
    }).catch(() => {
      throw new InputError(
        'The templates have no folder `parts`: check goldenPaths.templates',
      );
    });
    return [
      ...entries.filter(entry => entry.isDirectory()).map(({ name }) => name),
      LIBRARY_CHART.name,
    ].sort();
  }
}

/** Locations of the catalog write `file:/x` as well as `file:///x`. */
function fileOf(url: string): string {
  return fileURLToPath(
    url.startsWith('file://') ? url : pathToFileURL(url.slice('file:'.length)),
  );
}
