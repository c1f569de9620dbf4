import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  Environment,
  KubeObject,
  Objects,
} from '../../chart/__testUtils__/helmTemplate';
import { helm, HelmVersion } from '../../tools/helm';
import { run } from '../../tools/run';

/** The charts of the data layer, which are emitted as they are. */
export const CHARTS = ['pgbouncer', 'redis', 'minio'] as const;

/** A chart of the data layer. */
export type DataChart = (typeof CHARTS)[number];

/** Folder of a chart. */
export const folderOf = (chart: DataChart) =>
  resolve(__dirname, '../../../platform-addons/skeleton/charts', chart);

/** How a chart is rendered: for production by Helm 4, unless it is said otherwise. */
interface DataRequest {
  environment?: Environment;
  version?: HelmVersion;
  /** `--set` arguments. */
  set?: readonly string[];
}

async function ask(
  command: readonly string[],
  chart: DataChart,
  { environment = 'prod', version = 4, set = [] }: DataRequest,
): Promise<string> {
  const folder = folderOf(chart);
  const { code, stdout, stderr } = await run(await helm(version), [
    ...[...command, folder, '--namespace', 'data'],
    ...['--values', join(folder, `values-${environment}.yaml`)],
    ...set.flatMap(argument => ['--set-json', argument]),
  ]);
  if (code !== 0) {
    throw new Error(`Helm ${version}, ${environment}: ${stderr}${stdout}`);
  }
  return stdout;
}

/** Lints a chart, warnings being errors. @throws with what Helm said */
export const lint = (chart: DataChart, request: DataRequest = {}) =>
  ask(['lint', '--strict', '--quiet'], chart, request);

/** What Helm makes of a chart. @throws with what Helm said */
export async function render(
  chart: DataChart,
  request: DataRequest = {},
): Promise<Objects> {
  const text = await ask(['template', chart], chart, request);
  return new Objects(
    parseAllDocuments(text).flatMap(document => {
      if (document.errors.length > 0) {
        throw document.errors[0];
      }
      return (document.toJS() as KubeObject | null) ?? [];
    }),
  );
}

/** A container as far as tests start it. */
export interface Container {
  name: string;
  image: string;
  command: string[];
  env?: { name: string; value?: string; valueFrom?: object }[];
  resources: { requests: object; limits: object };
  securityContext: object;
  lifecycle?: { preStop: { exec: { command: string[] } } };
  livenessProbe?: { exec: { command: string[] } };
  readinessProbe?: { exec: { command: string[] } };
}

/** The first container of a workload, which is what its pods are for. */
export const containerOf = ({ spec }: KubeObject): Container =>
  spec.template.spec.containers[0];
