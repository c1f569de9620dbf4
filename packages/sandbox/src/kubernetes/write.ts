import { ApiContext, ApiRequest } from './context';
import { parseObject } from './body';
import { crdStatus } from './customResources';
import { hasGeneration, withDefaults } from './defaults';
import { patchObject } from './patch';
import { RequestInfo } from './requestInfo';
import { alreadyExists, badRequest, conflict, notFound } from './status';
import { groupResource, KubeObject, ResourceDefinition } from './types';
import { validateObject, validateUpdate } from './validation';

/** What a write works on: one resource of one cluster. */
export interface WriteTarget {
  context: ApiContext;
  definition: ResourceDefinition;
  info: RequestInfo;
}

const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters as Kubernetes appends to generated names; the same number gives the same suffix. */
export function nameSuffix(serial: number): string {
  let value = (serial * 7_919 + 104_729) % SUFFIX_ALPHABET.length ** 5;
  let suffix = '';
  for (let i = 0; i < 5; i++) {
    suffix += SUFFIX_ALPHABET[value % SUFFIX_ALPHABET.length];
    value = Math.floor(value / SUFFIX_ALPHABET.length);
  }
  return suffix;
}

/** The stored object that a path names. @throws ApiError 404 */
export function requireObject({ context, definition, info }: WriteTarget) {
  const name = info.name ?? '';
  const object = context.store.get(
    groupResource(definition),
    info.namespace,
    name,
  );
  if (!object) {
    throw notFound(definition, name);
  }
  return object;
}

/** Shows a stored object in the version that was asked for. */
export function toVersion(definition: ResourceDefinition, object: KubeObject) {
  return definition.convert ? definition.convert.fromStored(object) : object;
}

/** Creates an object. @throws ApiError 400, 404 (namespace), 409, 422 */
export function createObject(
  target: WriteTarget,
  request: ApiRequest,
): KubeObject {
  const { context, definition, info } = target;
  const { store } = context;
  const parsed = parseObject(request.body, definition);
  const { metadata } = parsed;
  if (metadata.namespace && metadata.namespace !== info.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (metadata.resourceVersion) {
    throw badRequest(
      'resourceVersion should not be set on objects to be created',
    );
  }
  requireNamespace(target);
  const name =
    metadata.name ||
    (metadata.generateName
      ? `${metadata.generateName}${nameSuffix(store.nextSerial())}`
      : '');
  const { uid, creationTimestamp, deletionTimestamp, ...kept } = metadata;
  const named = {
    ...parsed,
    metadata: {
      ...kept,
      name,
      ...(definition.namespaced ? { namespace: info.namespace } : {}),
    },
  };
  const stored = definition.convert
    ? definition.convert.toStored(named)
    : named;
  let object = withDefaults(definition, stored);
  validateObject(definition, object);
  if (definition.kind === 'CustomResourceDefinition') {
    object = { ...object, status: crdStatus(object, store.now()) };
  }
  const resource = groupResource(definition);
  if (store.get(resource, info.namespace, name)) {
    throw alreadyExists(definition, name);
  }
  return isDryRun(request) ? object : store.create(resource, object);
}

function requireNamespace({ context, definition, info }: WriteTarget) {
  if (
    definition.namespaced &&
    !context.store.get('namespaces', undefined, info.namespace ?? '')
  ) {
    throw notFound({ plural: 'namespaces', group: '' }, info.namespace ?? '');
  }
}

/** Replaces an object or its status. @throws ApiError 400, 404, 409, 422 */
export function replaceObject(
  target: WriteTarget,
  request: ApiRequest,
): KubeObject {
  const { definition, info } = target;
  const next = parseObject(request.body, definition);
  if (next.metadata.name !== info.name) {
    throw badRequest(
      `the name of the object (${next.metadata.name}) does not match the name on the URL (${info.name})`,
    );
  }
  return writeNext(target, request, requireObject(target), next);
}

/** Patches an object or its status. @throws ApiError 400, 404, 409, 415, 422 */
export function patchResource(
  target: WriteTarget,
  request: ApiRequest,
  patch: unknown,
): KubeObject {
  const { definition } = target;
  const previous = requireObject(target);
  const next = patchObject(
    toVersion(definition, previous),
    request.headers['content-type'] ?? '',
    patch,
    { strategic: !definition.custom },
  );
  return writeNext(target, request, previous, next);
}

/** Writes `next` (in the request's version) over `previous` (stored), as the main resource or its status. */
function writeNext(
  target: WriteTarget,
  request: ApiRequest,
  previous: KubeObject,
  next: KubeObject,
): KubeObject {
  const { context, definition, info } = target;
  const { resourceVersion, uid } = next.metadata;
  if (uid && uid !== previous.metadata.uid) {
    throw conflict(
      definition,
      previous.metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${previous.metadata.uid}`,
    );
  }
  if (
    resourceVersion &&
    resourceVersion !== previous.metadata.resourceVersion
  ) {
    throw conflict(definition, previous.metadata.name);
  }
  if (next.metadata.name !== previous.metadata.name) {
    throw badRequest('metadata.name: field is immutable');
  }
  const stored = definition.convert ? definition.convert.toStored(next) : next;
  const merged =
    info.subresource === 'status'
      ? { ...previous, status: stored.status }
      : withoutStatusChange(definition, previous, stored);
  validateObject(definition, merged);
  validateUpdate(definition, previous, merged);
  if (JSON.stringify(previous) === JSON.stringify(merged)) {
    return previous;
  }
  if (isDryRun(request)) {
    return merged;
  }
  const resource = groupResource(definition);
  const updated = context.store.update(resource, merged);
  return isFinalized(updated)
    ? context.store.remove(
        resource,
        updated.metadata.namespace,
        updated.metadata.name,
      ) ?? updated
    : updated;
}

/** An object that was only waiting for its last finalizer goes once that is gone. */
function isFinalized({ kind, metadata }: KubeObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    (metadata.finalizers ?? []).length === 0 &&
    metadata.deletionGracePeriodSeconds === undefined &&
    kind !== 'Namespace'
  );
}

function withoutStatusChange(
  definition: ResourceDefinition,
  previous: KubeObject,
  next: KubeObject,
): KubeObject {
  const hasStatus = definition.subresources.includes('status');
  const { status, ...rest } = next;
  const specChanged =
    hasGeneration(definition) &&
    JSON.stringify(previous.spec) !== JSON.stringify(next.spec);
  const { uid, creationTimestamp, generation, resourceVersion } =
    previous.metadata;
  const kept = hasStatus ? previous.status : status;
  return {
    ...rest,
    apiVersion: previous.apiVersion,
    metadata: {
      ...next.metadata,
      uid,
      creationTimestamp,
      resourceVersion,
      ...(generation
        ? { generation: specChanged ? generation + 1 : generation }
        : {}),
      ...(previous.metadata.namespace
        ? { namespace: previous.metadata.namespace }
        : {}),
    },
    ...(kept === undefined ? {} : { status: kept }),
  };
}

/** Whether the request must leave everything as it is. */
export function isDryRun({ query }: ApiRequest): boolean {
  return query.getAll('dryRun').includes('All');
}
