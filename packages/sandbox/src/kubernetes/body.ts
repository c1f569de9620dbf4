import { isKubeObject } from './patch';
import { decodeProtobuf, isProtobuf } from './protobuf';
import { badRequest } from './status';
import {
  apiVersionOf,
  isRecord,
  KubeObject,
  ResourceDefinition,
} from './types';

/** Parses a body as JSON, or as the few kinds that are read in protobuf; an empty body is undefined. @throws ApiError 400, 415 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) {
    return undefined;
  }
  if (isProtobuf(body)) {
    return decodeProtobuf(body);
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** Parses a body as an object of the resource; kind and version may be left out. @throws ApiError 400 */
export function parseObject(
  body: Buffer,
  definition: ResourceDefinition,
): KubeObject {
  const parsed = parseJson(body);
  const apiVersion = apiVersionOf(definition);
  const candidate = isRecord(parsed)
    ? { apiVersion, kind: definition.kind, metadata: {}, ...parsed }
    : parsed;
  if (!isKubeObject(candidate)) {
    throw badRequest('the body is not a Kubernetes object');
  }
  if (candidate.kind !== definition.kind) {
    throw badRequest(
      `${candidate.kind} in version "${candidate.apiVersion}" cannot be handled as a ${definition.kind}`,
    );
  }
  if (candidate.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${candidate.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
  return candidate;
}
