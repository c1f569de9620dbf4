import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DrillProblem } from '../../service/ports';
import { problemOfFile } from '../sqlite/files';

/** What whoever makes a copy may put beside its files. */
export const MANIFEST = 'manifest.json';
const VERSION = 1;

/** SHA-256, hexadecimal. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const sampleSchema = z.object({
  /** Base64, as names are bytes. */
  key: z.base64(),
  type: z.string(),
  /** See `digestOf`. */
  digest: hash,
  /** Milliseconds since the epoch; absent when it does not expire. */
  expiresAt: z.number().optional(),
});

const manifestSchema = z.object({
  version: z.literal(VERSION),
  /** Before the server was asked to save, milliseconds since the epoch: what was written before is in the copy. */
  beganAt: z.number().optional(),
  completedAt: z.number().optional(),
  /** `GET drill:hb` before the server was asked to save; 0 when there is none. */
  newestMarker: z.number().int().min(0).optional(),
  /** SHA-256 of files, by their path in the copy. */
  files: z.record(z.string(), hash).optional(),
  /** Keys of the first database that did not change while the copy was made. */
  sample: z.array(sampleSchema).max(10_000).optional(),
});

/** What a copy says of itself. Every field but the version may be left out; less is then known and checked. */
export type Manifest = z.infer<typeof manifestSchema>;
/** A key as it was when the copy was made. */
export type SampledKey = z.infer<typeof sampleSchema>;

/**
 * The manifest of a copy; undefined when it has none.
 *
 * @param id - of the copy, for people.
 * @throws DrillProblem `denied`, `backup-damaged`, or `wrong-version` when it is of another form.
 */
export async function readManifest(
  folder: string,
  id: string,
): Promise<Manifest | undefined> {
  const subject = `${id}/${MANIFEST}`;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
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
