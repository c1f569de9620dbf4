import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  DrillPlan,
  LedgerEntry,
  Store,
} from '@textloom/plugin-restore-drills-common';
import { DriverWorld } from '../../../__testUtils__/driverContract';
import { writeMarkers } from '../../../__testUtils__/drills';
import { DrillDriver } from '../../../service/ports';
import { guarded } from '../../guard';
import { connectSqlite, SqliteParts, SqliteSettings } from '..';
import { Copies } from '../Copies';
import { hashFile } from '../files';

const HOUR_MS = 3_600_000;
const WRITE_MS = 5;
const ENDLESS = new AbortController().signal;

/** Databases as a portal has them, written to all the time. */
export interface SqliteWorld extends DriverWorld {
  /** Holds the folders of the databases, the copies and the drills. */
  home: string;
  settings: SqliteSettings;
  copies: Copies;
  parts: SqliteParts;
  /** The same source by other settings, in another work directory. */
  connectWith(
    overrides: Partial<SqliteSettings>,
    workDirectory?: string,
  ): DrillDriver;
  /** Writes markers, makes a copy, and tells which markers must be in it. */
  copyWithMarkers(count: number): Promise<LedgerEntry[]>;
  /** Id of the newest copy. */
  newest(): Promise<string>;
}

export function aSqliteStore(over: Partial<Store> = {}): Store {
  return {
    id: `sqlite-${randomBytes(4).toString('hex')}`,
    title: 'Databases of tests',
    kind: 'sqlite',
    priority: 'P1',
    targets: { 'instance-loss': { rtoMs: HOUR_MS, rpoMs: 2 * HOUR_MS } },
    heartbeatMs: 1_000,
    ...over,
  };
}

export function aSqlitePlan(
  store: Store,
  over: Partial<DrillPlan> = {},
): DrillPlan {
  return {
    id: `${store.id}-instance-loss`,
    store: store.id,
    scenario: 'instance-loss',
    target: { kind: 'latest' },
    schedule: { every: 'day', hour: 2 },
    timeLimitMs: HOUR_MS,
    assumed: { detectionMs: 0, responseMs: 0, switchMs: 0 },
    ...over,
  };
}

/** Makes a folder with four databases, and writes into two of them until it is told to end. */
export async function startPortalFiles(directory: string): Promise<() => void> {
  await mkdir(directory, { recursive: true });
  const make = (name: string, mode: string, sql: string) => {
    const database = new Database(join(directory, `${name}.sqlite`));
    database.pragma(`journal_mode = ${mode}`);
    database.exec(sql);
    return database;
  };
  const catalog = make(
    'catalog',
    'WAL',
    `CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
     CREATE TABLE entities (ref TEXT PRIMARY KEY, owner INTEGER REFERENCES owners, at REAL, spec BLOB, text TEXT) WITHOUT ROWID;
     CREATE TABLE notes (id INTEGER PRIMARY KEY, big INTEGER, text TEXT NOT NULL);
     CREATE INDEX owner_of ON entities (owner);
     CREATE VIEW owned AS SELECT ref, name FROM entities JOIN owners ON owners.id = entities.owner;
     INSERT INTO owners (name) VALUES ('sre'), ('数据');
     PRAGMA user_version = 7;`,
  );
  const fill = catalog.prepare(
    'INSERT INTO notes (big, text) VALUES (9007199254740993, ?)',
  );
  catalog.transaction(() => {
    for (let n = 0; n < 3_000; n += 1) {
      fill.run(`note ${n} ${'x'.repeat(200)}`);
    }
  })();
  const entities = catalog.prepare(
    'INSERT INTO entities VALUES (?, 1, 0.5, ?, NULL)',
  );
  for (let n = 0; n < 50; n += 1) {
    entities.run(`component:${n}`, Buffer.from([n, 0, 255]));
  }
  const tasks = make(
    'scaffolder',
    'DELETE',
    'CREATE TABLE tasks (id TEXT PRIMARY KEY)',
  );
  const others = [
    make('restore-drills', 'DELETE', 'CREATE TABLE others (id INTEGER)'),
    make('signals', 'WAL', 'CREATE TABLE channels (id INTEGER)'),
  ];
  const timer = setInterval(() => {
    fill.run('written meanwhile');
    tasks
      .prepare('INSERT OR REPLACE INTO tasks VALUES (?)')
      .run(`task ${Date.now() % 100}`);
  }, WRITE_MS);
  return () => {
    clearInterval(timer);
    [catalog, tasks, ...others].forEach(one => one.close());
  };
}

/** Starts the source with one copy, and the driver of it. */
export async function startSqliteWorld(): Promise<SqliteWorld> {
  const home = await mkdtemp(join(tmpdir(), 'sqlite-'));
  const workDirectory = join(home, 'drills');
  await mkdir(workDirectory);
  const settings: SqliteSettings = {
    directory: join(home, 'state'),
    copies: join(home, 'copies'),
  };
  const stopWriting = await startPortalFiles(join(home, 'state'));
  const store = aSqliteStore();
  const deps = { store, clock: Date.now };
  const parts = connectSqlite(settings, deps);
  const copies = new Copies(settings);
  const connectWith = (
    others: Partial<SqliteSettings>,
    drills = workDirectory,
  ) => {
    const { driver, source } = connectSqlite({ ...settings, ...others }, deps);
    return guarded(driver, { store: store.id, workDirectory: drills, source });
  };
  await parts.backup(ENDLESS);
  return {
    ...{ home, settings, copies, parts, store, workDirectory, connectWith },
    plan: aSqlitePlan(store),
    markers: parts.markers,
    connect: () => connectWith({}),
    archive: () => parts.backup(ENDLESS),
    async copyWithMarkers(count) {
      const entries = await writeMarkers(
        { markers: parts.markers, store },
        count,
      );
      await parts.backup(ENDLESS);
      return entries;
    },
    newest: async () => (await copies.ids()).pop() as string,
    fingerprint: () => fingerprintOf(settings.copies),
    async close() {
      stopWriting();
      await parts.markers?.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Names and hashes of all files of the copies. */
async function fingerprintOf(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const hashes = await Promise.all(files.map(path => hashFile(path)));
  return files.map((path, index) => `${path} ${hashes[index]}`).join('\n');
}
