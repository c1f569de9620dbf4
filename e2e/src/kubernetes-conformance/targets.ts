import { startSandbox } from '@textloom/sandbox';
import {
  kubeBuilderAssets,
  startKubeApiServer,
} from '../harness/kubeApiServer';

/** A server that the suite is run against. */
export interface ConformanceTarget {
  url: string;
  token: string;
  restrictedToken: string;
  /** PEM certificates that verify the server. */
  ca: string;
  /** Forgets history, so that older continue tokens expire. */
  compact(): Promise<void>;
  stop(): Promise<void>;
}

const decode = (base64: string) =>
  Buffer.from(base64, 'base64').toString('utf8');

async function sandboxTarget(): Promise<ConformanceTarget> {
  const token = 'admin-token';
  const restrictedToken = 'restricted-token';
  const sandbox = await startSandbox({ port: 0, token, restrictedToken });
  const [{ name, url }] = sandbox.clusters;
  return {
    url: url.replace(/^http:/, 'https:'),
    token,
    restrictedToken,
    ca: decode(sandbox.caData),
    compact: async () => sandbox.compact(name),
    stop: () => sandbox.close(),
  };
}

async function realTarget(): Promise<ConformanceTarget> {
  const server = await startKubeApiServer();
  return { ...server, ca: decode(server.caData) };
}

/** The sandbox, and a real kube-apiserver where its binaries are there; in CI they have to be. */
export function conformanceTargets(): {
  name: string;
  start(): Promise<ConformanceTarget>;
}[] {
  const sandbox = { name: 'sandbox', start: sandboxTarget };
  const assets = kubeBuilderAssets();
  if ('missing' in assets && !process.env.CI) {
    process.stderr.write(
      `Skipping the real kube-apiserver: ${assets.missing}. Conformance is shown for the sandbox only.\n`,
    );
    return [sandbox];
  }
  return [sandbox, { name: 'kube-apiserver', start: realTarget }];
}
