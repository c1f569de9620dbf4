import { ApiRequest } from './context';
import { parseJson } from './body';
import { listResource } from './list';
import { conflict, Status } from './status';
import { rfc3339 } from './store';
import {
  groupResource,
  isRecord,
  KubeList,
  KubeObject,
  valueAt,
} from './types';
import { isDryRun, requireObject, WriteTarget } from './write';

/**
 * Deletes an object. A pod on a node only gets its deletion time, as its kubelet has to stop it first, unless
 * the grace period is 0; an object with finalizers waits for them; a namespace waits for its content.
 * @throws ApiError 404, 409 (preconditions)
 */
export function deleteObject(
  target: WriteTarget,
  request: ApiRequest,
): Status | KubeObject {
  const { context, definition } = target;
  const object = requireObject(target);
  const options = parseJson(request.body);
  checkPreconditions(target, object, options);
  if (isDryRun(request)) {
    return success(target, object);
  }
  const grace = gracePeriod(object, options, request);
  const { namespace, name, finalizers, deletionTimestamp } = object.metadata;
  const waits =
    grace !== undefined ||
    (finalizers ?? []).length > 0 ||
    object.kind === 'Namespace';
  const resource = groupResource(definition);
  if (!waits) {
    context.store.remove(resource, namespace, name);
    return object.kind === 'Pod' ? object : success(target, object);
  }
  if (deletionTimestamp) {
    return object;
  }
  const now = context.store.now();
  return context.store.update(resource, {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: rfc3339(now + (grace ?? 0) * 1000),
      ...(grace === undefined ? {} : { deletionGracePeriodSeconds: grace }),
    },
    ...(object.kind === 'Namespace'
      ? { status: { phase: 'Terminating' } }
      : {}),
  });
}

/** Deletes everything that a list with the same query finds. */
export function deleteCollection(
  target: WriteTarget,
  request: ApiRequest,
): KubeList {
  const { context, definition, info } = target;
  const list = listResource(context, definition, info, request.query);
  for (const { metadata } of list.items) {
    const { namespace, name } = metadata;
    deleteObject({ ...target, info: { ...info, namespace, name } }, request);
  }
  return list;
}

/** Seconds to wait for the kubelet; undefined if the object goes at once. */
function gracePeriod(
  object: KubeObject,
  options: unknown,
  request: ApiRequest,
): number | undefined {
  if (object.kind !== 'Pod' || !valueAt(object, 'spec.nodeName')) {
    return undefined;
  }
  const asked =
    valueAt(options, 'gracePeriodSeconds') ??
    request.query.get('gracePeriodSeconds') ??
    valueAt(object, 'spec.terminationGracePeriodSeconds') ??
    30;
  return Number(asked) > 0 ? Number(asked) : undefined;
}

function checkPreconditions(
  { definition }: WriteTarget,
  object: KubeObject,
  options: unknown,
) {
  const preconditions = valueAt(options, 'preconditions');
  if (!isRecord(preconditions)) {
    return;
  }
  const { uid, resourceVersion } = object.metadata;
  if (preconditions.uid && preconditions.uid !== uid) {
    throw conflict(
      definition,
      object.metadata.name,
      `Precondition failed: UID in precondition: ${preconditions.uid}, UID in object meta: ${uid}`,
    );
  }
  if (
    preconditions.resourceVersion &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    throw conflict(
      definition,
      object.metadata.name,
      `Precondition failed: ResourceVersion in precondition: ${preconditions.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`,
    );
  }
}

function success({ definition }: WriteTarget, object: KubeObject): Status {
  const { group, plural } = definition;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: object.metadata.name,
      ...(group ? { group } : {}),
      kind: plural,
      uid: object.metadata.uid,
    },
  };
}
