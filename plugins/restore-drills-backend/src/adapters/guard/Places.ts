import { lstat, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DrillContext, DrillDriver, DrillProblem } from '../../service/ports';
import { endProcesses } from '../process';
import { findLeftovers, removeFolder } from './folders';
import { assertApart, isWithin, realFolder, realOf } from './paths';
import { readTag } from './tag';

/** What must never be touched. */
export interface SourcePlaces {
  /** Folders of its data, its archive and its backups, as far as they are on this machine. */
  directories: readonly string[];
  /** `host:port`, the path of a socket, an ARN: whatever the target's fact `address` could be compared with. */
  addresses: readonly string[];
}

/** What the guard holds a driver to. */
export interface GuardOptions {
  /** Id of the store. */
  store: string;
  /** Folder in which drills live, and nothing else. */
  workDirectory: string;
  /** By the configuration and, where it can be asked, by the source itself. */
  source(): Promise<SourcePlaces>;
}

type Facts = Readonly<Record<string, string | number>>;
type Teardown = Parameters<DrillDriver['teardown']>[0];

/** Judges the places that a driver is about to touch. */
export class Places {
  readonly #options: GuardOptions;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  async admit(context: DrillContext): Promise<void> {
    const { drill, directory, target, signal } = context;
    signal.throwIfAborted();
    const folder = await realFolder(drill, directory, [
      this.#options.workDirectory,
    ]);
    const source = await this.#options.source();
    await assertApart(folder, source.directories);
    await this.assertTarget(context, target);
  }

  async admitTagged(context: DrillContext): Promise<void> {
    await this.admit(context);
    const tag = await readTag(context.directory);
    if (tag?.drill !== context.drill || tag.store !== this.#options.store) {
      throw new DrillProblem({
        code: 'invalid-target',
        subject: 'the tag of the folder',
      });
    }
  }

  /** That what a step says of the target is not the source. */
  async assertTarget(
    { drill, directory }: Pick<DrillContext, 'drill' | 'directory'>,
    facts: Facts,
  ): Promise<void> {
    const { address, dataDirectory } = facts;
    const source = await this.#options.source();
    if (address !== undefined && source.addresses.includes(String(address))) {
      throw new DrillProblem({ code: 'aliases-source', subject: 'address' });
    }
    if (dataDirectory !== undefined) {
      const real = await realOf(String(dataDirectory));
      await assertApart(real, source.directories);
      const folder = await realFolder(drill, directory, [
        this.#options.workDirectory,
      ]);
      if (!isWithin(real, folder)) {
        throw new DrillProblem({
          code: 'invalid-target',
          subject: 'the data directory',
        });
      }
    }
  }

  /**
   * Whether a drill has something to take down here: false when its place holds what another has made. The source is
   * not asked: it may be gone, and what a drill has made must still be removed.
   */
  async admitTeardown({ drill, directory }: Teardown): Promise<boolean> {
    const folder = await realFolder(drill, directory, [
      this.#options.workDirectory,
    ]);
    return (await this.#ownerOf(folder, drill)) !== 'another';
  }

  async remove({ drill, directory, log }: Teardown): Promise<string[]> {
    const removed: string[] = [];
    for (const folder of foldersOf(directory)) {
      if ((await this.#ownerOf(folder, drill)) !== 'another') {
        const ended = await endProcesses(folder);
        removed.push(...ended.map(({ pid }) => `process ${pid}`));
        if (await removeFolder(folder)) {
          removed.push(`folder ${basename(folder)}`);
        }
      }
    }
    removed.forEach(what => log(`removed ${what}`));
    return removed;
  }

  async #ownerOf(
    folder: string,
    drill: string,
  ): Promise<'drill' | 'nobody' | 'another'> {
    const found = await lstat(folder).catch(() => undefined);
    if (!found) {
      return 'nobody';
    }
    const tag = await readTag(folder);
    if (tag) {
      const mine = tag.drill === drill && tag.store === this.#options.store;
      return mine ? 'drill' : 'another';
    }
    const empty = found.isDirectory() && (await readdir(folder)).length === 0;
    return empty ? 'nobody' : 'another';
  }

  leftovers() {
    const { store, workDirectory } = this.#options;
    return findLeftovers(store, [...new Set([workDirectory, tmpdir()])]);
  }
}

/** In the work directory, and the short one for sockets. */
function foldersOf(directory: string): string[] {
  return [...new Set([directory, join(tmpdir(), basename(directory))])];
}
