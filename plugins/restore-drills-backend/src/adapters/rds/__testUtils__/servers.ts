import { execFile } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BIN, Cluster } from '../../postgres/__testUtils__/cluster';
import { isUnreachable, withSession } from '../../postgres/client';
import { childEnvironment, killTree, spawnServer } from '../../process';
import { FakeRestore, FakeServers } from './FakeRds';

const READY_MS = 60_000;
const HBA = [
  'local all all trust',
  'hostssl all all 127.0.0.1/32 scram-sha-256',
  'hostssl all all ::1/128 scram-sha-256',
].join('\n');

/** A key and a certificate of `localhost`, which is its own authority. */
export async function makeCertificate(
  folder: string,
): Promise<{ key: string; certificate: string }> {
  const key = join(folder, 'server.key');
  const certificate = join(folder, 'server.crt');
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    ...['-keyout', key, '-out', certificate],
  ]);
  return { key, certificate };
}

interface Running {
  folder: string;
  port: number;
  pid: number;
}

/** Real servers with copies of a source, reached over TLS alone. */
export class Servers implements FakeServers {
  readonly #source: Cluster;
  readonly #folder: string;
  readonly #running = new Map<string, Promise<Running>>();

  constructor(source: Cluster, folder: string) {
    this.#source = source;
    this.#folder = folder;
  }

  async restore({ id, at }: FakeRestore) {
    const port = await freePort();
    const running = this.#start(id, port);
    this.#running.set(id, running);
    const { folder } = await running;
    // As if only what was written until then had been replayed.
    await inside(
      folder,
      port,
      `DELETE FROM drill_hb WHERE wall > to_timestamp(${at / 1000})`,
    );
    return { host: 'localhost', port };
  }

  async #start(id: string, port: number): Promise<Running> {
    const { identity, tool } = this.#source;
    const folder = await mkdtemp(join(tmpdir(), 'rds-'));
    await chmod(folder, 0o711);
    await this.#own(folder);
    const data = join(folder, 'data');
    await tool('pg_basebackup', [
      '-D',
      data,
      '-c',
      'fast',
      '-N',
      '-X',
      'stream',
    ]);
    const hba = join(folder, 'hba.conf');
    const key = join(folder, 'server.key');
    await writeFile(hba, `${HBA}\n`);
    await promisify(execFile)('cp', [join(this.#folder, 'server.key'), key]);
    await chmod(key, 0o600);
    await this.#own(key);
    const settings = {
      hba_file: hba,
      listen_addresses: 'localhost',
      port: String(port),
      unix_socket_directories: folder,
      archive_mode: 'off',
      fsync: 'off',
      ssl: 'on',
      ssl_key_file: key,
      ssl_cert_file: join(this.#folder, 'server.crt'),
      shared_buffers: '16MB',
    };
    const { pid, release } = await spawnServer(
      join(BIN, 'postgres'),
      [
        '-D',
        data,
        ...Object.entries(settings).flatMap(([name, value]) => [
          '-c',
          `${name}=${value}`,
        ]),
      ],
      join(folder, `${id}.log`),
      { cwd: folder, env: childEnvironment(folder), identity },
    );
    release();
    await untilUp(folder, port);
    return { folder, port, pid };
  }

  async #own(path: string): Promise<void> {
    const { uid, gid } = this.#source.identity;
    if (uid !== undefined && gid !== undefined) {
      await chown(path, uid, gid);
    }
  }

  async setPassword(id: string, user: string, password: string): Promise<void> {
    const { folder, port } = (await this.#running.get(id)) as Running;
    await inside(folder, port, `ALTER ROLE ${user} PASSWORD '${password}'`);
  }

  async remove(id: string): Promise<void> {
    const running = await this.#running.get(id);
    this.#running.delete(id);
    if (running) {
      await killTree(running.pid);
      await rm(running.folder, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    for (const id of [...this.#running.keys()]) {
      await this.remove(id);
    }
  }
}

/** Whatever the roles of the source are set to. */
async function inside(
  socket: string,
  port: number,
  statement: string,
): Promise<void> {
  await withSession({ socket, port, user: 'admin' }, {}, async ({ rows }) => {
    await rows('SET default_transaction_read_only = off');
    await rows(statement);
  });
}

async function untilUp(socket: string, port: number): Promise<void> {
  const end = Date.now() + READY_MS;
  for (;;) {
    try {
      await withSession({ socket, port, user: 'admin' }, {}, ({ rows }) =>
        rows('SELECT 1'),
      );
      return;
    } catch (error) {
      if (!isUnreachable(error) || Date.now() > end) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}
