import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FrozenFile,
  RecoveryTarget,
} from '@textloom/plugin-restore-drills-common';
import { DrillProblem } from '../../service/ports';
import { problemOfFile } from '../sqlite/files';
import { AOF_FOLDER, AOF_MANIFEST, RDB_FILE } from './layout';
import { Manifest, readManifest } from './manifest';
import { readRdbHeader } from './rdbHeader';
import { Persistence, RedisSettings } from './settings';

/** `file appendonly.aof.2.incr.aof seq 2 type i` */
const AOF_LINE = /^file ([^\s/"]+) seq \d+ type ([bhi])$/;

/** A copy of a server's files. Names of files are paths within it. */
export interface Copy {
  id: string;
  folder: string;
  /** All that a server needs, in the order in which it reads them; for a log its manifest comes first. */
  files: readonly FrozenFile[];
  /** The file with the data of one moment; absent in a log that has none. */
  snapshot?: string;
  /** Of the server that has written the snapshot. */
  redis?: string;
  /** What was written before is in the copy, milliseconds since the epoch; absent when that is not known. */
  beganAt?: number;
  completedAt: number;
  manifest?: Manifest;
}

/** The copies of a store: a folder for each, complete as soon as it has its name. They are only read. */
export class Copies {
  readonly #folder: string;
  readonly #persistence: Persistence;

  constructor({ copies, persistence }: RedisSettings) {
    this.#folder = copies;
    this.#persistence = persistence;
  }

  /**
   * The newest copy from which a target can be reached. One that is damaged is not passed over: that is what a drill is
   * to find.
   *
   * @throws DrillProblem `no-backup`, `target-outside-window`, `invalid-target`, or what is wrong with the copy.
   */
  async choose(target: RecoveryTarget, failedAt: number): Promise<Copy> {
    if (target.kind !== 'latest' && target.kind !== 'time') {
      throw new DrillProblem({ code: 'invalid-target', subject: target.kind });
    }
    const copies = (await this.#all()).filter(
      ({ completedAt }) => completedAt <= failedAt,
    );
    if (copies.length === 0) {
      throw new DrillProblem({ code: 'no-backup' });
    }
    const fits = ({ beganAt }: Dated) =>
      target.kind === 'latest' ||
      (beganAt !== undefined && beganAt <= target.at);
    const chosen = copies.reverse().find(fits);
    if (!chosen) {
      throw new DrillProblem({
        code: 'target-outside-window',
        subject: 'before the first copy',
      });
    }
    return this.read(chosen.id);
  }

  /** @throws DrillProblem what is wrong with the copy. */
  async read(id: string): Promise<Copy> {
    const folder = join(this.#folder, id);
    const manifest = await readManifest(folder, id);
    const names =
      this.#persistence === 'rdb' ? [RDB_FILE] : await logFiles(folder, id);
    const files: FrozenFile[] = [];
    for (const name of names) {
      files.push(await fileOf(folder, id, name));
    }
    const snapshot = names.find(name => name.endsWith('.rdb'));
    const header =
      snapshot === undefined
        ? undefined
        : await readRdbHeader(join(folder, snapshot));
    if (snapshot !== undefined && !header) {
      throw new DrillProblem({
        code: 'backup-damaged',
        subject: `${id}/${snapshot}`,
        actual: 'no RDB file',
      });
    }
    // A log goes on after its snapshot.
    const own = this.#persistence === 'rdb' ? header?.begunAt : undefined;
    const beganAt = manifest?.beganAt ?? own;
    return {
      ...{ id, folder, files },
      ...(snapshot !== undefined && { snapshot }),
      ...(header?.redis !== undefined && { redis: header.redis }),
      ...(beganAt !== undefined && { beganAt }),
      completedAt:
        manifest?.completedAt ??
        Math.max(...files.map(({ modifiedAt }) => modifiedAt)),
      ...(manifest && { manifest }),
    };
  }

  /** The copy before another; undefined when there is none. */
  async before(id: string): Promise<string | undefined> {
    const ids = (await this.#all()).map(copy => copy.id);
    return ids[ids.indexOf(id) - 1];
  }

  /** Oldest first. @throws DrillProblem `denied`. */
  async #all(): Promise<Dated[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(
      error => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          return [];
        }
        throw problemOfFile(error, 'copies', 'backup-incomplete');
      },
    );
    const folders = entries.filter(
      entry => entry.isDirectory() && !entry.name.startsWith('.'),
    );
    const copies = await Promise.all(
      folders.map(({ name }) => this.#dated(name)),
    );
    return copies.sort(
      (a, b) => a.completedAt - b.completedAt || (a.id < b.id ? -1 : 1),
    );
  }

  /** Of a copy in which something is wrong only the age of its folder is known; it is read again where it is chosen. */
  async #dated(id: string): Promise<Dated> {
    try {
      const { completedAt, beganAt } = await this.read(id);
      return { id, completedAt, ...(beganAt !== undefined && { beganAt }) };
    } catch (error) {
      if (!(error instanceof DrillProblem)) {
        throw error;
      }
      const { mtimeMs } = await stat(join(this.#folder, id));
      return { id, completedAt: mtimeMs, beganAt: mtimeMs };
    }
  }
}

type Dated = Pick<Copy, 'id' | 'completedAt' | 'beganAt'>;

/** What the manifest of a log names, but for what is only history. */
async function logFiles(folder: string, id: string): Promise<string[]> {
  const name = `${AOF_FOLDER}/${AOF_MANIFEST}`;
  const subject = `${id}/${name}`;
  const text = await readFile(join(folder, name), 'utf8').catch(error => {
    throw problemOfFile(error, subject, 'backup-incomplete');
  });
  const lines = text.split('\n').filter(line => line && !line.startsWith('#'));
  const files = lines.map(line => AOF_LINE.exec(line));
  if (files.length === 0 || files.some(match => match === null)) {
    throw new DrillProblem({ code: 'backup-damaged', subject });
  }
  return [
    name,
    ...files.flatMap(match =>
      match && match[2] !== 'h' ? [`${AOF_FOLDER}/${match[1]}`] : [],
    ),
  ];
}

async function fileOf(
  folder: string,
  id: string,
  name: string,
): Promise<FrozenFile> {
  const subject = `${id}/${name}`;
  const found = await stat(join(folder, name)).catch(error => {
    throw problemOfFile(error, subject, 'backup-incomplete');
  });
  if (!found.isFile()) {
    throw new DrillProblem({
      code: 'backup-damaged',
      subject,
      actual: 'no file',
    });
  }
  return { name, bytes: found.size, modifiedAt: Math.floor(found.mtimeMs) };
}
