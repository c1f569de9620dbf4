import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  childEnvironment,
  Identity,
  identityOf,
  run,
  Server,
  spawnServer,
  killTree,
} from '../../process';
import { configOf } from '../client';
import { PostgresConnection } from '../settings';

const READY_MS = 60_000;

/** Debian's programs. */
export const BIN = '/usr/lib/postgresql/15/bin';
/** Whom servers run as when the tests are run as root. */
export const RUN_AS = process.getuid?.() === 0 ? 'postgres' : undefined;

/** Why these tests cannot run here. */
export function missingServer(): string | undefined {
  return existsSync(join(BIN, 'initdb'))
    ? undefined
    : 'postgresql-15 is not installed';
}

/** As `describe`, but skipped where PostgreSQL is not installed; in CI it must be. */
export function describeServer(name: string, tests: () => void): void {
  const { describe: suite } = globalThis;
  const missing = missingServer();
  const describeIt = missing && !process.env.CI ? suite.skip : suite;
  describeIt(missing ? `${name}: ${missing}` : name, tests);
}

/** Where a source has been put, and how to reach it. */
export interface Cluster {
  folder: string;
  data: string;
  archive: string;
  backups: string;
  identity: Identity;
  connection: PostgresConnection;
  client: Client;
  /** Runs a program of PostgreSQL against it. */
  tool(name: string, args: readonly string[]): Promise<string>;
  /** Begins a new segment, and waits until all before it are in the archive. */
  archiveAll(): Promise<void>;
  stop(): Promise<void>;
}

/** How a source is made. */
export interface ClusterOptions {
  settings?: Readonly<Record<string, string>>;
  /** MiB. */
  segmentSize?: number;
  archiveCommand?: (folder: string) => string;
  /**
   * Without template0 and template1: a third of the files, for tests that copy them many times and are not about what
   * a server is made of.
   */
  lean?: boolean;
}

/** Starts a source that archives, on a socket only. */
export async function startCluster(
  options: ClusterOptions = {},
): Promise<Cluster> {
  const identity = await identityOf(RUN_AS);
  const folder = await mkdtemp(join(tmpdir(), 'src-'));
  await chmod(folder, 0o755);
  const place = async (name: string) => {
    const path = join(folder, name);
    await mkdir(path, { mode: 0o755 });
    if (identity.uid !== undefined) {
      await chown(path, identity.uid, identity.gid!);
    }
    return path;
  };
  const [archive, backups, socket, home] = await Promise.all(
    ['archive', 'backups', 'socket', 'home'].map(place),
  );
  const data = join(home, 'data');
  const env = childEnvironment(home, {
    PGHOST: socket,
    PGPORT: '5432',
    PGUSER: 'admin',
    PGDATABASE: 'postgres',
  });
  const tool = async (name: string, args: readonly string[]) => {
    const { code, stdout, tail } = await run(join(BIN, name), args, {
      cwd: home,
      env,
      identity,
    });
    if (code !== 0) {
      throw new Error(`${name}: ${tail.join('\n')}`);
    }
    return stdout;
  };
  await tool('initdb', [
    '-D',
    data,
    '-U',
    'admin',
    '-A',
    'trust',
    '-N',
    '-k',
    '-E',
    'UTF8',
    `--wal-segsize=${options.segmentSize ?? 1}`,
  ]);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socket,
    fsync: 'off',
    shared_buffers: '16MB',
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command:
      options.archiveCommand?.(folder) ??
      `test ! -f ${archive}/%f && cp %p ${archive}/.%f.tmp && mv ${archive}/.%f.tmp ${archive}/%f`,
    max_wal_size: '64MB',
    min_wal_size: '5MB',
    ...options.settings,
  };
  const server = await spawnServer(
    join(BIN, 'postgres'),
    [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ],
    join(folder, 'server.log'),
    { cwd: home, env, identity },
  );
  const connection = {
    socket,
    port: 5432,
    user: 'admin',
    database: 'postgres',
  };
  const client = await connectWhenReady(connection, server);
  if (options.lean) {
    await dropTemplates(client);
  }
  return {
    folder,
    data,
    archive,
    backups,
    identity,
    connection,
    client,
    tool,
    archiveAll: () => archiveAll(client),
    async stop() {
      await client.end();
      await killTree(server.pid);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function dropTemplates(client: Client): Promise<void> {
  await client.query('UPDATE pg_database SET datistemplate = false');
  for (const name of ['template0', 'template1']) {
    await client.query(`DROP DATABASE ${name}`);
  }
}

async function connectWhenReady(
  connection: PostgresConnection,
  server: Server,
): Promise<Client> {
  const end = Date.now() + READY_MS;
  for (;;) {
    const client = new Client(configOf(connection, READY_MS));
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (server.exit() || Date.now() > end) {
        throw error;
      }
      await sleep(10);
    }
  }
}

async function archiveAll(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT pg_walfile_name(pg_switch_wal()) AS name`,
  );
  const end = Date.now() + READY_MS;
  for (;;) {
    const { rows: seen } = await client.query<{ done: boolean }>(
      `SELECT coalesce(substr(last_archived_wal, 1, 24) >= $1, false) AS done FROM pg_stat_archiver`,
      [rows[0].name],
    );
    if (seen[0].done) {
      return;
    }
    if (Date.now() > end) {
      throw new Error('The archiver does not keep up');
    }
    await sleep(10);
  }
}

/** Names and hashes of all files below some folders. Thousands of small files are read much faster without waiting. */
export async function hashOfFolders(
  folders: readonly string[],
): Promise<string> {
  const hash = createHash('sha256');
  const walk = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      hash.update(path);
      if (entry.isDirectory()) {
        walk(path);
      } else if (entry.isFile()) {
        hash.update(readFileSync(path));
      }
    }
  };
  folders.forEach(walk);
  return hash.digest('hex');
}
