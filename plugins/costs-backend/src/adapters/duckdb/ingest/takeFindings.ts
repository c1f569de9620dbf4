import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PARTITION_FILES } from '../partitionFiles';

/** Copies what was found when rows were read to the folder of their next version. */
export async function takeFindings(from: string, to: string): Promise<void> {
  const { findings } = PARTITION_FILES;
  await copyFile(join(from, findings), join(to, findings));
}
