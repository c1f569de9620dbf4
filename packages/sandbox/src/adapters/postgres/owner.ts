import { createHash } from 'node:crypto';
import { chownSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The user that PostgreSQL runs as, where the sandbox is root: PostgreSQL refuses to be. */
export interface Owner {
  name: string;
  uid: number;
  gid: number;
}

/** Nobody where the sandbox is root; undefined where it is an ordinary user. */
export async function ownerOf(
  uid: number | undefined,
): Promise<Owner | undefined> {
  if (uid !== 0) {
    return undefined;
  }
  const passwd = await readFile('/etc/passwd', 'utf8');
  const found = /^nobody:[^:]*:(\d+):(\d+):/m.exec(passwd);
  if (!found) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no user nobody',
    );
  }
  return { name: 'nobody', uid: Number(found[1]), gid: Number(found[2]) };
}

/**
 * Where the data is. Another user reaches nothing beneath a folder that only root may enter, so it is in the system's
 * folder for temporary files then, under a name of its own for each state folder.
 */
export function homeOf(stateDirectory: string, owner?: Owner): string {
  return owner
    ? temporaryFolder('sandbox', stateDirectory)
    : join(stateDirectory, 'postgres');
}

/** Where drills restore to: outside of everything that is protected, and with a short path for the sake of sockets. */
export function drillsOf(stateDirectory: string): string {
  return temporaryFolder('drills', stateDirectory);
}

/** A folder among the system's temporary files, under a name of its own for each state folder. */
export function temporaryFolder(
  kind: 'sandbox' | 'drills',
  stateDirectory: string,
  parent = tmpdir(),
): string {
  const digest = createHash('sha256').update(stateDirectory).digest('hex');
  return join(parent, `textloom-${kind}-${digest.slice(0, 12)}`);
}

/** Gives a folder or file to the owner, if there is one. */
export function give(path: string, owner?: Owner): void {
  if (owner) {
    chownSync(path, owner.uid, owner.gid);
  }
}
