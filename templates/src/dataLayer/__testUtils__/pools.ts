import {
  chmod,
  chown,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Objects } from '../../chart/__testUtils__/helmTemplate';
import {
  eventually,
  freePorts,
  start,
  Started,
} from '../../python/__testUtils__/servers';
import { run } from '../../tools/run';
import { containerOf } from './dataChart';

const POSTGRES = '/usr/lib/postgresql/15/bin';
const PGBOUNCER = '/usr/sbin/pgbouncer';

/** Programs that this needs. */
export const PROGRAMS = [`${POSTGRES}/postgres`, PGBOUNCER, '/usr/bin/openssl'];

/** Password of everybody in these tests. */
export const PASSWORD = 'app-password';

/** A PostgreSQL with TLS behind the emitted PgBouncer. */
export class Pools {
  readonly started: Started[] = [];
  postgresPort = 0;

  private constructor(
    readonly folder: string,
    private readonly user: { uid: number; gid: number } | undefined,
  ) {}

  static async create(): Promise<Pools> {
    const folder = await mkdtemp(join(tmpdir(), 'textloom-pools-'));
    await chmod(folder, 0o755);
    return new Pools(folder, await postgresUser());
  }

  /** PostgreSQL refuses to run as root; the user of Debian's package does it then. */
  private as(program: string, args: readonly string[]) {
    const { user } = this;
    return user
      ? ([
          'setpriv',
          [
            ...[`--reuid=${user.uid}`, `--regid=${user.gid}`],
            ...['--clear-groups', program, ...args],
          ],
        ] as const)
      : ([program, args] as const);
  }

  /** Starts PostgreSQL with a certificate for `localhost`, as RDS has one for its name. */
  async startPostgres(): Promise<void> {
    const home = join(this.folder, 'postgres');
    await mkdir(home);
    await certificate(home);
    if (this.user) {
      for (const path of [
        home,
        join(home, 'server.key'),
        join(home, 'server.crt'),
      ]) {
        await chown(path, this.user.uid, this.user.gid);
      }
    }
    const data = join(home, 'data');
    const [port] = await freePorts(1);
    this.postgresPort = port;
    const made = await run(
      ...this.as(`${POSTGRES}/initdb`, [
        ...[
          '-D',
          data,
          '-U',
          'postgres',
          '--no-sync',
          '-E',
          'UTF8',
          '--locale=C',
        ],
        ...['--auth-local=trust', '--auth-host=scram-sha-256'],
      ]),
    );
    if (made.code !== 0) {
      throw new Error(made.stderr);
    }
    this.started.push(
      start(
        ...this.as(`${POSTGRES}/postgres`, [
          ...['-D', data, '-k', home, '-h', '127.0.0.1', '-p', `${port}`],
          ...['-c', 'fsync=off', '-c', 'ssl=on', '-c', 'max_connections=60'],
          ...['-c', `ssl_cert_file=${join(home, 'server.crt')}`],
          ...['-c', `ssl_key_file=${join(home, 'server.key')}`],
        ]),
        { log: join(this.folder, 'postgres.log') },
      ),
    );
    await eventually(() => this.sql('SELECT 1'), 'PostgreSQL answers');
    await this.sql(`CREATE ROLE app LOGIN PASSWORD '${PASSWORD}'`);
    await this.sql('CREATE DATABASE textloom OWNER app');
  }

  /** Asks PostgreSQL past the pools. */
  sql(text: string): Promise<string> {
    return psql(
      { host: join(this.folder, 'postgres'), port: this.postgresPort },
      ['postgres', 'postgres', text],
    );
  }

  /**
   * Starts a pod of the emitted chart: the ConfigMap, and the files that External Secrets makes of its template. Only
   * addresses and paths are replaced. Returns the port that clients use.
   */
  async startPool(
    objects: Objects,
    workload: string,
    host = 'localhost',
  ): Promise<number> {
    const folder = join(this.folder, `${workload}-${host}`);
    await mkdir(folder);
    const [port] = await freePorts(1);
    const secrets: Record<string, string> = {
      userlist: `"app" "${PASSWORD}"`,
      stats_password: PASSWORD,
      ca_bundle: '',
    };
    const { data } = objects.one('ExternalSecret').spec.target.template;
    for (const [file, text] of Object.entries<string>(data)) {
      await writeFile(
        join(folder, file),
        text
          .replace(/\{\{ \.(\w+) \}\}/g, (_, name) => secrets[name] ?? host)
          .replace(/port=5432/g, `port=${this.postgresPort}`),
      );
    }
    await copyFile(
      join(this.folder, 'postgres/server.crt'),
      join(folder, 'ca.pem'),
    );
    const [, settings] = containerOf(
      objects.one('StatefulSet', workload),
    ).command;
    const file = settings.split('/').pop() as string;
    const ini = objects.one('ConfigMap').data?.[file] ?? '';
    await writeFile(
      join(folder, file),
      ini
        .replaceAll('/etc/pgbouncer-secret', folder)
        .replace('listen_addr = 0.0.0.0', 'listen_addr = 127.0.0.1')
        .replace('listen_port = 6432', `listen_port = ${port}`),
    );
    this.started.push(
      start(...this.as(PGBOUNCER, [join(folder, file)]), {
        log: join(this.folder, `${workload}-${host}.log`),
      }),
    );
    await eventually(
      () => this.console(port, 'SHOW VERSION'),
      'PgBouncer answers',
    );
    return port;
  }

  /** Asks PgBouncer itself. */
  console(port: number, text: string): Promise<string> {
    return psql({ port }, ['pgbouncer_stats', 'pgbouncer', text]);
  }

  /** Asks as a service does. */
  query(port: number, text: string, user = 'app'): Promise<string> {
    return psql({ port }, [user, 'textloom', text]);
  }

  /** What a pool has said. */
  log(workload: string, host = 'localhost'): Promise<string> {
    return readFile(join(this.folder, `${workload}-${host}.log`), 'utf8');
  }

  async stop(): Promise<void> {
    for (const one of [...this.started].reverse()) {
      await one.end('SIGKILL');
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function psql(
  { host = '127.0.0.1', port }: { host?: string; port: number },
  [user, database, text]: readonly string[],
): Promise<string> {
  const { code, stdout, stderr } = await run(
    `${POSTGRES}/psql`,
    [
      ...['-h', host, '-p', `${port}`, '-U', user, '-v', 'ON_ERROR_STOP=1'],
      ...['-qtAc', text, database],
    ],
    {
      env: { ...process.env, PGPASSWORD: PASSWORD, PGCONNECT_TIMEOUT: '10' },
    },
  );
  if (code !== 0) {
    throw new Error(stderr);
  }
  return stdout.trim();
}

async function postgresUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag =>
      Number((await run('id', [flag, 'postgres'])).stdout),
    ),
  );
  return { uid, gid };
}

async function certificate(folder: string): Promise<void> {
  const { code, stderr } = await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
    ...['-nodes', '-days', '2', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost'],
    ...[
      '-keyout',
      join(folder, 'server.key'),
      '-out',
      join(folder, 'server.crt'),
    ],
  ]);
  if (code !== 0) {
    throw new Error(stderr);
  }
  await chmod(join(folder, 'server.key'), 0o600);
}
