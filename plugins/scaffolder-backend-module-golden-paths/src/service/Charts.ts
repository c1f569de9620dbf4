import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { Manifest } from '../domain/policy/types';
import { Environment } from '../domain/environments';
import { CHART, ChartFolder } from './chartsIn';
import { parseYaml } from './parseFiles';

/** Renders charts, or knows that it cannot. */
export interface ChartRenderer {
  /** Path of Helm; `undefined` where there is none. */
  helm(): Promise<string | undefined>;
  /** @throws Error whose message says what is wrong with the chart. */
  render(request: {
    helm: string;
    chart: string;
    name: string;
    namespace: string;
    values: readonly string[];
  }): Promise<{ source: string; text: string }[]>;
}

/** What the charts of a workspace make. */
export class Charts {
  readonly #renderer: ChartRenderer;
  readonly #environments: readonly Environment[];

  constructor(options: {
    renderer: ChartRenderer;
    environments: readonly Environment[];
  }) {
    this.#renderer = options.renderer;
    this.#environments = options.environments;
  }

  /** Documents of the chart in an environment. @throws ServiceUnavailableError without Helm, Error when the chart is broken. */
  async render(
    workspace: string,
    name: string,
    { name: environment, namespace }: Environment,
    folder = CHART,
  ): Promise<{ source: string; text: string }[]> {
    const helm = await this.#renderer.helm();
    if (helm === undefined) {
      throw new ServiceUnavailableError(
        'Helm was not found where the portal runs: install it, or set goldenPaths.helm',
      );
    }
    const chart = join(workspace, folder);
    // Settings of its own, or those that all charts of a platform share.
    const values = [
      join(chart, `values-${environment}.yaml`),
      join(workspace, 'environments', `${environment}.yaml`),
    ].filter(path => existsSync(path));
    return this.#renderer.render({
      helm,
      chart,
      name,
      namespace,
      values: values.slice(0, 1),
    });
  }

  /** Objects of every environment, and what is wrong with the charts themselves. */
  async manifests(
    workspace: string,
    charts: readonly ChartFolder[],
  ): Promise<{ manifests: Manifest[]; hits: Hit[] }> {
    const [first] = charts;
    if (first && (await this.#renderer.helm()) === undefined) {
      const file = `${first.folder}/Chart.yaml`;
      return { manifests: [], hits: [{ rule: 'helm-missing', file }] };
    }
    const manifests: Manifest[] = [];
    const hits: Hit[] = [];
    // A repository may have many charts; those of one are rendered at the same time.
    for (const chart of charts) {
      const found = await Promise.all(
        this.#environmentsOf(chart).map(environment =>
          this.#objects(workspace, chart, environment),
        ),
      );
      manifests.push(...found.flatMap(each => each.manifests));
      hits.push(...found.flatMap(each => each.hits));
    }
    return { manifests, hits };
  }

  /** A service runs everywhere; another chart where it has values, or everywhere when it has none. */
  #environmentsOf({ folder, environments }: ChartFolder) {
    const own = this.#environments.filter(({ name }) =>
      environments.includes(name),
    );
    return folder === CHART || own.length === 0 ? this.#environments : own;
  }

  async #objects(
    workspace: string,
    { folder, name }: ChartFolder,
    environment: Environment,
  ) {
    try {
      const documents = await this.render(workspace, name, environment, folder);
      return manifestsOf(documents, environment, folder);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return broken(`${folder}/Chart.yaml`, `${text} (${environment.name})`);
    }
  }
}

function broken(file: string, subject: string) {
  return {
    manifests: [] as Manifest[],
    hits: [{ rule: 'chart-broken' as const, file, subject }],
  };
}

function manifestsOf(
  documents: readonly { source: string; text: string }[],
  environment: Environment,
  folder: string,
): { manifests: Manifest[]; hits: Hit[] } {
  const manifests: Manifest[] = [];
  const hits: Hit[] = [];
  for (const { source, text } of documents) {
    const file = `${folder}/${source}`;
    const parsed = parseYaml(file, text);
    if (parsed.problem) {
      hits.push(
        ...broken(file, `${parsed.problem.text} (${environment.name})`).hits,
      );
    }
    for (const { value } of parsed.documents) {
      if (typeof value === 'object' && value !== null) {
        manifests.push({
          environment: environment.name,
          file,
          ...(folder !== CHART && { chart: folder }),
          value: value as Manifest['value'],
        });
      }
    }
  }
  return { manifests, hits };
}
