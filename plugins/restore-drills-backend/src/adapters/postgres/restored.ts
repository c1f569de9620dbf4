import { readFile, writeFile } from 'node:fs/promises';
import { Verification } from '@textloom/plugin-restore-drills-common';
import { z } from 'zod';
import { Layout } from './layout';

const restoredSchema = z.object({
  check: z.custom<Verification>(
    value => typeof value === 'object' && value !== null,
  ),
  available: z.array(z.string()),
});

/** What is known of a restored folder only before its server is started; kept in the drill's folder. */
export interface Restored {
  /** Of the backup against its manifest. */
  check: Verification;
  /** Segments for recovery: of the archive, and those that came with the backup. */
  available: readonly string[];
}

/** Keeps it for the steps after, which another process may run. */
export async function saveRestored(
  { checks }: Layout,
  restored: Restored,
): Promise<void> {
  await writeFile(checks, JSON.stringify(restored), { mode: 0o600 });
}

/** What `saveRestored` has kept. */
export async function loadRestored({ checks }: Layout): Promise<Restored> {
  return restoredSchema.parse(JSON.parse(await readFile(checks, 'utf8')));
}
