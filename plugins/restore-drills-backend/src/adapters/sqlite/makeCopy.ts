import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Copies } from './Copies';
import {
  busy,
  Opened,
  patiently,
  sqliteVersion,
  withDatabase,
} from './database';
import { describeContent, integrityOf } from './describe';
import { hashFile, syncPath } from './files';
import { CopiedDatabase, writeManifest } from './manifest';
import { readMarkers } from './markersTable';
import { listSources, SourceFile } from './sources';
import { SqliteSettings } from './settings';

const PAGES_AT_ONCE = 100;
const ALL_PAGES = 0x7fffffff;

/** What making a copy needs. */
export interface CopyJob {
  settings: SqliteSettings;
  copies: Copies;
  /** Path of the database with the markers. */
  markers: string;
  clock: () => number;
  signal: AbortSignal;
}

/**
 * Copies all databases while they are written to, each as it was at one moment, with a manifest of what they hold. The
 * copy gets its name when all of it is on the disk; one that was broken off is removed with the next.
 *
 * @returns its id.
 * @throws what kept it from being made; the copies that there were stay.
 */
export async function makeCopy(job: CopyJob): Promise<string> {
  const { settings, copies, clock, signal } = job;
  const sources = await listSources(settings);
  await mkdir(copies.folder, { recursive: true, mode: 0o700 });
  await copies.removeDrafts();
  const beganAt = clock();
  const id = new Date(beganAt).toISOString();
  const draft = copies.draftOf(id);
  await mkdir(draft, { mode: 0o700 });
  try {
    const databases: CopiedDatabase[] = [];
    let newestMarker = 0;
    for (const source of sources) {
      const copied = await copyDatabase(source, draft, signal);
      databases.push(copied.facts);
      if (source.path === job.markers) {
        newestMarker = copied.newestMarker;
      }
    }
    await writeManifest(draft, {
      ...{ id, beganAt, databases, newestMarker },
      sqlite: sqliteVersion(),
      completedAt: clock(),
    });
    await syncPath(draft);
    signal.throwIfAborted();
    await rename(draft, copies.pathOf(id));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  await syncPath(copies.folder);
  await copies.prune();
  return id;
}

async function copyDatabase(
  { name, path }: SourceFile,
  folder: string,
  signal: AbortSignal,
): Promise<{ facts: CopiedDatabase; newestMarker: number }> {
  const to = join(folder, name);
  const journalMode = await patiently(
    () =>
      withDatabase(path, { readonly: true }, database =>
        transfer(database, to, signal),
      ),
    signal,
  );
  await chmod(to, 0o600);
  // One file with everything in it, that can be read without being written to.
  await withDatabase(to, {}, database =>
    database.pragma('journal_mode = DELETE'),
  );
  const described = await withDatabase(
    to,
    { readonly: true },
    async database => {
      const integrity = integrityOf(database);
      if (integrity !== 'ok') {
        throw new Error(`The copy of ${name} is damaged: ${integrity}`);
      }
      return {
        content: await describeContent(database, signal),
        newestMarker: readMarkers(database)?.max ?? 0,
      };
    },
  );
  await syncPath(to);
  const facts = {
    ...{ name, journalMode },
    bytes: (await stat(to)).size,
    sha256: await hashFile(to, { signal }),
    ...described.content,
  };
  return { facts, newestMarker: described.newestMarker };
}

/**
 * In WAL mode a transaction that reads keeps one state of the database without being in anybody's way, and the pages
 * are copied a few at a time; without it every write in between would begin the copy anew. Without WAL the same would
 * keep others from writing, so all pages are copied in one go.
 *
 * @returns the journal mode of the source.
 * @throws SqliteError `SQLITE_BUSY` when somebody else has the lock; nothing is left of the copy then.
 */
export async function transfer(
  source: Opened,
  to: string,
  signal: AbortSignal,
): Promise<string> {
  const mode = String(source.pragma('journal_mode', { simple: true }));
  const wal = mode === 'wal';
  if (wal) {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_master').get();
  }
  const { totalPages } = await source.backup(to, {
    progress() {
      signal.throwIfAborted();
      return wal ? PAGES_AT_ONCE : ALL_PAGES;
    },
  });
  if (totalPages === 0) {
    // So it ends when somebody else has the lock.
    throw busy();
  }
  return mode;
}
