import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { helm, HelmVersion } from '../../tools/helm';
import { EmittedChart } from './emitChart';

/** A Kubernetes object as tests look at it. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  // What a kind looks like is said by the API server that the objects are shown to.
  spec: ReturnType<typeof JSON.parse>;
  data?: Record<string, string>;
}

/** Where a service runs. */
export type Environment = 'dev' | 'test' | 'staging' | 'prod';

/** All of them, in the order in which a release passes them. */
export const ENVIRONMENTS: readonly Environment[] = [
  'dev',
  'test',
  'staging',
  'prod',
];

/** Namespace of an environment. */
export const namespaceOf = (environment: Environment) =>
  environment === 'prod' ? 'textloom' : environment;

/** The objects of one environment. */
export class Objects {
  constructor(readonly all: readonly KubeObject[]) {}

  ofKind(kind: string): KubeObject[] {
    return this.all.filter(object => object.kind === kind);
  }

  /** @throws unless there is exactly one of the kind, or of kind and name */
  one(kind: string, name?: string): KubeObject {
    const found = this.ofKind(kind).filter(
      ({ metadata }) => name === undefined || metadata.name === name,
    );
    if (found.length !== 1) {
      const names = found.map(({ metadata }) => metadata.name).join(', ');
      throw new Error(`${found.length} ${kind} ${name ?? ''}: ${names}`);
    }
    return found[0];
  }
}

/** How a chart is rendered. */
export interface HelmRequest {
  environment?: Environment;
  version?: HelmVersion;
  /** `--set` arguments. */
  set?: readonly string[];
}

/** Runs `helm lint --strict` or `helm template`. @throws with what Helm said. */
async function run(
  chart: EmittedChart,
  command: readonly string[],
  { environment = 'prod', version = 4, set = [] }: HelmRequest,
): Promise<string> {
  const folder = join(chart.folder, 'chart');
  const { stdout } = await promisify(execFile)(
    await helm(version),
    [
      ...command,
      folder,
      ...['--namespace', namespaceOf(environment)],
      ...['--values', join(folder, `values-${environment}.yaml`)],
      ...set.flatMap(argument => ['--set', argument]),
    ],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  return stdout;
}

/** Text that Helm makes of a chart. */
export function helmText(
  chart: EmittedChart,
  request: HelmRequest = {},
): Promise<string> {
  return run(chart, ['template', chart.values.name], request);
}

/** Lints a chart for an environment, warnings being errors. */
export function helmLint(
  chart: EmittedChart,
  request: HelmRequest,
): Promise<string> {
  return run(chart, ['lint', '--strict', '--quiet'], request);
}

/** Objects that Helm makes of a chart. */
export async function helmTemplate(
  chart: EmittedChart,
  request: HelmRequest = {},
): Promise<Objects> {
  const documents = parseAllDocuments(await helmText(chart, request));
  return new Objects(
    documents.flatMap(document => {
      if (document.errors.length > 0) {
        throw document.errors[0];
      }
      return (document.toJS() as KubeObject | null) ?? [];
    }),
  );
}
