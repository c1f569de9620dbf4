import { ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TOKEN = 'admin-token';
const READY_MS = 60_000;

/** An answer of the API server. */
export interface KubeAnswer {
  status: number;
  body: ReturnType<typeof JSON.parse>;
}

/** A Kubernetes API server of its own, with an empty etcd, where nothing runs. */
export interface KubeApiServer {
  /** Sends a request as an administrator. */
  ask(method: string, path: string, body?: object): Promise<KubeAnswer>;
  stop(): Promise<void>;
}

/** Folder that holds `etcd` and `kube-apiserver` (the envtest convention), or undefined. */
export function kubeBuilderAssets(): string | undefined {
  const folder = process.env.KUBEBUILDER_ASSETS;
  return folder &&
    ['etcd', 'kube-apiserver'].every(name => existsSync(join(folder, name)))
    ? folder
    : undefined;
}

/** Starts one on loopback. @throws when it is not ready in 60 seconds */
export async function startKubeApiServer(
  assets: string,
): Promise<KubeApiServer> {
  const [clientPort, peerPort, port] = await freePorts(3);
  const folder = await mkdtemp(join(tmpdir(), 'textloom-kube-'));
  await writeCredentials(folder);
  const etcdUrl = `http://127.0.0.1:${clientPort}`;
  const etcd = start(join(assets, 'etcd'), [
    ...['--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync'],
    ...['--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl],
    ...['--listen-peer-urls', `http://127.0.0.1:${peerPort}`],
  ]);
  const api = start(join(assets, 'kube-apiserver'), [
    ...['--etcd-servers', etcdUrl, '--authorization-mode', 'RBAC'],
    ...['--bind-address', '127.0.0.1', '--secure-port', `${port}`],
    ...['--cert-dir', join(folder, 'certs')],
    ...['--token-auth-file', join(folder, 'tokens.csv')],
    ...['--service-cluster-ip-range', '10.96.0.0/16'],
    ...['--service-account-issuer', 'https://kubernetes.default.svc'],
    ...['--service-account-key-file', join(folder, 'sa.pub')],
    ...['--service-account-signing-key-file', join(folder, 'sa.key')],
    // These need controllers that do not run here.
    ...['--disable-admission-plugins', 'ServiceAccount,Priority'],
  ]);
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const server: KubeApiServer = {
    ask: (method, path, body) => ask({ agent, port, method, path, body }),
    stop: async () => {
      agent.destroy();
      await end(api);
      await end(etcd);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await untilReady(server, api);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function untilReady(server: KubeApiServer, api: ChildProcess) {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && api.exitCode === null) {
    const ready = await server.ask('GET', '/readyz').catch(() => undefined);
    if (ready?.status === 200) {
      return;
    }
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error('kube-apiserver did not become ready');
}

async function writeCredentials(folder: string): Promise<void> {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(join(folder, 'sa.pub'), keys.publicKey);
  await writeFile(join(folder, 'sa.key'), keys.privateKey, { mode: 0o600 });
  await writeFile(
    join(folder, 'tokens.csv'),
    `${TOKEN},admin,admin,"system:masters"\n`,
    { mode: 0o600 },
  );
}

/** Free a moment ago; a server on a port that is taken meanwhile ends, and the start fails. */
async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(
    Array.from({ length: count }, async () => {
      const probe = createServer();
      await new Promise<void>((done, fail) => {
        probe.once('error', fail);
        probe.listen(0, '127.0.0.1', done);
      });
      return probe;
    }),
  );
  const ports = probes.map(probe => (probe.address() as AddressInfo).port);
  await Promise.all(
    probes.map(probe => new Promise(done => probe.close(done))),
  );
  return ports;
}

function start(program: string, args: string[]): ChildProcess {
  return spawn(program, args, { stdio: 'ignore' });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise(done => child.once('exit', done));
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}

function ask(what: {
  agent: Agent;
  port: number;
  method: string;
  path: string;
  body?: object;
}): Promise<KubeAnswer> {
  const { agent, port, method, path, body } = what;
  return new Promise((done, fail) => {
    const sent = request(
      {
        ...{ agent, host: '127.0.0.1', port, method, path },
        headers: {
          authorization: `Bearer ${TOKEN}`,
          'content-type': 'application/json',
        },
      },
      async answer => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) {
          chunks.push(chunk);
        }
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = answer.headers['content-type']?.includes('json');
        done({
          status: answer.statusCode ?? 0,
          body: isJson ? JSON.parse(text) : text,
        });
      },
    );
    sent.on('error', fail);
    sent.end(body && JSON.stringify(body));
  });
}
