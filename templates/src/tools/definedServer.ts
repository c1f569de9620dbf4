import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  KubeApiServer,
  kubeBuilderAssets,
  startKubeApiServer,
} from './kubeApiServer';
import { DEFINITIONS } from './kubernetesSchemas';

/** The server is Kubernetes 1.20; the same objects under the names that they had there. */
const OLDER: Record<string, string> = {
  'autoscaling/v2': 'autoscaling/v2beta2',
  'policy/v1': 'policy/v1beta1',
};

/** Fields that Kubernetes knows since 1.22, 1.26 and 1.27. */
const NEWER = /\.(?:nodeTaintsPolicy|matchLabelKeys)[. ]/;

/** An object as it is shown to the server. */
interface Shown {
  readonly apiVersion?: unknown;
  readonly kind: string;
  readonly metadata: { readonly name?: unknown; readonly namespace?: unknown };
  readonly stringData?: unknown;
}

/** Where objects of a kind are sent. */
interface Collection {
  readonly path: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** An API server, and where objects of each kind are sent. */
export interface DefinedServer {
  readonly server: KubeApiServer;
  /** By API version and kind. */
  readonly collections: ReadonlyMap<string, Collection>;
}

/**
 * Starts an API server that serves some custom resources. Each costs it seconds, so that only those that are needed
 * should be named.
 *
 * @param definitions - such as `virtualservices.networking.istio.io`
 * @throws when a definition is refused, or not served in ten seconds
 */
export async function startDefinedServer(
  definitions: readonly string[],
  namespaces: readonly string[],
): Promise<DefinedServer> {
  const assets = kubeBuilderAssets();
  if (!assets) {
    throw new Error('KUBEBUILDER_ASSETS holds no etcd and kube-apiserver');
  }
  const server = await startKubeApiServer(assets);
  try {
    const wanted: string[] = [];
    for (const name of definitions) {
      const definition = JSON.parse(
        readFileSync(join(DEFINITIONS, `${name}.json`), 'utf8'),
      );
      await post(
        server,
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        definition,
      );
      const { group, names, versions } = definition.spec;
      const { name: version } = versions.find(
        (one: { served: boolean }) => one.served,
      );
      wanted.push(`${group}/${version}/${names.kind}`);
    }
    for (const name of namespaces) {
      await post(server, '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
    }
    return { server, collections: await discover(server, wanted) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function post(server: KubeApiServer, path: string, body: object) {
  const { status, body: answer } = await server.ask('POST', path, body);
  if (status !== 201 && status !== 409) {
    throw new Error(`${path}: ${JSON.stringify(answer)}`);
  }
}

/**
 * Shows objects to the server, without keeping them. Returns in words what it does not take: what it refuses, and
 * what it drops because no definition has it.
 *
 * @param namespace - of objects that do not name one
 */
export async function refusedBy(
  { server, collections }: DefinedServer,
  objects: readonly Shown[],
  namespace: string,
): Promise<string[]> {
  const answers = await Promise.all(
    objects.map(async object => {
      const asked = String(object.apiVersion);
      const apiVersion = OLDER[asked] ?? asked;
      const what = `${object.kind} ${String(object.metadata.name)}`;
      const collection = collections.get(`${apiVersion}/${object.kind}`);
      if (!collection) {
        return [`${what}: ${apiVersion} is not served`];
      }
      const { path, plural, namespaced } = collection;
      const within = String(object.metadata.namespace ?? namespace);
      const where = namespaced ? `/namespaces/${within}` : '';
      const sent = { ...encoded(object), apiVersion };
      const { status, body } = await server.ask(
        'POST',
        `${path}${where}/${plural}?dryRun=All`,
        sent,
      );
      return status === 201
        ? lost(sent, body)
            .filter(missing => !NEWER.test(missing))
            .map(missing => `${what}: ${missing} is not known`)
        : [`${what}: ${body.message}`];
    }),
  );
  return answers.flat();
}

/** Texts of a Secret as the server keeps them. */
function encoded({ stringData, ...rest }: Shown): object {
  if (!stringData) {
    return rest;
  }
  const data = Object.entries(stringData).map(([key, text]) => [
    key,
    Buffer.from(String(text)).toString('base64'),
  ]);
  return { ...rest, data: Object.fromEntries(data) };
}

/** Paths of what was sent and did not come back as it was: unknown to the server, or changed by it. */
function lost(sent: unknown, kept: unknown, path = ''): string[] {
  if (typeof sent !== 'object' || sent === null) {
    // The server writes quantities as short as it can: 1000 as 1k, 2500Gi stays.
    const long = typeof kept === 'string' ? kept.replace(/k$/, '000') : kept;
    return sent === kept || sent === long
      ? []
      : [`${path} = ${JSON.stringify(sent)}`];
  }
  const parts = Object.entries(sent);
  if (Array.isArray(sent) && Array.isArray(kept)) {
    // The server may put lists into an order of its own.
    return parts.flatMap(([index, value]) =>
      kept.some(other => lost(value, other).length === 0)
        ? []
        : lost(value, kept[Number(index)], `${path}.${index}`),
    );
  }
  return parts.flatMap(([key, value]) =>
    lost(
      value,
      (kept as Record<string, unknown> | undefined)?.[key],
      `${path}.${key}`,
    ),
  );
}

/** What can be made; waits until everything that is wanted is served. */
async function discover(
  server: KubeApiServer,
  wanted: readonly string[],
): Promise<Map<string, Collection>> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = new Map<string, Collection>();
    const { body: groups } = await server.ask('GET', '/apis');
    const versions = [
      'api/v1',
      ...groups.groups.flatMap(
        (group: { versions: { groupVersion: string }[] }) =>
          group.versions.map(({ groupVersion }) => `apis/${groupVersion}`),
      ),
    ];
    for (const path of versions) {
      const { status, body } = await server.ask('GET', `/${path}`);
      for (const { name, kind, namespaced } of status === 200
        ? body.resources
        : []) {
        if (!name.includes('/')) {
          const version = path.replace(/^apis?\//, '');
          const collection = { path: `/${path}`, plural: name, namespaced };
          found.set(`${version}/${kind}`, collection);
        }
      }
    }
    if (wanted.every(key => found.has(key))) {
      return found;
    }
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error(`Not served: ${wanted.join(', ')}`);
}
