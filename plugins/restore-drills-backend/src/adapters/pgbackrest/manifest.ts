import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DrillProblem } from '../../service/ports';
import { eachLimited } from '../postgres/eachLimited';

/** Written anew by the restore, or read and put away by it. */
const CHANGED =
  /^pg_data\/(?:postgresql\.auto\.conf|recovery\.signal|standby\.signal|tablespace_map)$/;

const entrySchema = z.object({
  size: z.number().int().nonnegative().optional(),
  checksum: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
});

/** A file as the backup had it. */
export interface BackupFile {
  /** Relative to the data directory; of a tablespace by its link in `pg_tblspc`. */
  path: string;
  bytes: number;
  /** SHA-1, hexadecimal; files without content have none. */
  checksum?: string;
}

/** Files of pgBackRest's `backup.manifest`, section `target:file`. */
export function parseBackupManifest(text: string): BackupFile[] {
  const files: BackupFile[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    const head = /^\[(.*)\]$/.exec(line)?.[1];
    if (head !== undefined) {
      section = head;
    } else if (section === 'target:file' && line !== '') {
      // A name may hold an equals sign; what stands after the last one before the braces is the value.
      const at = line.indexOf('={');
      const path = line.slice(0, at);
      if (at > 0 && !CHANGED.test(path)) {
        const { size = 0, checksum } = entrySchema.parse(
          JSON.parse(line.slice(at + 1)),
        );
        files.push({
          path: path.replace(/^pg_data\//, ''),
          bytes: size,
          ...(checksum !== undefined && { checksum }),
        });
      }
    }
  }
  return files;
}

/**
 * Compares what was restored with the manifest of the backup.
 *
 * @throws DrillProblem `backup-damaged` or `backup-incomplete`, naming the file.
 */
export async function checkFiles(
  data: string,
  files: readonly BackupFile[],
  signal: AbortSignal,
): Promise<void> {
  await eachLimited(files, 4, async ({ path, bytes, checksum }) => {
    signal.throwIfAborted();
    const file = join(data, path);
    const found = await stat(file).catch(() => undefined);
    if (!found) {
      throw new DrillProblem({ code: 'backup-incomplete', subject: path });
    }
    const actual = await sha1Of(file);
    if (
      found.size !== bytes ||
      (checksum !== undefined && checksum !== actual)
    ) {
      throw new DrillProblem({
        code: 'backup-damaged',
        subject: path,
        expected: `${bytes} B ${checksum ?? ''}`.trim(),
        actual: `${found.size} B ${actual}`,
      });
    }
  });
}

async function sha1Of(file: string): Promise<string> {
  const hash = createHash('sha1');
  for await (const chunk of createReadStream(file, {
    highWaterMark: 1 << 20,
  })) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}
