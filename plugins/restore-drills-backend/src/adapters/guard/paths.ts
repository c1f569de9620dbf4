import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { DrillProblem } from '../../service/ports';
import { DRILL_NAME } from './tag';

const refuse = (subject: string) =>
  new DrillProblem({ code: 'invalid-target', subject });
const aliases = (subject: string) =>
  new DrillProblem({ code: 'aliases-source', subject });

/**
 * Where a drill's folder really is.
 *
 * @throws DrillProblem `invalid-target` when it is not named after the drill or not directly in the work directory,
 * by its real path.
 */
export async function realFolder(
  drill: string,
  directory: string,
  parents: readonly string[],
): Promise<string> {
  if (!DRILL_NAME.test(drill) || basename(directory) !== drill) {
    throw refuse('the name of the folder');
  }
  if (!isAbsolute(directory) || resolve(directory) !== directory) {
    throw refuse('the path of the folder');
  }
  const roots = await Promise.all(parents.map(realOf));
  const home = await realOf(dirname(directory));
  if (!roots.includes(home)) {
    throw refuse('the work directory');
  }
  const found = await lstat(directory).catch(() => undefined);
  if (found && !found.isDirectory()) {
    throw refuse('the folder is no folder');
  }
  return join(home, drill);
}

/**
 * That a folder is not a place of the source, nor within one, nor around one: by real paths, and by device and inode,
 * so that another spelling or a second mount of the same place is found too.
 *
 * @throws DrillProblem `aliases-source`
 */
export async function assertApart(
  folder: string,
  sources: readonly string[],
): Promise<void> {
  const own = await ancestry(folder);
  for (const source of sources) {
    const theirs = await ancestry(source);
    const [ours, its] = [own[0], theirs[0]];
    const same = (a: Place, b: Place) =>
      a.path === b.path || (a.inode !== undefined && a.inode === b.inode);
    if (
      own.some(place => same(place, its)) ||
      theirs.some(place => same(place, ours))
    ) {
      throw aliases('a folder of the source');
    }
  }
}

/** Whether a path is a folder or within it, by their spelling alone. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

interface Place {
  path: string;
  /** Device and inode; undefined when there is nothing yet. */
  inode?: string;
}

/** A place and all folders around it, innermost first. */
async function ancestry(path: string): Promise<Place[]> {
  const places: Place[] = [];
  for (let at = await realOf(path); ; at = dirname(at)) {
    const found = await stat(at, { bigint: true }).catch(() => undefined);
    places.push({ path: at, inode: found && `${found.dev}:${found.ino}` });
    if (dirname(at) === at) {
      return places;
    }
  }
}

/** The real path; of what does not exist yet, by the nearest folder around it that does. */
export async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' || dirname(path) === path) {
      throw error;
    }
    return join(await realOf(dirname(path)), basename(path));
  }
}
