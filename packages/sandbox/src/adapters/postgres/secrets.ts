import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Passwords of the administrator and of the roles that the portal uses. */
export interface Secrets {
  admin: string;
  /** Of `drill_reader`, which may read everything and change nothing. */
  reader: string;
  /** Of `drill_heartbeat`, which may write markers and nothing else. */
  heartbeat: string;
}

/** Made at the first start; nobody but the sandbox's user may read the file. */
export async function readSecrets(directory: string): Promise<Secrets> {
  const file = join(directory, 'postgres-passwords.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) {
    return JSON.parse(kept);
  }
  const secret = () => randomBytes(18).toString('base64url');
  const made = { admin: secret(), reader: secret(), heartbeat: secret() };
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
