import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'master-password';
const BYTES = 32;

/**
 * A new password for the master user of a copy, kept in the drill's own folder, where other steps find it. It is that
 * of no other server, and is gone with the folder.
 */
export async function makePassword(directory: string): Promise<string> {
  const password = randomBytes(BYTES).toString('base64url');
  const file = join(directory, FILE);
  await rm(file, { force: true });
  await writeFile(file, password, { mode: 0o600, flag: 'wx' });
  return password;
}

/** The password of the copy; undefined where another machine has made it. */
export async function readPassword(
  directory: string,
): Promise<string | undefined> {
  const text = await readFile(join(directory, FILE), 'utf8').catch(() => '');
  return text === '' ? undefined : text;
}
