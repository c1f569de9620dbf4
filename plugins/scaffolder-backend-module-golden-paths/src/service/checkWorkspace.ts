import { Finding } from '@textloom/plugin-scaffolder-golden-paths-common';
import { parse } from 'yaml';
import { judge } from '../domain/policy/judge';
import { textAt } from '../domain/policy/shape';
import { EmittedFile } from '../domain/policy/types';
import { catalogHits } from './catalogHits';
import { CHART, Charts } from './Charts';
import { parseFiles } from './parseFiles';

/**
 * Findings of the policy for a folder.
 * @param files what {@link readWorkspace} has read from it.
 */
export async function checkWorkspace(
  workspace: string,
  files: readonly EmittedFile[],
  charts: Charts,
): Promise<Finding[]> {
  const parsed = parseFiles(files);
  const [{ manifests, hits }, catalog] = await Promise.all([
    charts.manifests(workspace, chartName(files)),
    catalogHits(parsed),
  ]);
  return judge({ files, parsed, manifests }, [...hits, ...catalog]);
}

/** Name of the chart, which is that of the service; Helm itself refuses a bad one. */
function chartName(files: readonly EmittedFile[]): string {
  const chart = files.find(({ path }) => path === `${CHART}/Chart.yaml`);
  try {
    return textAt(parse(chart?.text ?? ''), 'name') ?? 'service';
  } catch {
    return 'service';
  }
}
