import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject } from '../../consistency/service';
import { Json, isObject, listOf, objectOf } from '../../covering/json';
import { KubeApiServer } from '../../tools/kubeApiServer';
import { DEFINITIONS } from '../../tools/kubernetesSchemas';

/** Tells a server of custom resources. @throws with what it has against one */
export async function define(server: KubeApiServer, names: readonly string[]) {
  for (const name of names) {
    const { status, body } = await server.ask(
      'POST',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      JSON.parse(readFileSync(join(DEFINITIONS, `${name}.json`), 'utf8')),
    );
    if (status !== 201) {
      throw new Error(`${name}: ${JSON.stringify(body)}`);
    }
  }
}

interface Resource {
  readonly path: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** What a server serves, by `apiVersion kind`; waits until it serves what is wanted. */
export async function served(
  server: KubeApiServer,
  wanted: readonly string[],
): Promise<Map<string, Resource>> {
  for (let attempt = 0; ; attempt++) {
    const found = new Map<string, Resource>();
    for (const version of new Set(wanted.map(key => key.split(' ')[0]))) {
      const path = version.includes('/')
        ? `/apis/${version}`
        : `/api/${version}`;
      const { status, body } = await server.ask('GET', path);
      for (const item of status === 200 ? listOf(body.resources) : []) {
        const { name, kind, namespaced } = objectOf(item);
        if (!String(name).includes('/')) {
          found.set(`${version} ${String(kind)}`, {
            path,
            plural: String(name),
            namespaced: namespaced === true,
          });
        }
      }
    }
    if (wanted.every(key => found.has(key)) || attempt > 100) {
      return found;
    }
    await new Promise(done => setTimeout(done, 100));
  }
}

/** Paths of what was sent and did not come back as it was: unknown to the server, or changed by it. */
export function lost(sent: unknown, kept: unknown, path = ''): string[] {
  if (typeof sent !== 'object' || sent === null) {
    return sent === kept ? [] : [`${path} = ${JSON.stringify(sent)}`];
  }
  if (Array.isArray(sent) && Array.isArray(kept)) {
    return sent.flatMap((value, index) =>
      lost(value, kept[index], `${path}.${index}`),
    );
  }
  const there = isObject(kept as Json) ? objectOf(kept as Json) : {};
  return Object.entries(sent).flatMap(([key, value]) =>
    lost(value, there[key], `${path}.${key}`),
  );
}

/** Texts of a Secret as the server keeps them. */
function encoded(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object;
  return stringData
    ? ({
        ...rest,
        data: Object.fromEntries(
          Object.entries(objectOf(stringData)).map(([key, text]) => [
            key,
            Buffer.from(String(text)).toString('base64'),
          ]),
        ),
      } as KubeObject)
    : object;
}

/** Shows an object to a server, without keeping it. Returns what the server does not take, in words. */
export async function refused(
  server: KubeApiServer,
  resources: ReadonlyMap<string, Resource>,
  object: KubeObject,
): Promise<string[]> {
  const name = `${object.kind} ${String(object.metadata.name)}`;
  const resource = resources.get(`${String(object.apiVersion)} ${object.kind}`);
  if (!resource) {
    return [`${name}: ${String(object.apiVersion)} is not served`];
  }
  const { path, plural, namespaced } = resource;
  const where = namespaced
    ? `/namespaces/${String(object.metadata.namespace)}`
    : '';
  const sent = encoded(object);
  const { status, body } = await server.ask(
    'POST',
    `${path}${where}/${plural}?dryRun=All`,
    sent,
  );
  return status === 201
    ? lost(sent, body).map(lostPath => `${name}: ${lostPath} is not known`)
    : [`${name}: ${String(body.message)}`];
}
