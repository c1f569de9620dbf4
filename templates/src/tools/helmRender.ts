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
  readonly version: HelmVersion;
}

/** Between what Helm says of one environment and of the next. */
const BETWEEN = '\x1e';

/**
 * What Helm says of a chart in each environment. One shell asks for all: to start a program from a process as large as
 * one of tests takes longer than Helm does.
 * @throws with what Helm said
 */
async function ask(
  command: readonly string[],
  { folder, version }: ChartRequest,
): Promise<string[]> {
  const asked = ENVIRONMENTS.map(environment => {
    const values = join('chart', `values-${environment}.yaml`);
    const where = `--namespace ${namespaceOf(environment)} --values ${values}`;
    return `"$@" chart ${where} || { echo in ${environment} >&2; exit 1; }; printf '\\036'`;
  });
  const { code, stdout, stderr } = await run(
    'sh',
    ['-c', asked.join('\n'), 'helm', await helm(version), ...command],
    { cwd: folder },
  );
  if (code !== 0) {
    throw new Error(`Helm ${version}: ${stderr}${stdout}`);
  }
  return stdout.split(BETWEEN).slice(0, -1);
}

/** Lints a chart for each environment, warnings being errors. @throws with what Helm said */
export async function helmLint(request: ChartRequest): Promise<void> {
  await ask(['lint', '--strict', '--quiet'], request);
}

/** The objects that Helm makes of a chart in each environment. @throws with what Helm said */
export async function helmManifests(
  request: ChartRequest,
): Promise<Map<Environment, KubeObject[]>> {
  const texts = await ask(['template', request.name], request);
  return new Map(
    ENVIRONMENTS.map((environment, index) => [
      environment,
      parseAllDocuments(texts[index]).flatMap(document => {
        const [error] = document.errors;
        if (error) {
          throw error;
        }
        return (document.toJS() as KubeObject | null) ?? [];
      }),
    ]),
  );
}
