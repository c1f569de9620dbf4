import { authenticate, authorize } from './authorization';
import { parseJson } from './body';
import { ApiContext, ApiRequest, ApiResponse, User } from './context';
import { deleteCollection, deleteObject } from './delete';
import { serveNonResource } from './nonResource';
import { listResource } from './list';
import { negotiate } from './negotiation';
import { podLog } from './podLog';
import { parseRequestInfo, RequestInfo, verbOf } from './requestInfo';
import { selfReview } from './selfReviews';
import { operationShape, shaped, shapedList } from './shaping';
import { ApiError, methodNotAllowed, notFound } from './status';
import { evict, scale } from './subresources';
import { groupResource, KubeObject, ResourceDefinition } from './types';
import { watchResource } from './watch';
import {
  createObject,
  patchResource,
  replaceObject,
  requireObject,
  toVersion,
  WriteTarget,
} from './write';

interface Operation {
  context: ApiContext;
  user: User;
  request: ApiRequest;
  target: WriteTarget;
  verb: string;
}

/** Answers one request to a cluster's API; refusals become `Status` objects. */
export function serveApi(
  context: ApiContext,
  request: ApiRequest,
): ApiResponse {
  try {
    const user = authenticate(context, request);
    return (
      serveNonResource(context, request) ??
      serveResource(context, request, user)
    );
  } catch (error) {
    if (error instanceof ApiError) {
      return { status: error.code, body: error.toStatus() };
    }
    throw error;
  }
}

function serveResource(
  context: ApiContext,
  request: ApiRequest,
  user: User,
): ApiResponse {
  const info = parseRequestInfo(request.path);
  if (!info) {
    return pageNotFound();
  }
  const verb = verbOf(request.method, info, request.query);
  authorize(user, verb, info);
  const { group, version, plural } = info;
  const definition = context.registry.find(group, version, plural);
  if (!definition) {
    return pageNotFound();
  }
  const target = { context, definition, info };
  const operation = { context, user, request, target, verb };
  if (info.subresource && info.subresource !== 'status') {
    return serveSubresource(operation, info.subresource);
  }
  if (!isServed(definition, info, verb)) {
    throw methodNotAllowed();
  }
  return serveVerb(operation);
}

function isServed(
  definition: ResourceDefinition,
  info: RequestInfo,
  verb: string,
): boolean {
  if (info.subresource === 'status') {
    return (
      definition.subresources.includes('status') &&
      ['get', 'patch', 'update'].includes(verb)
    );
  }
  const onCollection = !info.name;
  const fits =
    verb === 'watch' ||
    onCollection === ['create', 'list', 'deletecollection'].includes(verb);
  const inNamespace =
    !definition.namespaced ||
    info.namespace !== undefined ||
    ['list', 'watch'].includes(verb);
  return fits && inNamespace && definition.verbs.includes(verb);
}

function serveVerb({
  context,
  user,
  request,
  target,
  verb,
}: Operation): ApiResponse {
  const { definition, info } = target;
  const negotiated = negotiate(request.headers.accept);
  const answer = (status: number, object: KubeObject): ApiResponse =>
    shaped(operationShape(target, request), negotiated, status, object);
  switch (verb) {
    case 'create':
      return definition.kind.startsWith('SelfSubject')
        ? {
            status: 201,
            body: selfReview(info.plural, user, parseJson(request.body)),
          }
        : answer(201, toVersion(definition, createObject(target, request)));
    case 'update':
      return answer(200, toVersion(definition, replaceObject(target, request)));
    case 'patch': {
      const patch = parseJson(request.body);
      const patched = patchResource(target, request, patch);
      return answer(200, toVersion(definition, patched));
    }
    case 'delete':
      return { status: 200, body: deleteObject(target, request) };
    case 'deletecollection':
      return { status: 200, body: deleteCollection(target, request) };
    case 'watch':
      return watchResource(
        context,
        definition,
        info,
        request.query,
        negotiated,
      );
    case 'list': {
      const list = listResource(context, definition, info, request.query);
      return shapedList(operationShape(target, request), negotiated, list);
    }
    default:
      return answer(200, toVersion(definition, readObject(target)));
  }
}

function readObject(target: WriteTarget): KubeObject {
  const { context, definition, info } = target;
  const computed = context.computed.get(groupResource(definition));
  if (!computed) {
    return requireObject(target);
  }
  const found = computed
    .list()
    .find(
      ({ metadata }) =>
        metadata.name === info.name && metadata.namespace === info.namespace,
    );
  if (!found) {
    throw notFound(definition, info.name ?? '');
  }
  return found;
}

function serveSubresource(
  { context, request, target }: Operation,
  subresource: string,
): ApiResponse {
  const { definition } = target;
  if (!definition.subresources.includes(subresource)) {
    return pageNotFound();
  }
  switch (`${request.method} ${subresource}`) {
    case 'GET scale':
    case 'PUT scale':
    case 'PATCH scale':
      return { status: 200, body: scale(target, request) };
    case 'POST eviction':
      return { status: 201, body: evict(target, request) };
    case 'GET log':
      return podLog(context, requireObject(target), request);
    default:
      throw methodNotAllowed();
  }
}

function pageNotFound(): ApiResponse {
  return {
    status: 404,
    body: '404 page not found\n',
    contentType: 'text/plain; charset=utf-8',
  };
}
