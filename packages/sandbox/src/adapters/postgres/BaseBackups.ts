import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { takeBaseBackup } from './baseBackup';
import { PostgresServer } from './PostgresServer';

const HOUR_MS = 3_600_000;
const KEPT = 3;

/** The base backups of a server: one each hour, the newest three, and the archive that they need. */
export class BaseBackups {
  readonly #server: PostgresServer;
  readonly #folders: { backups: string; archive: string };

  constructor(
    server: PostgresServer,
    folders: { backups: string; archive: string },
  ) {
    this.#server = server;
    this.#folders = folders;
  }

  /** Takes one unless the newest is younger than an hour. */
  async takeIfOld(): Promise<void> {
    const newest = (await this.#names()).pop();
    if (!newest || Date.now() - timeOf(newest) > HOUR_MS) {
      await this.take();
    }
  }

  /** Gives the folder. */
  async take(): Promise<string> {
    const client = await this.#server.connect();
    try {
      return await takeBaseBackup({
        client,
        data: this.#server.data,
        backups: this.#folders.backups,
        now: new Date(),
      });
    } finally {
      await client.end();
      await this.#expire();
    }
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.#folders.backups);
    return names.filter(name => !name.startsWith('.')).sort();
  }

  async #expire(): Promise<void> {
    const { backups, archive } = this.#folders;
    const names = await this.#names();
    for (const name of names.slice(0, -KEPT)) {
      await rm(join(backups, name), { recursive: true, force: true });
    }
    const [oldest] = names.slice(-KEPT);
    const first = oldest && (await firstSegment(join(backups, oldest)));
    for (const name of await readdir(archive)) {
      if (first && /^[0-9A-F]{24}/.test(name) && name < first) {
        await rm(join(archive, name), { force: true });
      }
    }
  }
}

/** The segment at which the restore of a backup begins. */
export async function firstSegment(
  backup: string,
): Promise<string | undefined> {
  const label = await readFile(join(backup, 'backup_label'), 'utf8');
  return /START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(label)?.[1];
}

/** Its name is the time at which it began. */
function timeOf(name: string): number {
  return Date.parse(
    name.replace(
      /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    ),
  );
}
