import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DrillProblem } from '../../service/ports';
import { problemOfFile, syncPath } from './files';

/** What stands beside the databases of a copy. */
export const MANIFEST = 'manifest.json';
const VERSION = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
/** A name in the folder of the copy, and no way out of it. */
const name = z
  .string()
  .regex(/^[^/\\\0]+$/)
  .refine(text => !/^\.+$/.test(text));

const databaseSchema = z.object({
  name,
  bytes: count,
  /** SHA-256 of the file. */
  sha256: hash,
  contentHash: hash,
  userVersion: z.number().int(),
  /** Of the source. */
  journalMode: z.string(),
  tables: z.record(z.string(), count),
  foreignKeys: z.string(),
});

const manifestSchema = z.object({
  version: z.literal(VERSION),
  id: z.string(),
  /** Of SQLite. */
  sqlite: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** Before the first database was read, milliseconds since the epoch: what was written before is in the copy. */
  beganAt: z.number(),
  completedAt: z.number(),
  databases: z.array(databaseSchema).min(1),
  /** Newest marker of the copy; 0 when it has none. */
  newestMarker: count,
});

/** A database of a copy. */
export type CopiedDatabase = z.infer<typeof databaseSchema>;
/** What a copy holds. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Writes the manifest of a copy through to the disk. */
export async function writeManifest(
  folder: string,
  facts: Omit<Manifest, 'version'>,
): Promise<void> {
  const path = join(folder, MANIFEST);
  const text = JSON.stringify({ version: VERSION, ...facts }, undefined, 2);
  await writeFile(path, `${text}\n`, { mode: 0o600 });
  await syncPath(path);
}

/**
 * @param id - of the copy, for people.
 * @throws DrillProblem `backup-incomplete`, `denied`, `backup-damaged`, or `wrong-version` when it is of another portal.
 */
export async function readManifest(
  folder: string,
  id: string,
): Promise<Manifest> {
  const subject = `${id}/${MANIFEST}`;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'));
  } catch (error) {
    throw error instanceof SyntaxError
      ? new DrillProblem({ code: 'backup-damaged', subject })
      : problemOfFile(error, subject, 'backup-incomplete');
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version !== VERSION) {
    throw new DrillProblem({
      code: 'wrong-version',
      subject,
      expected: String(VERSION),
      actual: String(version),
    });
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    throw new DrillProblem({ code: 'backup-damaged', subject });
  }
  return parsed.data;
}
