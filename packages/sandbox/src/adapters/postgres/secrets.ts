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

const fileIn = (directory: string) =>
  join(directory, 'postgres-passwords.json');

/** Undefined before the first start. */
export async function readSecrets(
  directory: string,
): Promise<Secrets | undefined> {
  const kept = await readFile(fileIn(directory), 'utf8').catch(() => undefined);
  return kept ? JSON.parse(kept) : undefined;
}

/** Makes them once; nobody but the sandbox's user may read the file. */
export async function makeSecrets(directory: string): Promise<Secrets> {
  const secret = () => randomBytes(18).toString('base64url');
  const made = { admin: secret(), reader: secret(), heartbeat: secret() };
  await writeFile(fileIn(directory), JSON.stringify(made), { mode: 0o600 });
  return made;
}
