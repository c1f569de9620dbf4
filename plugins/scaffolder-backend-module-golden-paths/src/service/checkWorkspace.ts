import { Finding, Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { judge } from '../domain/policy/judge';
import { EmittedFile } from '../domain/policy/types';
import { catalogHits } from './catalogHits';
import { Charts } from './Charts';
import { chartsIn } from './chartsIn';
import { parseFiles } from './parseFiles';
import { readTerraform } from './readTerraform';

/**
 * Findings of the policy for a folder.
 * @param files what {@link readWorkspace} has read from it.
 * @param more what is known from elsewhere.
 */
export async function checkWorkspace(
  workspace: string,
  files: readonly EmittedFile[],
  charts: Charts,
  more: readonly Hit[] = [],
): Promise<Finding[]> {
  const parsed = parseFiles(files);
  const [{ manifests, hits }, catalog, terraform] = await Promise.all([
    charts.manifests(workspace, chartsIn(files)),
    catalogHits(parsed),
    readTerraform(files),
  ]);
  return judge({ files, parsed, manifests, terraform: terraform.estate }, [
    ...hits,
    ...catalog,
    ...terraform.hits,
    ...more,
  ]);
}
