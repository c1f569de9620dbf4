import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startProcess, waitUntilReady } from './processes';
import { requestOnce } from './request';

/** A running Kubernetes API server of its own, with an empty etcd. */
export interface KubeApiServer {
  /** `https://127.0.0.1:PORT`; the certificate is self-signed. */
  url: string;
  /** Bearer token of a member of `system:masters`. */
  token: string;
  /** Bearer token of a user without any role beyond discovery. */
  restrictedToken: string;
  /** PEM certificate chain that verifies the server, base64 as kubeconfig's `certificate-authority-data` wants it. */
  caData: string;
  /** `http://127.0.0.1:PORT` of its etcd, for tests that compact the history. */
  etcdUrl: string;
  /** Compacts etcd's history, so that continue tokens of older lists expire. */
  compact(): Promise<void>;
  /** Stops API server and etcd and removes their files. */
  stop(): Promise<void>;
}

/** Folder that holds `etcd` and `kube-apiserver` (the envtest convention), or why there is none. */
export function kubeBuilderAssets(
  env: NodeJS.ProcessEnv = process.env,
): { folder: string } | { missing: string } {
  const folder = env.KUBEBUILDER_ASSETS;
  if (!folder) {
    return { missing: 'KUBEBUILDER_ASSETS is not set' };
  }
  const absent = ['etcd', 'kube-apiserver'].filter(
    name => !existsSync(join(folder, name)),
  );
  return absent.length > 0
    ? { missing: `${folder} lacks ${absent.join(' and ')}` }
    : { folder };
}

/**
 * Starts etcd and kube-apiserver from `KUBEBUILDER_ASSETS` on free loopback ports and waits for `/readyz`.
 * No controller, scheduler or kubelet runs: tests write status themselves.
 * @throws when the binaries are missing or a server does not become ready in 60 seconds.
 */
export async function startKubeApiServer(): Promise<KubeApiServer> {
  const assets = kubeBuilderAssets();
  if ('missing' in assets) {
    throw new Error(`No Kubernetes API server to start: ${assets.missing}`);
  }
  const [clientPort, peerPort, securePort] = await freePorts(3);
  const folder = await mkdtemp(join(tmpdir(), 'kube-apiserver-'));
  const token = 'admin-token';
  const restrictedToken = 'restricted-token';
  await writeCredentials(folder, token, restrictedToken);

  const etcdUrl = `http://127.0.0.1:${clientPort}`;
  const etcd = startProcess(join(assets.folder, 'etcd'), [
    ...['--data-dir', join(folder, 'etcd')],
    ...['--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl],
    ...['--listen-peer-urls', `http://127.0.0.1:${peerPort}`],
    ...['--unsafe-no-fsync', '--log-level', 'warn'],
  ]);
  const apiServer = startProcess(
    join(assets.folder, 'kube-apiserver'),
    apiServerFlags(folder, etcdUrl, securePort),
  );
  const stop = async () => {
    // Asked politely, it waits a minute for its watches; nothing of it is kept.
    await apiServer.stop('SIGKILL');
    await etcd.stop('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  };

  const url = `https://127.0.0.1:${securePort}`;
  try {
    await waitUntilReady(
      'kube-apiserver',
      apiServer,
      () => isReady(url, token),
      60_000,
    );
    const certificate = await readFile(join(folder, 'certs', 'apiserver.crt'));
    return {
      url,
      token,
      restrictedToken,
      caData: certificate.toString('base64'),
      etcdUrl,
      compact: () => compactEtcd(etcdUrl),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeCredentials(
  folder: string,
  token: string,
  restrictedToken: string,
) {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(join(folder, 'sa.pub'), keys.publicKey);
  await writeFile(join(folder, 'sa.key'), keys.privateKey, { mode: 0o600 });
  await writeFile(
    join(folder, 'tokens.csv'),
    `${token},admin,admin,"system:masters"\n${restrictedToken},restricted,restricted\n`,
    { mode: 0o600 },
  );
}

function apiServerFlags(folder: string, etcdUrl: string, port: number) {
  return [
    ...['--etcd-servers', etcdUrl],
    ...['--bind-address', '127.0.0.1', '--secure-port', `${port}`],
    ...['--cert-dir', join(folder, 'certs')],
    ...['--token-auth-file', join(folder, 'tokens.csv')],
    ...['--authorization-mode', 'RBAC'],
    ...['--service-cluster-ip-range', '10.96.0.0/16'],
    ...['--service-account-issuer', 'https://kubernetes.default.svc'],
    ...['--service-account-key-file', join(folder, 'sa.pub')],
    ...['--service-account-signing-key-file', join(folder, 'sa.key')],
    // These need controllers or a kubelet that do not run here.
    '--disable-admission-plugins',
    'ServiceAccount,TaintNodesByCondition,Priority,DefaultTolerationSeconds',
    // No token is an error of the client's, not an anonymous user.
    '--anonymous-auth=false',
  ];
}

/** Uses etcd's JSON gateway, so that no etcdctl is needed. */
async function compactEtcd(etcdUrl: string): Promise<void> {
  const post = async (path: string, body: unknown) => {
    const url = `${etcdUrl}/v3/kv/${path}`;
    const answer = await requestOnce({ url, method: 'POST', body });
    if (answer.status !== 200) {
      throw new Error(`etcd ${path}: ${answer.body.toString('utf8')}`);
    }
    return JSON.parse(answer.body.toString('utf8'));
  };
  const key = Buffer.from('/').toString('base64');
  const { header } = await post('range', { key });
  await post('compaction', { revision: header.revision, physical: true });
}

async function isReady(url: string, token: string): Promise<boolean> {
  try {
    const answer = await requestOnce({
      url: `${url}/readyz`,
      token,
      rejectUnauthorized: false,
    });
    return answer.status === 200;
  } catch {
    return false;
  }
}
