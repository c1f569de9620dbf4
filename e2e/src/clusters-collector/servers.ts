import { startSandbox } from '@textloom/sandbox';
import {
  kubeBuilderAssets,
  startKubeApiServer,
} from '../harness/kubeApiServer';
import { requestOnce } from '../harness/request';
import { KubeAddress } from './kubeWriter';

/** A server under test. */
export interface ServerUnderTest extends KubeAddress {
  /** Forgets history, so that every version from before now has expired. */
  expire(): Promise<void>;
  stop(): Promise<void>;
}

/** A kind of server, or why there is none here. */
export interface ServerKind {
  name: string;
  missing?: string;
  start: () => Promise<ServerUnderTest>;
}

/** A kube-apiserver with nothing in it. */
export function realServer(): ServerKind {
  const assets = kubeBuilderAssets();
  return {
    name: 'kube-apiserver',
    missing: 'missing' in assets ? assets.missing : undefined,
    start: async () => {
      const server = await startKubeApiServer();
      return { ...server, expire: () => compact(server.etcdUrl) };
    },
  };
}

/** Drops all history from etcd, which is what the API server does by itself every five minutes. */
async function compact(etcdUrl: string): Promise<void> {
  const ask = async (path: string, body: object) => {
    const answer = await requestOnce({
      url: `${etcdUrl}/v3/${path}`,
      method: 'POST',
      body,
    });
    if (answer.status !== 200) {
      throw new Error(`etcd ${path}: ${answer.status} ${answer.body}`);
    }
    return JSON.parse(answer.body.toString());
  };
  const key = Buffer.from('any').toString('base64');
  // A watch from version n begins at n + 1, which must lie before what is kept.
  await ask('kv/put', { key });
  const { header } = await ask('kv/put', { key });
  await ask('kv/compaction', { revision: header.revision, physical: true });
}

const SANDBOX_TOKEN = 'suite-token';

function sandbox(): ServerKind {
  return {
    name: 'the sandbox',
    start: async () => {
      const running = await startSandbox({ port: 0, token: SANDBOX_TOKEN });
      const [{ name, url }] = running.clusters;
      return {
        url,
        token: SANDBOX_TOKEN,
        expire: async () => running.compact(name),
        stop: () => running.close(),
      };
    },
  };
}

/** All kinds of servers that the collector must get along with. */
export const serverKinds: ServerKind[] = [sandbox(), realServer()];
