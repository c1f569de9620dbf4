import { mkdir, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  DryRun,
  FrozenEvidence,
  ProbeFacts,
  RecoveredMarkers,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import {
  DrillContext,
  DrillDriver,
  DrillProblem,
  Leftover,
} from '../../service/ports';
import { CHECKS, checkRestored } from './checks';
import { Copies } from './Copies';
import { saidOf, sqliteVersion, withDatabase } from './database';
import { layoutOf } from './layout';
import { CopiedDatabase, Manifest } from './manifest';
import { readMarkers } from './markersTable';
import { loadDamaged, loadManifests, restoreCopy } from './restoreCopy';
import { COPY_EVERY_MS, SqliteSettings } from './settings';
import { smokeOf } from './smoke';
import { identityOfSource, listSources, markerFile } from './sources';

type Facts = Record<string, string | number>;

/** Restores databases of SQLite from the copies that the portal makes. */
export class SqliteDriver implements DrillDriver {
  readonly #settings: SqliteSettings;
  readonly #copies: Copies;
  readonly #copying: () => Promise<unknown>;

  /** @param copying - settles when the copy that is being made now, if any, has ended in whatever way. */
  constructor(
    settings: SqliteSettings,
    copies: Copies,
    copying: () => Promise<unknown>,
  ) {
    this.#settings = settings;
    this.#copies = copies;
    this.#copying = copying;
  }

  async probe(context: DrillContext): Promise<ProbeFacts> {
    const { directory, now, signal } = context;
    await orAborted(this.#copying(), signal);
    const sources = await listSources(this.#settings);
    const version = sqliteVersion();
    const newest = await this.#copies.choose({ kind: 'latest' }, now());
    assertReadable(newest, version);
    const keptMs = this.#copies.keep * COPY_EVERY_MS;
    if (now() - newest.completedAt > keptMs) {
      throw new DrillProblem({
        code: 'backup-too-old',
        subject: newest.id,
        expected: new Date(now() - keptMs).toISOString(),
        actual: newest.id,
      });
    }
    return {
      tools: [{ name: 'SQLite', version }],
      missing: [],
      sourceIdentity: await identityOfSource(sources),
      sourceVersion: newest.sqlite,
      // The checks write a log beside each database.
      neededBytes: Math.ceil(bytesOf(newest) * 1.5),
      freeBytes: await freeBytes(dirname(directory)),
    };
  }

  async freeze({
    plan,
    now,
  }: DrillContext): Promise<Omit<FrozenEvidence, 'digest'>> {
    const failedAt = now();
    const copy = await this.#copies.choose(plan.target, failedAt);
    await this.#copies.assertWhole(copy);
    return {
      failedAt,
      backup: {
        id: copy.id,
        completedAt: copy.completedAt,
        bytes: bytesOf(copy),
      },
      archive: [],
      recoverableUntil: new Date(copy.beganAt).toISOString(),
      ...(copy.newestMarker > 0 && { expectedSeq: copy.newestMarker }),
    };
  }

  async plan(context: DrillContext): Promise<Omit<DryRun, 'expectedMs'>> {
    const { drill, control } = context;
    const { backup } = frozenOf(context);
    const { databases } = await this.#copies.manifest(backup.id);
    const older = await this.#copies.before(backup.id);
    return {
      commands: [
        `copy ${databases.length} databases of ${backup.id} to ${drill}/data`,
        `compare ${drill}/data with its manifest`,
        'PRAGMA journal_mode, and a write that is rolled back',
        'PRAGMA integrity_check, PRAGMA foreign_key_check, SHA-256 of all rows',
        `remove ${drill}`,
      ],
      backup,
      archiveFiles: 0,
      archiveBytes: 0,
      checks: [...CHECKS, 'smoke'],
      refusals:
        control === 'stale-copy' && older === undefined
          ? [{ code: 'no-backup', subject: 'an older copy' }]
          : [],
    };
  }

  async provision({ directory }: DrillContext): Promise<Facts> {
    const { data } = layoutOf(directory);
    await rm(data, { recursive: true, force: true });
    await mkdir(data, { mode: 0o700 });
    return { dataDirectory: data };
  }

  async restore(context: DrillContext): Promise<Facts> {
    const layout = layoutOf(context.directory);
    const { backup } = frozenOf(context);
    const restored = await restoreCopy(
      context,
      this.#copies,
      backup.id,
      layout,
    );
    return {
      dataDirectory: layout.data,
      backup: restored.id,
      restoredBytes: restored.bytes,
    };
  }

  async recover(context: DrillContext): Promise<Facts> {
    const layout = layoutOf(context.directory);
    const { restored } = await loadManifests(
      layout,
      frozenOf(context).backup.id,
    );
    const damaged = await loadDamaged(layout);
    for (const database of restored.databases) {
      context.signal.throwIfAborted();
      context.log(`opening ${database.name}`);
      try {
        await open(layout.data, database);
      } catch (error) {
        const { name } = database;
        const known = damaged.some(one => one.name === name);
        throw new DrillProblem({
          code: known ? 'backup-damaged' : 'did-not-start',
          subject: known ? `${restored.id}/${name}` : name,
          actual: saidOf(error),
        });
      }
    }
    return {
      databases: restored.databases.length,
      restorePointAt: restored.beganAt,
      pollingMs: 0,
    };
  }

  verify(context: DrillContext): Promise<Verification[]> {
    const layout = layoutOf(context.directory);
    return checkRestored(context, layout, frozenOf(context).backup.id);
  }

  async smoke(context: DrillContext): Promise<Verification> {
    const layout = layoutOf(context.directory);
    const { frozen } = await loadManifests(layout, frozenOf(context).backup.id);
    return smokeOf(layout.data, frozen.databases, this.#settings.smoke);
  }

  async markers(context: DrillContext): Promise<RecoveredMarkers | undefined> {
    if (context.store.heartbeatMs === undefined) {
      return undefined;
    }
    const layout = layoutOf(context.directory);
    const name = basename(markerFile(this.#settings));
    const { frozen } = await loadManifests(layout, frozenOf(context).backup.id);
    return frozen.databases.some(database => database.name === name)
      ? withDatabase(join(layout.data, name), {}, readMarkers)
      : undefined;
  }

  /** The guard removes the folder. */
  async teardown(): Promise<string[]> {
    return [];
  }

  async leftovers(): Promise<Leftover[]> {
    return [];
  }
}

/** As the source has it, and writable. */
async function open(
  data: string,
  { name, journalMode }: CopiedDatabase,
): Promise<void> {
  await withDatabase(join(data, name), {}, database => {
    if (journalMode === 'wal') {
      database.pragma('journal_mode = WAL');
    }
    database.exec('BEGIN IMMEDIATE');
    database.exec('CREATE TABLE drill_write (at INTEGER)');
    database.exec('ROLLBACK');
  });
}

/** @throws DrillProblem `wrong-version` when the copy is of a newer SQLite than this one. */
function assertReadable({ sqlite }: Manifest, version: string): void {
  const [major, minor] = sqlite.split('.').map(Number);
  const [ownMajor, ownMinor] = version.split('.').map(Number);
  if (major !== ownMajor || minor > ownMinor) {
    throw new DrillProblem({
      code: 'wrong-version',
      subject: 'SQLite',
      expected: sqlite,
      actual: version,
    });
  }
}

function frozenOf({ frozen }: DrillContext): FrozenEvidence {
  if (!frozen) {
    throw new Error('Nothing was frozen');
  }
  return frozen;
}

function bytesOf({ databases }: Manifest): number {
  return databases.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** @throws DrillProblem `not-configured` when the work directory is not there. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    throw new DrillProblem({
      code: 'not-configured',
      subject: 'workDirectory',
    });
  }
}

async function orAborted(
  what: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    await Promise.race([what, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
