import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const DEADLINE_MS = 20_000;
const MAX_OUTPUT = 8 * 1024 * 1024;
const SOURCE = /^# Source: [^/\n]+\/(.+)$/m;

/** What is rendered. */
export interface ChartRequest {
  /** Path of the command. */
  helm: string;
  /** Folder of the chart. */
  chart: string;
  /** Name of the release. */
  name: string;
  namespace: string;
  /** Files of values, the last wins. */
  values: readonly string[];
}

/** A rendered document and the template of the chart that it comes from. */
export interface RenderedDocument {
  /** From the folder of the chart. */
  source: string;
  text: string;
}

/** Helm refuses the chart; the message is Helm's own, without paths of this machine. */
export class ChartError extends Error {}

/**
 * Renders a chart without a cluster and without the settings of the machine.
 * @throws ChartError
 */
export async function renderChart(
  request: ChartRequest,
): Promise<RenderedDocument[]> {
  const { helm, chart, name, namespace, values } = request;
  const home = await mkdtemp(join(tmpdir(), 'golden-paths-helm-'));
  try {
    const { stdout } = await promisify(execFile)(
      helm,
      [
        'template',
        name,
        chart,
        '--namespace',
        namespace,
        '--skip-tests',
        ...values.flatMap(file => ['--values', file]),
      ],
      {
        timeout: DEADLINE_MS,
        maxBuffer: MAX_OUTPUT,
        env: {
          PATH: process.env.PATH,
          HOME: home,
          HELM_CACHE_HOME: join(home, 'cache'),
          HELM_CONFIG_HOME: join(home, 'config'),
          HELM_DATA_HOME: join(home, 'data'),
        },
      },
    );
    return documentsOf(stdout);
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    const said = stderr.split(chart).join('chart').split(home).join('').trim();
    throw new ChartError(
      said.replace(/\s+/g, ' ').slice(0, 500) || 'Helm did not end in time',
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Documents of Helm's output. */
function documentsOf(output: string): RenderedDocument[] {
  return output
    .split(/^---[ \t]*$/m)
    .map(text => ({ source: SOURCE.exec(text)?.[1].trim() ?? '', text }))
    .filter(({ text }) => text.replace(/^\s*#.*$/gm, '').trim() !== '');
}
