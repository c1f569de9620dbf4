import { readFile } from 'node:fs/promises';
import { BillFinding } from '@textloom/plugin-costs-common';
import { StoredPartition } from '../../service/ports';
import { partitionFile } from './partitionFiles';

/** What was found in partitions when they were read. A folder that is gone has none. */
export async function readFindings(
  root: string,
  partitions: readonly StoredPartition[],
): Promise<BillFinding[]> {
  const all = await Promise.all(
    partitions.map(async ({ directory }): Promise<BillFinding[]> => {
      try {
        const file = partitionFile(root, directory, 'findings');
        return JSON.parse(await readFile(file, 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          return [];
        }
        throw error;
      }
    }),
  );
  return all.flat();
}
