import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { DrillPlan, Store } from '@textloom/plugin-restore-drills-common';
import { DrillDriver } from '../../../service/ports';
import { DriverWorld } from '../../../__testUtils__/driverContract';
import { guarded } from '../../guard';
import { connectPostgres, PostgresSettings } from '..';
import { MARKER_DDL } from '../markersTable';
import {
  BIN,
  Cluster,
  ClusterOptions,
  hashOfFolders,
  RUN_AS,
  startCluster,
} from './cluster';

const HOUR_MS = 3_600_000;

/** A store of tests. */
export function aServerStore(kind: Store['kind']): Store {
  return {
    id: `${kind}-${randomBytes(4).toString('hex')}`,
    title: 'A store of tests',
    kind,
    priority: 'P1',
    targets: { 'bad-write': { rtoMs: HOUR_MS, rpoMs: HOUR_MS / 4 } },
    heartbeatMs: 5_000,
  };
}

/** A plan to the end of what is frozen. */
export function aLatestPlan(store: Store): DrillPlan {
  return {
    id: `${store.id}-bad-write`,
    store: store.id,
    scenario: 'bad-write',
    target: { kind: 'latest' },
    schedule: { every: 'month', day: 1, hour: 2 },
    timeLimitMs: HOUR_MS,
    assumed: { detectionMs: 0, responseMs: 0, switchMs: 0 },
  };
}

/** A folder for drills that the server's user can pass through. */
export async function makeWorkDirectory(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'work-'));
  await chmod(folder, 0o711);
  return folder;
}

/** Tables of a believable application, and the roles of the portal. */
export async function fill({ client }: Cluster): Promise<void> {
  await client.query(`
    CREATE TABLE tenants (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
    CREATE TABLE "Videos" (id bigserial PRIMARY KEY, tenant bigint NOT NULL REFERENCES tenants, title text NOT NULL, made timestamptz NOT NULL DEFAULT now());
    CREATE TABLE tags (video bigint REFERENCES "Videos", "Tag" text, PRIMARY KEY (video, "Tag"));
    INSERT INTO tenants (name) SELECT 'tenant ' || i FROM generate_series(1, 50) i;
    INSERT INTO "Videos" (tenant, title) SELECT 1 + i % 50, md5(i::text) FROM generate_series(1, 5000) i;
    INSERT INTO tags SELECT i, 'tag ' || i % 7 FROM generate_series(1, 500) i;
    CREATE ROLE reader LOGIN; GRANT pg_monitor, pg_read_all_data TO reader;
    CREATE ROLE heartbeat LOGIN;
    ${MARKER_DDL};
    GRANT SELECT, INSERT, DELETE ON drill_hb TO heartbeat;
  `);
}

/** A source with two base backups, and the driver of folders. */
export interface FolderWorld extends DriverWorld {
  cluster: Cluster;
  settings: PostgresSettings;
  /** The same source by other settings, in another work directory. */
  connectWith(
    overrides: Partial<PostgresSettings>,
    workDirectory?: string,
  ): DrillDriver;
}

/** Starts a source with two base backups and some log between and after them. */
export async function startFolderWorld(
  options: ClusterOptions = {},
): Promise<FolderWorld> {
  const cluster = await startCluster(options);
  const workDirectory = await makeWorkDirectory();
  await fill(cluster);
  await baseBackup(cluster, 'base-1', ['-X', 'stream']);
  await churn(cluster, 200);
  await cluster.archiveAll();
  await baseBackup(cluster, 'base-2', [
    '-X',
    'none',
    '--manifest-checksums=SHA256',
  ]);
  await churn(cluster, 3000);
  const settings: PostgresSettings = {
    connection: { ...cluster.connection, user: 'reader' },
    heartbeatConnection: { ...cluster.connection, user: 'heartbeat' },
    bin: BIN,
    backups: cluster.backups,
    archive: cluster.archive,
    smoke: 'SELECT id, title FROM "Videos" ORDER BY id LIMIT 1',
    ...(RUN_AS !== undefined && { runAs: RUN_AS }),
  };
  const store = aServerStore('postgres');
  const { markers } = connectPostgres(settings, { store, clock: Date.now });
  const connectWith = (
    others: Partial<PostgresSettings>,
    home = workDirectory,
  ) => {
    const { driver, source } = connectPostgres(
      { ...settings, ...others },
      { store, clock: Date.now },
    );
    return guarded(driver, { store: store.id, workDirectory: home, source });
  };
  return {
    cluster,
    settings,
    store,
    plan: aLatestPlan(store),
    workDirectory,
    markers,
    connectWith,
    connect: () => connectWith({}),
    // Twice, so that there is a segment after the markers too.
    async archive() {
      await cluster.archiveAll();
      await churn(cluster, 100);
      await cluster.archiveAll();
    },
    fingerprint: () => hashOfFolders([cluster.archive, cluster.backups]),
    async close() {
      await markers?.close();
      await cluster.stop();
      await rm(workDirectory, { recursive: true, force: true });
    },
  };
}

/** Takes a base backup by PostgreSQL's own tool. */
export async function baseBackup(
  { tool, backups }: Cluster,
  name: string,
  args: readonly string[],
): Promise<void> {
  const draft = join(backups, `.${name}`);
  await tool('pg_basebackup', ['-D', draft, '-c', 'fast', '-N', ...args]);
  await rename(draft, join(backups, name));
}

/** Writes rows, a segment or more with a few thousand. */
export async function churn({ client }: Cluster, rows: number): Promise<void> {
  await client.query(
    `INSERT INTO "Videos" (tenant, title)
     SELECT 1 + i % 50, repeat(md5(i::text || clock_timestamp()), 10) FROM generate_series(1, $1::int) i`,
    [rows],
  );
}
