import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { temporaryFolder } from './owner';
import { stopLeftOver } from './PostgresServer';
import { readSecrets } from './secrets';

const NAME = /^textloom-(sandbox|drills)-[0-9a-f]{12}$/;
const MARK = 'textloom-state.json';

/** Whose a folder is. */
interface Mark {
  /** The state folder. */
  state: string;
  /** The process that uses it, or has. */
  pid: number;
}

/** Writes into a folder whose it is, so that it can be removed when its state folder is gone. */
export async function markTemporary(
  folder: string,
  state: string,
): Promise<void> {
  const mark: Mark = { state, pid: process.pid };
  const file = join(folder, MARK);
  // Never through a link: the folder may belong to the server's user.
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(mark), { flag: 'wx', mode: 0o644 });
}

/**
 * Removes temporary folders whose state was deleted and whose process has ended, with the servers that still run in
 * them. Only what carries our own mark: of this user, and of the state folder by which the folder is named.
 *
 * @returns what was removed
 */
export async function removeForgotten(parent = tmpdir()): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    const mark = NAME.test(name) && (await readMark(folder));
    if (mark && !isAlive(mark.pid) && !(await isKept(mark.state))) {
      await endServers(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      removed.push(folder);
    }
  }
  return removed;
}

async function readMark(folder: string): Promise<Mark | undefined> {
  const file = join(folder, MARK);
  try {
    const [place, found] = await Promise.all([lstat(folder), lstat(file)]);
    const mine = found.uid === (process.getuid?.() ?? found.uid);
    if (!place.isDirectory() || !found.isFile() || !mine) {
      return undefined;
    }
    const { state, pid }: Partial<Mark> = JSON.parse(
      await readFile(file, 'utf8'),
    );
    const kind = NAME.exec(basename(folder))?.[1] as 'sandbox' | 'drills';
    return typeof state === 'string' &&
      Number.isInteger(pid) &&
      basename(temporaryFolder(kind, state)) === basename(folder)
      ? { state, pid: pid as number }
      : undefined;
  } catch {
    // No mark, or none of ours.
    return undefined;
  }
}

/** Without its passwords the data is of no use to anybody. */
async function isKept(state: string): Promise<boolean> {
  return readSecrets(state).then(
    secrets => secrets !== undefined,
    () => true,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The sandbox's own, and those that drills have left. */
async function endServers(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const home of [folder, ...names.map(name => join(folder, name))]) {
    await stopLeftOver(join(home, 'data'));
  }
}
