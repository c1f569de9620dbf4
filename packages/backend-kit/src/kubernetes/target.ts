import { SERVICEACCOUNT_CA_PATH } from '@backstage/plugin-kubernetes-common';
import { ClusterDetails } from '@backstage/plugin-kubernetes-node';
import { existsSync, readFileSync } from 'node:fs';
import { providerOf } from './credentials';

/** Where an API server is, and how its certificate is checked. */
export interface Target {
  url: URL;
  /** Authorities to trust instead of the machine's. */
  ca?: Buffer;
  rejectUnauthorized: boolean;
}

/** What the process runs in. */
export interface Surroundings {
  env: Record<string, string | undefined>;
  exists: (path: string) => boolean;
  read: (path: string) => Buffer;
}

const HERE: Surroundings = {
  env: process.env,
  exists: existsSync,
  read: path => readFileSync(path),
};

/**
 * Reads connection settings as the stock plugin does: a service account without token inside a cluster means that
 * cluster; `caFile` goes before `caData` (base64); `skipTLSVerify` accepts any certificate.
 */
export function resolveTarget(
  details: ClusterDetails,
  here: Surroundings = HERE,
): Target {
  const inCluster =
    providerOf(details) === 'serviceAccount' &&
    !details.authMetadata.serviceAccountToken &&
    here.exists(SERVICEACCOUNT_CA_PATH);
  if (inCluster) {
    const host = here.env.KUBERNETES_SERVICE_HOST ?? 'kubernetes.default.svc';
    const port = here.env.KUBERNETES_SERVICE_PORT ?? '443';
    return {
      url: new URL(
        `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      ),
      ca: here.read(SERVICEACCOUNT_CA_PATH),
      rejectUnauthorized: true,
    };
  }
  return {
    url: new URL(details.url),
    ca: readCa(details, here),
    rejectUnauthorized: !details.skipTLSVerify,
  };
}

function readCa(
  { caFile, caData }: ClusterDetails,
  here: Surroundings,
): Buffer | undefined {
  if (caFile) {
    return here.read(caFile);
  }
  return caData ? Buffer.from(caData, 'base64') : undefined;
}

/** Whether tokens would cross a network in clear text. */
export function isPlainRemote(url: string): boolean {
  return (
    /^http:/i.test(url) &&
    !/^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i.test(url)
  );
}
