import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDERS } from '../adapters/duckdb/partitionFiles';
import { StoredPartition } from '../service/ports';

/** A folder that nobody names any more is kept so long, for questions that still read it. */
const KEPT_MS = 15 * 60_000;
/** Work that was begun longer ago than any takes was left over by a crash. */
const ABANDONED_MS = 6 * 3_600_000;

/** The folders of partitions in the data directory. */
export class PartitionShelf {
  readonly #root: string;
  readonly #clock: () => number;
  /** Folders that no partition names, and since when that is known. */
  readonly #unnamed = new Map<string, number>();

  constructor(root: string, clock: () => number) {
    this.#root = root;
    this.#clock = clock;
  }

  /** A new folder to work in. */
  async work(): Promise<string> {
    const path = join(this.#root, FOLDERS.incoming, randomUUID());
    await mkdir(path, { recursive: true });
    return path;
  }

  async discard(work: string): Promise<void> {
    await rm(work, { recursive: true, force: true });
  }

  /** Moves a finished folder to its place; until the database names it, it does not count. */
  async place(
    made: string,
    {
      source,
      period,
      version,
    }: Pick<StoredPartition, 'source' | 'period' | 'version'>,
  ): Promise<string> {
    const parent = join(FOLDERS.partitions, source, period);
    await mkdir(join(this.#root, parent), { recursive: true });
    const directory = join(
      parent,
      `${String(version).padStart(6, '0')}-${randomUUID().slice(0, 8)}`,
    );
    await rename(made, join(this.#root, directory));
    return directory;
  }

  /** Whether a partition's folder is there: another machine may have had it. */
  async has({ directory }: StoredPartition): Promise<boolean> {
    return stat(this.path(directory)).then(
      found => found.isDirectory(),
      () => false,
    );
  }

  path(directory: string): string {
    return join(this.#root, directory);
  }

  /** Removes what no partition names, once questions have had time to end, and what a crash left over. */
  async tidy(partitions: readonly StoredPartition[]): Promise<void> {
    const now = this.#clock();
    const named = new Set(partitions.map(({ directory }) => directory));
    const there = new Set(await this.#folders());
    for (const directory of there) {
      const since = this.#unnamed.get(directory) ?? now;
      if (named.has(directory)) {
        this.#unnamed.delete(directory);
      } else if (now - since >= KEPT_MS) {
        this.#unnamed.delete(directory);
        await rm(this.path(directory), { recursive: true, force: true });
      } else {
        this.#unnamed.set(directory, since);
      }
    }
    const incoming = join(this.#root, FOLDERS.incoming);
    for (const name of await namesIn(incoming)) {
      const path = join(incoming, name);
      const { mtimeMs } = await stat(path);
      if (now - mtimeMs >= ABANDONED_MS) {
        await rm(path, { recursive: true, force: true });
      }
    }
  }

  /** All folders of partitions, named as partitions name them. */
  async #folders(): Promise<string[]> {
    let folders: string[] = [FOLDERS.partitions];
    for (const _level of ['source', 'period', 'version']) {
      const below = folders.map(async folder =>
        (await namesIn(this.path(folder))).map(name => join(folder, name)),
      );
      folders = (await Promise.all(below)).flat();
    }
    return folders;
  }
}

async function namesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(error => {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw error;
  });
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
}
