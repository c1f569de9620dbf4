import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BINARIES = '/usr/lib/postgresql/15/bin';
const READY_MS = 60_000;

/** A PostgreSQL of its own that listens on a Unix socket only. */
export interface ScratchPostgres {
  /** Folder of the socket, which is what a client takes as host. */
  host: string;
  user: string;
  /** Resolves when the server is gone, and its data too. */
  stop(): Promise<void>;
}

/** Whether the server's programs are there. */
export function hasPostgres(): boolean {
  return existsSync(join(BINARIES, 'initdb'));
}

/** Starts a server with an empty cluster. */
export async function startPostgres(): Promise<ScratchPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-'));
  const identity = await giveAway(folder);
  const data = join(folder, 'data');
  await run(
    join(BINARIES, 'initdb'),
    ['-D', data, '-U', 'textloom', '-A', 'trust', '-N', '-E', 'UTF8'],
    { ...identity, cwd: folder },
  );
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    max_connections: '40',
    shared_buffers: '16MB',
  };
  const server = spawn(
    join(BINARIES, 'postgres'),
    [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([key, value]) => [
        '-c',
        `${key}=${value}`,
      ]),
    ],
    { ...identity, cwd: folder, stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.removeListener('exit', kill);
    server.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(folder, () => server.exitCode);
  } catch (error) {
    await stop();
    throw error;
  }
  return { host: folder, user: 'textloom', stop };
}

/** The server refuses to run as root: then the folder and the server belong to another user. */
async function giveAway(
  folder: string,
): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const fields = ['postgres', 'nobody']
    .map(name => users.find(line => line.startsWith(`${name}:`)))
    .find(line => line !== undefined)
    ?.split(':');
  if (!fields) {
    throw new Error('No user other than root can run PostgreSQL');
  }
  const identity = { uid: Number(fields[2]), gid: Number(fields[3]) };
  await chown(folder, identity.uid, identity.gid);
  return identity;
}

async function untilReady(
  host: string,
  exitCode: () => number | null,
): Promise<void> {
  const end = Date.now() + READY_MS;
  for (;;) {
    try {
      await run(join(BINARIES, 'pg_isready'), ['-h', host, '-q']);
      return;
    } catch (error) {
      if (exitCode() !== null || Date.now() > end) {
        throw new Error('PostgreSQL did not start', { cause: error });
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}
