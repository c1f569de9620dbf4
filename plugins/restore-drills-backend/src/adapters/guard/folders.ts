import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DrillContext, DrillProblem, Leftover } from '../../service/ports';
import { endProcesses, findProcesses } from '../process';
import { DRILL_NAME, readTag, TAG_FILE, writeTag } from './tag';

const HOUR_MS = 3_600_000;

/** A second folder of a drill with a short path, for sockets: their paths are limited to about 100 bytes. */
export function shortFolder(drill: string): string {
  return join(tmpdir(), drill);
}

/**
 * Makes a tagged folder of a drill, in one act; one that it has already is kept.
 *
 * @throws DrillProblem `target-busy` when something else is there.
 */
export async function makeFolder(
  folder: string,
  { drill, store, plan, now }: DrillContext,
): Promise<void> {
  const tag = await readTag(folder);
  if (tag?.drill === drill && tag.store === store.id) {
    return;
  }
  const fresh = unfinished(folder);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o711 });
  await writeTag(fresh, {
    drill,
    store: store.id,
    createdAt: now(),
    expiresAt: now() + plan.timeLimitMs + HOUR_MS,
  });
  try {
    await rename(fresh, folder);
  } catch {
    await rm(fresh, { recursive: true, force: true });
    throw new DrillProblem({ code: 'target-busy', subject: drill });
  }
}

function unfinished(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.new`);
}

/** Removes a folder of a drill; its tag goes last, so that half a folder is still known. True when there was one. */
export async function removeFolder(folder: string): Promise<boolean> {
  await rm(unfinished(folder), { recursive: true, force: true });
  const names = await readdir(folder).catch(error => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
  if (!names) {
    return false;
  }
  const others = names.filter(name => name !== TAG_FILE);
  await Promise.all(
    others.map(name =>
      rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 }),
    ),
  );
  await rm(join(folder, TAG_FILE), { force: true });
  await rmdir(folder);
  return true;
}

/** Folders and processes that drills of a store have left in some folders. */
export async function findLeftovers(
  store: string,
  parents: readonly string[],
): Promise<Leftover[]> {
  const found = await Promise.all(
    parents.map(async parent => [
      ...(await strayProcesses(store, parent)),
      ...(await strayFolders(store, parent)),
    ]),
  );
  return found.flat();
}

async function strayFolders(
  store: string,
  parent: string,
): Promise<Leftover[]> {
  const left: Leftover[] = [];
  for (const drill of await drillsIn(parent)) {
    const folder = join(parent, drill);
    const tag = await readTag(folder);
    // An empty one without a tag is the end of a removal that was broken off.
    const mine = tag
      ? tag.store === store
      : (await readdir(folder).catch(() => [''])).length === 0;
    if (mine) {
      left.push({
        drill,
        what: `folder ${drill}`,
        async remove() {
          await endProcesses(folder);
          await removeFolder(folder);
        },
      });
    }
  }
  return left;
}

/** Of a folder of the store, or of one that is not there any more. */
async function strayProcesses(
  store: string,
  parent: string,
): Promise<Leftover[]> {
  const present = await drillsIn(parent);
  const left: Leftover[] = [];
  const seen = await findProcesses(parent);
  const drills = new Set(
    seen.flatMap(
      ({ command }) => command.match(/\bdrill-[0-9a-f]{8}\b/g) ?? [],
    ),
  );
  for (const drill of drills) {
    const folder = join(parent, drill);
    const tag = await readTag(folder);
    if (tag ? tag.store === store : !present.includes(drill)) {
      for (const { pid } of await findProcesses(folder)) {
        left.push({
          drill,
          what: `process ${pid}`,
          async remove() {
            await endProcesses(folder);
          },
        });
      }
    }
  }
  return left;
}

async function drillsIn(parent: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  return names.filter(name => DRILL_NAME.test(name)).sort();
}
