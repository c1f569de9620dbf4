import { constants } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  stat,
} from 'node:fs/promises';
import { join } from 'node:path';
import { DrillProblem } from '../../service/ports';
import { Identity } from '../process';
import { eachLimited } from './eachLimited';

const AT_ONCE = 4;
/** Of a server that ran in the folder, not of the data. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts']);

/** A file that is to be copied. */
export interface CopyItem {
  from: string;
  to: string;
  bytes: number;
}

/** How files are copied. */
export interface CopyOptions {
  identity: Identity;
  signal: AbortSignal;
  /** Bytes of one more file. */
  onBytes(bytes: number): void;
}

/** Folders, in order, and files of a backup with the place of each in the copy. */
export interface CopyPlan {
  folders: readonly string[];
  files: readonly CopyItem[];
  /** Folder of each tablespace in the copy, by its number. */
  tablespaces: ReadonlyMap<string, string>;
}

/**
 * Plans the copy of a data directory. Each tablespace gets a folder of its own in the drill's: the backup's links
 * lead to those of the source, which must never be written.
 *
 * @throws DrillProblem `backup-incomplete` when a tablespace is not in the backup, `backup-damaged` for a link that
 * has no place in a data directory.
 */
export async function planCopy(
  from: string,
  to: string,
  tablespaces: string,
): Promise<CopyPlan> {
  const plan = {
    folders: [to],
    files: [] as CopyItem[],
    tablespaces: new Map<string, string>(),
  };
  const walk = async (source: string, target: string, below: string) => {
    for (const { name } of await readdir(source, { withFileTypes: true })) {
      const path = below ? `${below}/${name}` : name;
      const [here, there] = [join(source, name), join(target, name)];
      const found = await lstat(here);
      if (below === 'pg_tblspc' && !found.isFile()) {
        await assertTablespace(here, name);
        const home = join(tablespaces, name);
        plan.tablespaces.set(name, home);
        plan.folders.push(home);
        await walk(here, home, path);
      } else if (path === 'pg_wal' && found.isSymbolicLink()) {
        plan.folders.push(there);
      } else if (found.isDirectory()) {
        plan.folders.push(there);
        await walk(here, there, path);
      } else if (found.isFile()) {
        if (!LEFT_OUT.has(path)) {
          plan.files.push({ from: here, to: there, bytes: found.size });
        }
      } else {
        throw new DrillProblem({ code: 'backup-damaged', subject: path });
      }
    }
  };
  await walk(from, to, '');
  return plan;
}

async function assertTablespace(path: string, name: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new DrillProblem({
      code: 'backup-incomplete',
      subject: `pg_tblspc/${name}`,
    });
  }
}

/** Copies files a few at once, each given to its owner. */
export async function copyFiles(
  files: readonly CopyItem[],
  { identity, signal, onBytes }: CopyOptions,
): Promise<void> {
  await eachLimited(files, AT_ONCE, async ({ from, to, bytes }) => {
    signal.throwIfAborted();
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await give(to, identity);
    await chmod(to, 0o600);
    onBytes(bytes);
  });
}

/** Writes what was copied through to the disk. */
export async function syncFiles(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  await eachLimited(paths, AT_ONCE, async path => {
    signal.throwIfAborted();
    const file = await open(path, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/** Makes a folder that only the server can enter. */
export async function makePrivate(
  folder: string,
  identity: Identity,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await give(folder, identity);
}

/** Gives a file or folder of the drill to the user that its server runs as. */
export async function give(
  path: string,
  { uid, gid }: Identity,
): Promise<void> {
  if (uid !== undefined && gid !== undefined) {
    await chown(path, uid, gid);
  }
}
