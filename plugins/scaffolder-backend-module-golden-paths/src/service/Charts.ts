import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { Manifest } from '../domain/policy/types';
import { Environment } from '../domain/environments';
import { parseYaml } from './parseFiles';

/** Folder of a service's chart. */
export const CHART = 'chart';

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

/** What the chart of a workspace makes. */
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

  /** Documents of an environment. @throws ServiceUnavailableError without Helm, Error when the chart is broken. */
  async render(
    workspace: string,
    name: string,
    { name: environment, namespace }: Environment,
  ): Promise<{ source: string; text: string }[]> {
    const helm = await this.#renderer.helm();
    if (helm === undefined) {
      throw new ServiceUnavailableError(
        'Helm was not found where the portal runs: install it, or set goldenPaths.helm',
      );
    }
    const chart = join(workspace, CHART);
    const values = join(chart, `values-${environment}.yaml`);
    return this.#renderer.render({
      helm,
      chart,
      name,
      namespace,
      values: existsSync(values) ? [values] : [],
    });
  }

  /** Objects of every environment, and what is wrong with the chart itself. */
  async manifests(
    workspace: string,
    name: string,
  ): Promise<{ manifests: Manifest[]; hits: Hit[] }> {
    const file = `${CHART}/Chart.yaml`;
    if (!existsSync(join(workspace, file))) {
      return { manifests: [], hits: [] };
    }
    if ((await this.#renderer.helm()) === undefined) {
      return { manifests: [], hits: [{ rule: 'helm-missing', file }] };
    }
    const found = await Promise.all(
      this.#environments.map(async environment => {
        try {
          const documents = await this.render(workspace, name, environment);
          return manifestsOf(documents, environment);
        } catch (error) {
          const text = error instanceof Error ? error.message : String(error);
          return broken(file, `${text} (${environment.name})`);
        }
      }),
    );
    return {
      manifests: found.flatMap(({ manifests }) => manifests),
      hits: found.flatMap(({ hits }) => hits),
    };
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
): { manifests: Manifest[]; hits: Hit[] } {
  const manifests: Manifest[] = [];
  const hits: Hit[] = [];
  for (const { source, text } of documents) {
    const file = `${CHART}/${source}`;
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
          value: value as Manifest['value'],
        });
      }
    }
  }
  return { manifests, hits };
}
