import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../tools/run';

const POSTGRES = '/usr/lib/postgresql/15/bin';
const PROGRAMS = [
  `${POSTGRES}/postgres`,
  '/usr/sbin/pgbouncer',
  '/usr/bin/redis-server',
  '/usr/bin/prometheus',
];

/** Which of the servers of an emitted service are not on this machine. */
export const missingServers = PROGRAMS.filter(path => !existsSync(path));

/** A process of a test, what it has said, and how it ended. */
export interface Started {
  readonly process: ChildProcess;
  /** File with everything that it has said. */
  readonly log: string;
  /** Asks it to end, and gives its exit code or what ended it; kills it after the time. */
  end(
    signal?: NodeJS.Signals,
    withinMs?: number,
  ): Promise<number | NodeJS.Signals | null>;
}

/** Starts a program whose output goes to a file. */
export function start(
  program: string,
  args: readonly string[],
  options: { log: string; cwd?: string; env?: NodeJS.ProcessEnv },
): Started {
  const { log, cwd, env = process.env } = options;
  const out = createWriteStream(log);
  const child = spawn(program, [...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.pipe(out, { end: false });
  child.stderr?.pipe(out, { end: false });
  const ended = once(child, 'exit').finally(() => out.end());
  return {
    process: child,
    log,
    async end(signal = 'SIGTERM', withinMs = 20_000) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
        await ended;
        clearTimeout(timer);
      }
      return child.exitCode ?? child.signalCode;
    },
  };
}

/** As many ports of loopback as are asked for, free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async server => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    }),
  );
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}

/** Asks until there is an answer that will do. @throws with the last one when the time is over */
export async function eventually<T>(
  ask: () => Promise<T | undefined>,
  what: string,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined) {
        return answer;
      }
    } catch (error) {
      last = error;
    }
    await sleep(100);
  }
  throw new Error(`Not in ${withinMs} ms: ${what}${last ? ` (${last})` : ''}`);
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function postgresUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag => {
      const { stdout } = await run('id', [flag, 'postgres']);
      return Number(stdout);
    }),
  );
  return { uid, gid };
}

/** A PostgreSQL with a database `videos` of a user `app`, behind PgBouncer with transaction pooling. */
export async function startDatabase(
  folder: string,
  [postgresPort, poolPort]: readonly number[],
) {
  const { uid, gid } = await postgresUser();
  const home = join(folder, 'database');
  await mkdir(home);
  await chmod(folder, 0o755);
  if (uid !== undefined && gid !== undefined) {
    await chown(home, uid, gid);
  }
  const as = (
    program: string,
    args: string[],
  ): readonly [string, readonly string[]] =>
    uid === undefined
      ? ([program, args] as const)
      : ([
          'setpriv',
          [
            `--reuid=${uid}`,
            `--regid=${gid}`,
            '--clear-groups',
            program,
            ...args,
          ],
        ] as const);
  const data = join(home, 'data');
  const initialise = await run(
    ...as(`${POSTGRES}/initdb`, [
      ...['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'],
      ...['-E', 'UTF8', '--locale=C'],
    ]),
  );
  if (initialise.code !== 0) {
    throw new Error(initialise.stderr);
  }
  const postgres = start(
    ...as(`${POSTGRES}/postgres`, [
      ...['-D', data, '-k', home, '-h', '127.0.0.1', '-p', `${postgresPort}`],
      ...['-c', 'fsync=off', '-c', 'log_statement=ddl'],
    ]),
    { log: join(folder, 'postgres.log') },
  );
  const psql = async (user: string, database: string, sql: string) => {
    const { code, stdout, stderr } = await run(`${POSTGRES}/psql`, [
      ...['-h', '127.0.0.1', '-p', `${postgresPort}`, '-U', user],
      ...['-v', 'ON_ERROR_STOP=1', '-qtAc', sql, database],
    ]);
    if (code !== 0) {
      throw new Error(stderr);
    }
    return stdout.trim();
  };
  await eventually(
    () => psql('postgres', 'postgres', 'SELECT 1'),
    'PostgreSQL answers',
  );
  await psql('postgres', 'postgres', `CREATE ROLE app LOGIN PASSWORD 'app'`);
  await psql('postgres', 'postgres', 'CREATE DATABASE videos OWNER app');
  const settings = join(home, 'pgbouncer.ini');
  await writeFile(
    settings,
    `[databases]
videos = host=127.0.0.1 port=${postgresPort} dbname=videos
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${poolPort}
auth_type = trust
auth_file = ${join(home, 'users.txt')}
pool_mode = transaction
# Two for all processes, so that transactions really come to change connections.
default_pool_size = 2
max_client_conn = 200
unix_socket_dir =
`,
  );
  await writeFile(join(home, 'users.txt'), '"app" "app"\n');
  const pool = start(...as('/usr/sbin/pgbouncer', [settings]), {
    log: join(folder, 'pgbouncer.log'),
  });
  return {
    url: `postgresql://app:app@127.0.0.1:${poolPort}/videos`,
    /** Asks past PgBouncer. */
    query: (sql: string) => psql('app', 'videos', sql),
    started: [pool, postgres],
  };
}

/** A Redis that keeps nothing. */
export function startRedis(folder: string, port: number) {
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''];
  return {
    url: (database: number) => `redis://127.0.0.1:${port}/${database}`,
    started: start('/usr/bin/redis-server', [...options, '--dir', folder], {
      log: join(folder, 'redis.log'),
    }),
  };
}

/** A Prometheus that asks its targets each second. The rules are those of a file. */
export async function startPrometheus(
  folder: string,
  port: number,
  { rules, targets }: { rules: string; targets: Record<string, number[]> },
) {
  const jobs = Object.entries(targets).map(([job, ports]) => ({
    job_name: job,
    static_configs: [
      {
        targets: ports.map(one => `127.0.0.1:${one}`),
        labels: { namespace: 'textloom' },
      },
    ],
  }));
  const settings = join(folder, 'prometheus.json');
  await writeFile(
    settings,
    // JSON is YAML.
    JSON.stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [rules],
      scrape_configs: jobs,
    }),
  );
  const started = start(
    '/usr/bin/prometheus',
    [
      `--config.file=${settings}`,
      `--storage.tsdb.path=${join(folder, 'metrics')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { log: join(folder, 'prometheus.log') },
  );
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    return (await answer.json()).data;
  };
  return {
    started,
    /** The value of an expression, or undefined when there is none. */
    async value(expression: string): Promise<number | undefined> {
      const query = encodeURIComponent(expression);
      const { result } = await ask(`query?query=${query}`);
      return result.length ? Number(result[0].value[1]) : undefined;
    },
    /** Names of the alerts that fire. */
    async firing(): Promise<string[]> {
      const { alerts } = await ask('alerts');
      return alerts
        .filter((alert: { state: string }) => alert.state === 'firing')
        .map(
          (alert: { labels: Record<string, string> }) => alert.labels.alertname,
        );
    },
  };
}
