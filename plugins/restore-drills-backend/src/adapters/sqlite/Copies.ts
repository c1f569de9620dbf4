import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RecoveryTarget } from '@textloom/plugin-restore-drills-common';
import { DrillProblem } from '../../service/ports';
import { problemOfFile } from './files';
import { Manifest, readManifest } from './manifest';
import { DEFAULT_KEEP, SqliteSettings } from './settings';

/** A copy is named after the moment at which it was begun. */
const COPY = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** What is not finished yet. */
const DRAFT = '.new-';

/** The copies of a store: a folder for each, with its databases and a manifest. A folder that has its name is complete. */
export class Copies {
  readonly #folder: string;
  readonly keep: number;

  constructor({ copies, keep = DEFAULT_KEEP }: SqliteSettings) {
    this.#folder = copies;
    this.keep = keep;
  }

  get folder(): string {
    return this.#folder;
  }

  pathOf(id: string): string {
    return join(this.#folder, id);
  }

  draftOf(id: string): string {
    return join(this.#folder, DRAFT + id);
  }

  /** Ids, oldest first. @throws DrillProblem `denied`. */
  async ids(): Promise<string[]> {
    try {
      const names = await readdir(this.#folder);
      return names.filter(name => COPY.test(name)).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return [];
      }
      throw problemOfFile(error, 'copies', 'backup-incomplete');
    }
  }

  /** @throws DrillProblem when it cannot be relied on; see {@link readManifest}. */
  manifest(id: string): Promise<Manifest> {
    return readManifest(this.pathOf(id), id);
  }

  /**
   * The newest copy from which a target can be reached. One that is damaged is not passed over: that is what a drill is
   * to find.
   *
   * @throws DrillProblem `no-backup`, `target-outside-window`, `invalid-target`, or what is wrong with the copy.
   */
  async choose(target: RecoveryTarget, failedAt: number): Promise<Manifest> {
    if (target.kind !== 'latest' && target.kind !== 'time') {
      throw new DrillProblem({ code: 'invalid-target', subject: target.kind });
    }
    const begun = (await this.ids()).filter(id => Date.parse(id) <= failedAt);
    if (begun.length === 0) {
      throw new DrillProblem({ code: 'no-backup' });
    }
    const until = target.kind === 'time' ? target.at : failedAt;
    for (const id of begun.reverse()) {
      if (Date.parse(id) <= until) {
        const manifest = await this.manifest(id);
        if (manifest.completedAt <= failedAt) {
          return manifest;
        }
      }
    }
    throw new DrillProblem(
      target.kind === 'time'
        ? { code: 'target-outside-window', subject: 'before the first copy' }
        : { code: 'no-backup' },
    );
  }

  /** The copy before another; undefined when there is none. */
  async before(id: string): Promise<string | undefined> {
    return (await this.ids()).filter(other => other < id).pop();
  }

  /** That every database of a copy is there, in its length. @throws DrillProblem naming the file. */
  async assertWhole({ id, databases }: Manifest): Promise<void> {
    for (const { name, bytes } of databases) {
      const subject = `${id}/${name}`;
      const found = await stat(join(this.pathOf(id), name)).catch(error => {
        throw problemOfFile(error, subject, 'backup-incomplete');
      });
      if (!found.isFile() || found.size !== bytes) {
        throw new DrillProblem({
          code: 'backup-damaged',
          subject,
          expected: `${bytes} bytes`,
          actual: found.isFile() ? `${found.size} bytes` : 'no file',
        });
      }
    }
  }

  /** Removes what was begun and never finished. One process makes copies at a time. */
  async removeDrafts(): Promise<void> {
    const names = await readdir(this.#folder);
    for (const name of names.filter(one => one.startsWith(DRAFT))) {
      await rm(join(this.#folder, name), { recursive: true, force: true });
    }
  }

  /** Removes the oldest beyond those that are kept. Of two, a drill may be restoring the older one. */
  async prune(): Promise<void> {
    const ids = await this.ids();
    for (const id of ids.slice(0, -Math.max(2, this.keep))) {
      await rm(this.pathOf(id), { recursive: true, force: true });
    }
  }
}
