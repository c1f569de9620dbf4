import { createHash, Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DrillProblem } from '../../service/ports';
import { Crc32c } from './crc32c';
import { eachLimited } from './eachLimited';

/** The file's name in a backup. */
export const MANIFEST_FILE = 'backup_manifest';

const fileSchema = z.object({
  Path: z.string().optional(),
  'Encoded-Path': z
    .string()
    .regex(/^([0-9a-f]{2})*$/i)
    .optional(),
  Size: z.number().int().nonnegative(),
  'Checksum-Algorithm': z.string().optional(),
  Checksum: z.string().optional(),
});
const manifestSchema = z.object({
  Files: z.array(fileSchema),
  'WAL-Ranges': z.array(
    z.object({
      Timeline: z.number().int(),
      'Start-LSN': z.string(),
      'End-LSN': z.string(),
    }),
  ),
});

/** A file as the backup had it. */
interface ManifestFile {
  path: string;
  bytes: number;
  algorithm?: string;
  checksum?: string;
}

/** What a backup must consist of: PostgreSQL's `backup_manifest`, versions 1 and 2. */
export interface Manifest {
  files: readonly ManifestFile[];
  /** End of the log that the backup needs. */
  endLsn?: string;
}

const damaged = (subject: string, actual: string) =>
  new DrillProblem({ code: 'backup-damaged', subject, actual });

/**
 * Reads the manifest of a backup; undefined when there is none.
 *
 * @throws DrillProblem `backup-damaged` when its own checksum does not hold.
 */
export async function readManifest(
  backup: string,
): Promise<Manifest | undefined> {
  let text: Buffer;
  try {
    text = await readFile(join(backup, MANIFEST_FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  const end = text.lastIndexOf('"Manifest-Checksum"');
  const claimed = /"Manifest-Checksum":\s*"([0-9a-f]+)"/i.exec(
    text.subarray(end).toString('utf8'),
  )?.[1];
  const hash = createHash('sha256').update(text.subarray(0, Math.max(0, end)));
  if (claimed?.toLowerCase() !== hash.digest('hex')) {
    throw damaged(MANIFEST_FILE, 'another checksum');
  }
  const { Files, 'WAL-Ranges': ranges } = parse(text);
  return {
    files: Files.map(file => ({
      path:
        file.Path ??
        Buffer.from(file['Encoded-Path'] ?? '', 'hex').toString('latin1'),
      bytes: file.Size,
      algorithm: file['Checksum-Algorithm'],
      checksum: file.Checksum?.toLowerCase(),
    })),
    endLsn: ranges.at(-1)?.['End-LSN'],
  };
}

function parse(text: Buffer) {
  try {
    return manifestSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    throw damaged(MANIFEST_FILE, 'not a manifest');
  }
}

/** What is not in a manifest by design, or is changed by whoever restores. */
const IGNORED =
  /^(?:pg_wal(?:\/|$)|backup_manifest$|postgresql\.auto\.conf$|recovery\.signal$|standby\.signal$)/;

/** How files are compared. */
export interface CheckOptions {
  signal: AbortSignal;
  /** Bytes that were read. */
  onBytes?(bytes: number): void;
}

/**
 * Compares a restored folder with its manifest as `pg_verifybackup -n` does: every file is there with its size and
 * checksum, and no other file is. Gives the number of files.
 *
 * @throws DrillProblem `backup-damaged` or `backup-incomplete`, naming the file.
 */
export async function checkManifest(
  folder: string,
  manifest: Manifest,
  { signal, onBytes }: CheckOptions,
): Promise<number> {
  const expected = new Map(manifest.files.map(file => [file.path, file]));
  for (const path of await filesOf(folder)) {
    if (!expected.has(path) && !IGNORED.test(path)) {
      throw damaged(path, 'not in the manifest');
    }
  }
  const files = manifest.files.filter(({ path }) => !IGNORED.test(path));
  await eachLimited(files, 4, async file => {
    signal.throwIfAborted();
    await checkFile(folder, file);
    onBytes?.(file.bytes);
  });
  return files.length;
}

async function checkFile(folder: string, file: ManifestFile): Promise<void> {
  const path = join(folder, file.path);
  const found = await lstat(path).catch(() => undefined);
  if (!found) {
    throw new DrillProblem({ code: 'backup-incomplete', subject: file.path });
  }
  if (found.size !== file.bytes) {
    throw new DrillProblem({
      code: 'backup-damaged',
      subject: file.path,
      expected: `${file.bytes} B`,
      actual: `${found.size} B`,
    });
  }
  const hash = hashOf(file);
  if (!hash) {
    return;
  }
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 20,
  })) {
    hash.update(chunk);
  }
  const actual = hash instanceof Crc32c ? hash.digest() : hash.digest('hex');
  if (actual !== file.checksum) {
    throw new DrillProblem({
      code: 'backup-damaged',
      subject: file.path,
      expected: `${file.algorithm} ${file.checksum}`,
      actual,
    });
  }
}

function hashOf({ algorithm, checksum }: ManifestFile): Hash | Crc32c | null {
  if (algorithm === undefined || checksum === undefined) {
    return null;
  }
  if (algorithm === 'CRC32C') {
    return new Crc32c();
  }
  if (/^SHA(?:224|256|384|512)$/.test(algorithm)) {
    return createHash(algorithm.toLowerCase());
  }
  throw damaged(MANIFEST_FILE, `checksum ${algorithm}`);
}

/** Paths of all files below a folder, tablespaces included. */
async function filesOf(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const paths = await Promise.all(
    entries.map(entry => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      const isFolder =
        entry.isDirectory() ||
        (entry.isSymbolicLink() && below === 'pg_tblspc');
      return isFolder ? filesOf(folder, path) : [path];
    }),
  );
  return paths.flat();
}
