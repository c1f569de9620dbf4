import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { give, Owner } from './owner';

const READY_MS = 30_000;
const POLL_MS = 50;
const STOP_MS = 10_000;
/** Small segments: one is archived each minute, and a sandbox may run for days. */
const SEGMENT_MB = 1;

/** What a server is made of. */
export interface PostgresServerOptions {
  /** Folder with the programs. */
  bin: string;
  port: number;
  /** Folder for data, archive and log. */
  home: string;
  owner?: Owner;
  /** Password of the administrator `postgres`. */
  password: string;
}

/** A PostgreSQL server on 127.0.0.1 that archives its write-ahead log. */
export class PostgresServer {
  readonly data: string;
  readonly archive: string;
  readonly #options: PostgresServerOptions;
  #process?: ChildProcess;

  constructor(options: PostgresServerOptions) {
    this.#options = options;
    this.data = join(options.home, 'data');
    this.archive = join(options.home, 'archive');
  }

  /** Makes the cluster the first time, starts it and waits until it takes connections. */
  async start(): Promise<void> {
    const { home, owner } = this.#options;
    await mkdir(this.archive, { recursive: true, mode: 0o755 });
    give(home, owner);
    give(this.archive, owner);
    if (!(await isComplete(this.data))) {
      await this.#init();
    }
    await stopLeftOver(this.data);
    await this.#configure();
    this.#process = this.#spawn('postgres', ['-D', this.data], 'ignore');
    await this.#ready();
  }

  /** A connection of the administrator. The caller ends it. */
  async connect(database = 'postgres'): Promise<Client> {
    const client = new Client({
      host: '127.0.0.1',
      port: this.#options.port,
      user: 'postgres',
      password: this.#options.password,
      database,
    });
    // A server that stops ends its connections; who uses one hears of it by the query.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Ends all connections and the server; its data is safe. */
  async stop(): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) {
      return;
    }
    const exited = once(server, 'exit');
    server.kill('SIGINT');
    const timer = setTimeout(() => server.kill('SIGQUIT'), STOP_MS);
    await exited;
    clearTimeout(timer);
  }

  async #init(): Promise<void> {
    const { home, owner, password } = this.#options;
    await rm(this.data, { recursive: true, force: true });
    await mkdir(this.data, { mode: 0o700 });
    give(this.data, owner);
    const secret = join(home, 'initial-password');
    await writeFile(secret, `${password}\n`, { mode: 0o600 });
    give(secret, owner);
    try {
      const init = this.#spawn(
        'initdb',
        [
          ...['-D', this.data, '-U', 'postgres', '--pwfile', secret],
          ...['-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C'],
          ...['--data-checksums', `--wal-segsize=${SEGMENT_MB}`],
        ],
        'pipe',
      );
      let said = '';
      init.stderr?.on('data', chunk => (said += chunk));
      init.stdout?.resume();
      const [code] = await once(init, 'exit');
      if (code !== 0) {
        throw new Error(`initdb failed: ${said.trim().slice(-300)}`);
      }
    } finally {
      await rm(secret, { force: true });
    }
  }

  async #configure(): Promise<void> {
    const to = `"${this.archive}`;
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(this.#options.port),
      unix_socket_directories: '',
      wal_level: 'replica',
      archive_mode: 'on',
      // Only a whole file may have its name: what is under it counts as archived.
      archive_command: `test ! -f ${to}/%f" && cp "%p" ${to}/.%f.tmp" && mv ${to}/.%f.tmp" ${to}/%f"`,
      archive_timeout: '60s',
      shared_buffers: '32MB',
      min_wal_size: '8MB',
      max_wal_size: '64MB',
      max_connections: '30',
      timezone: 'UTC',
      log_timezone: 'UTC',
      logging_collector: 'on',
      log_filename: 'postgres-%a.log',
      log_truncate_on_rotation: 'on',
      log_rotation_age: '1d',
    };
    const file = join(this.data, 'postgresql.auto.conf');
    const lines = Object.entries(settings).map(
      ([name, value]) => `${name} = '${value.replace(/'/g, "''")}'`,
    );
    await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
    give(file, this.#options.owner);
  }

  #spawn(program: string, args: string[], output: 'ignore' | 'pipe') {
    const { bin, home, owner } = this.#options;
    return spawn(join(bin, program), args, {
      cwd: home,
      env: { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', output, output],
      ...(owner && { uid: owner.uid, gid: owner.gid }),
    });
  }

  async #ready(): Promise<void> {
    const until = Date.now() + READY_MS;
    for (;;) {
      try {
        await (await this.connect()).end();
        return;
      } catch (error) {
        if (this.#process?.exitCode !== null) {
          throw new Error('PostgreSQL ended at its start; see its log');
        }
        if (Date.now() > until) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, POLL_MS));
      }
    }
  }
}

/** Not one that initdb was making when it was ended. */
async function isComplete(data: string): Promise<boolean> {
  return access(join(data, 'global', 'pg_control')).then(
    () => true,
    () => false,
  );
}

/** Ends a server of the same data whose sandbox is gone. */
export async function stopLeftOver(data: string): Promise<void> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(
    () => '',
  );
  const pid = Number(text.split('\n')[0]);
  if (!pid || text.split('\n')[1] !== data) {
    return;
  }
  for (let tries = 0; tries < STOP_MS / POLL_MS; tries += 1) {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
