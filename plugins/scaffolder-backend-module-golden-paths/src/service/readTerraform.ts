import { Hit } from '@textloom/plugin-scaffolder-golden-paths-common';
import { parseHcl } from '../adapters/terraform/parseHcl';
import { HclFile, readHcl } from '../domain/policy/terraform/fromHcl';
import { Estate } from '../domain/policy/terraform/types';
import { EmittedFile } from '../domain/policy/types';

/** What the files of Terraform in a repository make, and what is wrong with the files themselves. */
export async function readTerraform(
  files: readonly EmittedFile[],
): Promise<{ estate: Estate; hits: Hit[] }> {
  const parsed: HclFile[] = [];
  const hits: Hit[] = [];
  // One after the other: the parser is one.
  for (const { path, text } of files) {
    if (text !== undefined && path.endsWith('.tf')) {
      const found = await parseHcl(path, text);
      if ('file' in found) {
        parsed.push(found.file);
      } else {
        const { line, text: subject } = found.problem;
        hits.push({
          rule: 'syntax-invalid',
          file: path,
          ...(line !== undefined && { line }),
          subject,
        });
      }
    }
  }
  const { resources, foreign } = readHcl(parsed);
  // What could not be read may hold what would be missed.
  return { estate: { resources, partial: foreign || hits.length > 0 }, hits };
}
