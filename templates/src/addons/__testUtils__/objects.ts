import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Environment, KubeObject } from '../../consistency/service';
import { helm, HelmVersion } from '../../tools/helm';
import { run } from '../../tools/run';

/** Our own charts that read the settings of an environment, with the namespace they are installed in. */
export const CHARTS = {
  'charts/platform': 'istio-system',
  observability: 'monitoring',
} as const;

const known = new Map<string, readonly KubeObject[]>();

/** Objects in a YAML text, which is parsed once. */
export function objectsIn(text: string): readonly KubeObject[] {
  const objects =
    known.get(text) ??
    parseAllDocuments(text).flatMap(
      document => (document.toJS() as KubeObject | null) ?? [],
    );
  known.set(text, objects);
  return objects;
}

/** What Helm makes of one of our charts in an environment, after linting it. @throws with what Helm said */
export async function chartObjects(request: {
  folder: string;
  chart: keyof typeof CHARTS;
  environment: Environment;
  version: HelmVersion;
  set?: readonly string[];
}): Promise<readonly KubeObject[]> {
  const { folder, chart, environment, version, set = [] } = request;
  const values = [
    ...['--namespace', CHARTS[chart]],
    ...['--values', join('environments', `${environment}.yaml`)],
    ...set.flatMap(pair => ['--set', pair]),
  ];
  const ask = async (...command: string[]) => {
    const program = await helm(version);
    const { code, stdout, stderr } = await run(
      program,
      [...command, chart, ...values],
      { cwd: folder },
    );
    if (code !== 0) {
      throw new Error(`Helm ${version}, ${environment}: ${stderr}${stdout}`);
    }
    return stdout;
  };
  await ask('lint', '--strict', '--quiet');
  return objectsIn(await ask('template', 'example'));
}

/** Objects of Argo CD, as they lie in the repository. */
export const argoObjects = (files: ReadonlyMap<string, string>) =>
  [...files]
    .filter(([path]) => path.startsWith('argocd/'))
    .flatMap(([, text]) => objectsIn(text));
