import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import {
  CHURN_SQL,
  CHUNK_SQL,
  fingerprintSql,
  MARKER_SQL,
  SCHEMA_SQL,
} from './data.ts';

const execute = promisify(execFile);
/** Debian's. */
export const BIN = '/usr/lib/postgresql/15/bin';
export const ADMIN = 'admin';
const READY_MS = 60_000;
const USER = 'postgres';

/** How much there is to restore, in bytes. */
export interface Size {
  base: number;
  log: number;
}

/** Whom servers run as; empty for whoever runs the bench. */
export interface Identity {
  uid?: number;
  gid?: number;
}

/** A server with a base backup and an archive, and a point to restore to. */
export interface Source {
  /** Folder of its socket, on port 5432. */
  socket: string;
  backups: string;
  /** The only one of them. */
  backup: string;
  archive: string;
  identity: Identity;
  /** The user's name, where the bench is run by root. */
  runAs?: string;
  /** ISO time; later changes are in the archive too. */
  point: string;
  /** Rows and checksum of each table at the point. */
  fingerprint: string;
}

/** @throws Sentence where PostgreSQL is not installed. */
export async function postgresIdentity(): Promise<
  Pick<Source, 'identity' | 'runAs'>
> {
  if (!existsSync(join(BIN, 'initdb'))) {
    throw new Sentence('The bench needs PostgreSQL 15: install postgresql-15.');
  }
  if (process.getuid?.() !== 0) return { identity: {} };
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag => {
      const { stdout } = await execute('id', [flag, USER]);
      return Number(stdout.trim());
    }),
  );
  return { identity: { uid, gid }, runAs: USER };
}

/** Makes data, a base backup and log after it, and leaves the server running: checks ask it. */
export async function startSource(
  folder: string,
  size: Size,
  say: (text: string) => void,
): Promise<Source> {
  const { identity, runAs } = await postgresIdentity();
  const place = async (name: string) => {
    const path = join(folder, name);
    await mkdir(path, { recursive: true, mode: 0o755 });
    if (identity.uid !== undefined && identity.gid !== undefined) {
      await chown(path, identity.uid, identity.gid);
    }
    return path;
  };
  const home = await place('source');
  const [backups, archive, socket] = await Promise.all(
    ['source/backups', 'source/archive', 'source/socket'].map(place),
  );
  if (!backups || !archive || !socket) throw new Error('No folders');
  const tools = toolsOf({ home, socket, identity });
  const data = join(home, 'data');
  await tools.run('initdb', [
    ...['-D', data, '-U', ADMIN, '-A', 'trust', '-N', '-E', 'UTF8'],
    '--locale=C',
  ]);
  launch(data, { socket, archive, home, identity });
  await tools.ready();
  say(`Writing ${gigabytes(size.base)} of data`);
  await fill(tools, size.base);
  const backup = join(backups, 'base');
  await tools.run('pg_basebackup', [
    ...['-D', backup, '-c', 'fast', '-X', 'none', '--no-sync'],
  ]);
  say(`Writing ${gigabytes(size.log)} of log`);
  const at = await writeLog(tools, size.log);
  // What is dirty must not be written while somebody is timed.
  await tools.sql('CHECKPOINT');
  return {
    ...{ socket, backups, backup, archive, identity },
    ...(runAs && { runAs }),
    ...at,
  };
}

/** As people read it. */
export function gigabytes(bytes: number): string {
  return `${Math.round((bytes / 1e9) * 10) / 10} GB`;
}

interface Tools {
  run(name: string, args: readonly string[]): Promise<string>;
  sql(text: string): Promise<string>;
  ready(): Promise<void>;
}

function toolsOf(options: {
  home: string;
  socket: string;
  identity: Identity;
}): Tools {
  const { home, socket, identity } = options;
  const env = {
    ...{ PATH: process.env.PATH, HOME: home, LC_ALL: 'C', TZ: 'UTC' },
    ...{ PGHOST: socket, PGPORT: '5432', PGUSER: ADMIN },
    PGDATABASE: 'postgres',
    PGOPTIONS: '-c timezone=UTC',
  };
  const run = async (name: string, args: readonly string[]) => {
    const { stdout } = await execute(join(BIN, name), [...args], {
      ...{ cwd: home, env },
      ...identity,
    });
    return stdout.trim();
  };
  const sql = (text: string) =>
    run('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', text]);
  return {
    run,
    sql,
    async ready() {
      for (const end = Date.now() + READY_MS; ; await sleep(100)) {
        try {
          await sql('SELECT 1');
          return;
        } catch (error) {
          if (Date.now() > end) throw error;
        }
      }
    },
  };
}

/** It is ended with its folder; see {@link Scratch}. */
function launch(
  data: string,
  options: {
    socket: string;
    archive: string;
    home: string;
    identity: Identity;
  },
): void {
  const { socket, archive, home, identity } = options;
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socket,
    archive_mode: 'on',
    archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/.%f.tmp && mv ${archive}/.%f.tmp ${archive}/%f`,
    // It is written once and then only read.
    fsync: 'off',
    autovacuum: 'off',
    max_wal_size: '8GB',
    checkpoint_timeout: '1h',
  };
  const server = spawn(
    join(BIN, 'postgres'),
    [
      ...['-D', data],
      ...Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ],
    { cwd: home, stdio: 'ignore', ...identity },
  );
  server.unref();
}

async function fill({ sql }: Tools, bytes: number): Promise<void> {
  await sql(SCHEMA_SQL);
  for (;;) {
    await sql(CHUNK_SQL);
    const size = await sql(
      `SELECT sum(pg_database_size(oid)) FROM pg_database`,
    );
    if (Number(size) >= bytes) break;
  }
  await sql('VACUUM');
}

/** Changes until there is so much log; the point lies before the last of them. */
async function writeLog(
  tools: Tools,
  bytes: number,
): Promise<Pick<Source, 'point' | 'fingerprint'>> {
  const { sql } = tools;
  const start = await sql('SELECT pg_current_wal_lsn()');
  for (let round = 0; ; round++) {
    await sql(CHURN_SQL(round));
    const written = await sql(
      `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '${start}')`,
    );
    if (Number(written) >= bytes) break;
  }
  for (let n = 0; n < 3; n++) await sql(MARKER_SQL);
  const fingerprint = await sql(fingerprintSql);
  // Both sides take the point to the millisecond.
  await sleep(5);
  // PostgreSQL refuses the Z of ISO times.
  const point = new Date().toISOString().replace('Z', '+00:00');
  await sleep(5);
  await sql(CHURN_SQL(0));
  await sql(MARKER_SQL);
  await archiveAll(tools);
  return { point, fingerprint };
}

async function archiveAll({ sql }: Tools): Promise<void> {
  const last = await sql('SELECT pg_walfile_name(pg_switch_wal())');
  for (const end = Date.now() + READY_MS; ; await sleep(100)) {
    const done = await sql(
      `SELECT coalesce(substr(last_archived_wal, 1, 24) >= '${last}', false) FROM pg_stat_archiver`,
    );
    if (done === 't') return;
    if (Date.now() > end) throw new Error('The archiver does not keep up');
  }
}
