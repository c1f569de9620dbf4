import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  compareLsn,
  FrozenEvidence,
  FrozenFile,
  RecoveryTarget,
  WAL_SEGMENT_BYTES,
} from '@textloom/plugin-restore-drills-common';
import { DrillProblem } from '../../service/ports';
import { BackupLabel, parseBackupLabel } from './backupLabel';
import {
  ArchiveListing,
  assertReachable,
  BaseBackup,
  chooseBackup,
  neededFiles,
} from './choosing';
import { ArchiveReach, reachOf, segmentBytesOf } from './continuity';
import { readManifest } from './manifest';

const SEGMENT = /^[0-9A-F]{24}$/;
const HISTORY = /^[0-9A-F]{8}\.history$/;
const BACKUP = /^[0-9A-F]{24}\.[0-9A-F]{8}\.backup$/;

/** A base backup in a folder. */
export interface FolderBackup extends BaseBackup {
  folder: string;
}

/** Base backups and an archive in two folders; only read. */
export class FolderRepository {
  readonly #backups: string;
  readonly #archive: string;

  constructor(folders: { backups: string; archive: string }) {
    this.#backups = folders.backups;
    this.#archive = folders.archive;
  }

  /**
   * What the archive has, of what was there at `until` at the latest.
   *
   * @throws DrillProblem `denied` or `not-configured` when it cannot be read.
   */
  async archive(until: number): Promise<ArchiveListing> {
    const names = await list(this.#archive, 'archive');
    const wanted = names.filter(
      name => SEGMENT.test(name) || HISTORY.test(name),
    );
    const seen = await Promise.all(
      wanted.map(name => statOf(this.#archive, name)),
    );
    const found = seen
      .filter(file => file !== undefined)
      .filter(({ modifiedAt }) => modifiedAt <= until)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const segmentBytes = segmentBytesOf(found) ?? WAL_SEGMENT_BYTES;
    const whole = ({ name, bytes }: FrozenFile) =>
      HISTORY.test(name) || bytes === segmentBytes;
    return {
      files: found.filter(whole),
      misshapen: found.filter(file => !whole(file)).map(({ name }) => name),
      segmentBytes,
      histories: await this.#histories(found),
    };
  }

  async #histories(
    files: readonly FrozenFile[],
  ): Promise<Record<string, string>> {
    const entries = await Promise.all(
      files
        .filter(({ name }) => HISTORY.test(name))
        .map(
          async ({ name }) =>
            [name, await readFile(join(this.#archive, name), 'utf8')] as const,
        ),
    );
    return Object.fromEntries(entries);
  }

  /** Backups that are complete, oldest first. */
  async backups(): Promise<FolderBackup[]> {
    // What begins with a dot is being made.
    const names = (await list(this.#backups, 'backups')).filter(
      name => !name.startsWith('.'),
    );
    const ended = await this.#ended();
    const read = await Promise.all(
      names.map(name => this.#backup(name, ended)),
    );
    return read
      .filter(backup => backup !== undefined)
      .sort(
        (a, b) =>
          compareLsn(a.startLsn, b.startLsn) || a.completedAt - b.completedAt,
      );
  }

  /** What the archive says of backups that were ended, by where they have begun. */
  async #ended(): Promise<Map<string, BackupLabel>> {
    const names = await list(this.#archive, 'archive');
    const labels = await Promise.all(
      names
        .filter(name => BACKUP.test(name))
        .map(async name =>
          parseBackupLabel(await readFile(join(this.#archive, name), 'utf8')),
        ),
    );
    return new Map(
      labels
        .filter(label => label !== undefined)
        .map(label => [label.startLsn, label]),
    );
  }

  /** Undefined for what is no backup, or not known to be complete. */
  async #backup(
    id: string,
    ended: Map<string, BackupLabel>,
  ): Promise<FolderBackup | undefined> {
    const folder = join(this.#backups, id);
    const text = await readFile(join(folder, 'backup_label'), 'utf8').catch(
      () => '',
    );
    const label = parseBackupLabel(text);
    if (!label) {
      return undefined;
    }
    const end = ended.get(label.startLsn);
    const manifest = await stat(join(folder, 'backup_manifest')).catch(
      () => undefined,
    );
    const stopLsn =
      end?.stopLsn ??
      (manifest && (await readManifest(folder).catch(() => undefined))?.endLsn);
    const completedAt =
      end?.stoppedAt ?? (manifest && Math.floor(manifest.mtimeMs));
    return stopLsn === undefined || completedAt === undefined
      ? undefined
      : { ...label, id, folder, stopLsn, completedAt };
  }

  /** How far a backup can be rolled forward: with the archive, and the log that came with it. */
  async reach(
    backup: FolderBackup,
    archive: ArchiveListing,
  ): Promise<ArchiveReach> {
    const own = await readdir(join(backup.folder, 'pg_wal')).catch(() => []);
    const names = new Set([
      ...archive.files.map(({ name }) => name),
      ...own.filter(name => SEGMENT.test(name)),
    ]);
    return reachOf([...names], backup.startSegment, {
      segmentBytes: archive.segmentBytes,
      histories: archive.histories,
    });
  }

  /**
   * The newest backup from which the target can be reached, with what has been archived since it was begun.
   *
   * @throws DrillProblem `no-backup`, `backup-too-old` or `target-outside-window`.
   */
  async freeze(
    target: RecoveryTarget,
    failedAt: number,
  ): Promise<Omit<FrozenEvidence, 'digest'>> {
    const [archive, all] = await Promise.all([
      this.archive(failedAt),
      this.backups(),
    ]);
    const backup = chooseBackup(all, target, failedAt);
    const reach = await this.reach(backup, archive);
    assertReachable(target, failedAt, backup, archive, reach);
    return {
      failedAt,
      backup: {
        id: backup.id,
        completedAt: backup.completedAt,
        bytes: await sizeOf(backup.folder),
      },
      archive: neededFiles(backup, archive),
      ...(reach.until !== undefined && { recoverableUntil: reach.until }),
      ...(reach.gap !== undefined && { gap: reach.gap }),
    };
  }

  /** @throws DrillProblem `no-backup` when it is not there any more. */
  async backup(id: string): Promise<FolderBackup> {
    const backup = (await this.backups()).find(one => one.id === id);
    if (!backup) {
      throw new DrillProblem({ code: 'no-backup', subject: id });
    }
    return backup;
  }

  /** Path of a file of the archive. */
  file(name: string): string {
    return join(this.#archive, name);
  }
}

async function list(folder: string, subject: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DrillProblem({
      code: code === 'EACCES' || code === 'EPERM' ? 'denied' : 'not-configured',
      subject,
    });
  }
}

async function statOf(
  folder: string,
  name: string,
): Promise<FrozenFile | undefined> {
  const found = await stat(join(folder, name)).catch(() => undefined);
  return found?.isFile()
    ? { name, bytes: found.size, modifiedAt: Math.floor(found.mtimeMs) }
    : undefined;
}

/** Bytes of all files below a folder, those of tablespaces included. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = await Promise.all(
    entries.map(async entry => {
      const path = join(folder, entry.name);
      const found = await stat(path).catch(() => undefined);
      if (found?.isDirectory()) {
        return sizeOf(path);
      }
      return found?.size ?? 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
