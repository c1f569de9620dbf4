import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { give, makePrivate } from '../../postgres/copyTree';
import {
  childEnvironment,
  endProcesses,
  identityOf,
  spawnServer,
} from '../../process';
import { infoOf, open, Opened } from '../client';
import { DEFAULT_BIN, Persistence, RedisConnection } from '../settings';

/** Whom servers run as when the tests are run as root. */
export const RUN_AS = process.getuid?.() === 0 ? 'nobody' : undefined;

/** Why these tests cannot run here. */
export function missingServer(): string | undefined {
  return existsSync(join(DEFAULT_BIN, 'redis-server'))
    ? undefined
    : 'redis-server is not installed';
}

/** As `describe`, but skipped where Redis is not installed; in CI it must be. */
export function describeServer(name: string, tests: () => void): void {
  const { describe: suite } = globalThis;
  const missing = missingServer();
  const describeIt = missing && !process.env.CI ? suite.skip : suite;
  describeIt(missing ? `${name}: ${missing}` : name, tests);
}

/** A server that runs. */
export interface Source {
  /** Holds its data, its copies and nothing else. */
  home: string;
  data: string;
  /** As whoever may do everything. */
  connection: RedisConnection;
  session: Opened;
  stop(): Promise<void>;
}

/** Starts a server with roles as an operator would give them to the portal. */
export async function startSource(persistence: Persistence): Promise<Source> {
  const identity = await identityOf(RUN_AS);
  const home = await mkdtemp(join(tmpdir(), 'redis-'));
  await chmod(home, 0o755);
  const data = join(home, 'data');
  await makePrivate(data, identity);
  await mkdir(join(home, 'copies'));
  const socket = join(data, 'redis.sock');
  const config = join(home, 'redis.conf');
  const lines = [
    'port 0',
    `unixsocket ${socket}`,
    'unixsocketperm 700',
    `dir ${data}`,
    `appendonly ${persistence === 'aof' ? 'yes' : 'no'}`,
    'save ""',
    'auto-aof-rewrite-percentage 0',
    'set-proc-title no',
    'user reader on >reading resetkeys -@all +info +time +config|get +auth',
    'user heart on >beating ~drill:hb ~drill:hb:log -@all +get +set +xadd +xrevrange +multi +exec +auth',
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  await give(config, identity);
  await spawnServer(
    join(DEFAULT_BIN, 'redis-server'),
    [config],
    join(home, 'server.log'),
    { cwd: data, env: childEnvironment(data), identity },
  );
  const session = await connected({ socket });
  return {
    ...{ home, data, session },
    connection: { socket },
    async stop() {
      session.close();
      await endProcesses(data);
      await endProcesses(config);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function connected(connection: RedisConnection): Promise<Opened> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      return await open(connection);
    } catch {
      await sleep(25);
    }
  }
  throw new Error('The source did not start');
}

/** Keys of every type, some of them with an expiry, some of them over at once. */
export async function fill({ session }: Source): Promise<void> {
  for (let n = 0; n < 300; n += 1) {
    await session.atomically([
      ['SET', `video:${n}`, `title ${n} ${'x'.repeat(n)}`],
      ['SET', Buffer.from([0xff, n % 256, 0]), Buffer.from([n % 256, 0, 255])],
      ['HSET', `tenant:${n % 20}`, `video:${n}`, String(n)],
      ['SADD', 'tags', `tag ${n}`, String(n)],
      ['ZADD', 'ranks', String(n / 7), `video:${n}`],
      ['RPUSH', 'queue', `job ${n}`],
      ['XADD', 'events', '*', 'video', String(n)],
    ]);
  }
  for (let n = 0; n < 20; n += 1) {
    await session.call('SET', `session:${n}`, 'for a day', 'EX', '86400');
    await session.call('SET', `flash:${n}`, 'for a moment', 'PX', '2000');
  }
  await session.call('SELECT', '3');
  await session.call('SET', 'elsewhere', 'in another database');
  await session.call('SELECT', '0');
}

/** Waits until what `INFO persistence` says is so. */
export async function waitFor(
  { session }: Source,
  name: string,
  value: string,
): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if ((await infoOf(session, 'persistence')).get(name) === value) {
      return;
    }
    await sleep(10);
  }
  throw new Error(`${name} did not become ${value}`);
}
