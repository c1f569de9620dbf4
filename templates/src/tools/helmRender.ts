import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  Environment,
  ENVIRONMENTS,
  KubeObject,
  namespaceOf,
} from '../consistency/service';
import { helm, HelmVersion } from './helm';
import { run } from './run';

/** A chart on disk, as Helm is asked for it. */
export interface ChartRequest {
  /** Folder of the emitted repository: its chart is in `chart/`. */
  readonly folder: string;
  readonly name: string;
  readonly environment: Environment;
  readonly version: HelmVersion;
}

async function ask(
  command: readonly string[],
  { folder, environment, version }: ChartRequest,
): Promise<string> {
  const { code, stdout, stderr } = await run(
    await helm(version),
    [
      ...command,
      'chart',
      ...['--namespace', namespaceOf(environment)],
      ...['--values', join('chart', `values-${environment}.yaml`)],
    ],
    { cwd: folder },
  );
  if (code !== 0) {
    throw new Error(`Helm ${version}, ${environment}: ${stderr}${stdout}`);
  }
  return stdout;
}

/** The objects that Helm makes of a chart. @throws with what Helm said */
export async function helmTemplate(
  request: ChartRequest,
): Promise<KubeObject[]> {
  const text = await ask(['template', request.name], request);
  return parseAllDocuments(text).flatMap(document => {
    const [error] = document.errors;
    if (error) {
      throw error;
    }
    return (document.toJS() as KubeObject | null) ?? [];
  });
}

/** Lints a chart, warnings being errors. @throws with what Helm said */
export async function helmLint(request: ChartRequest): Promise<void> {
  await ask(['lint', '--strict', '--quiet'], request);
}

/** The objects of all environments. @throws with what Helm said */
export async function helmManifests(
  request: Omit<ChartRequest, 'environment'>,
): Promise<Map<Environment, KubeObject[]>> {
  const rendered = await Promise.all(
    ENVIRONMENTS.map(environment => helmTemplate({ ...request, environment })),
  );
  return new Map(
    ENVIRONMENTS.map((environment, i) => [environment, rendered[i]]),
  );
}
