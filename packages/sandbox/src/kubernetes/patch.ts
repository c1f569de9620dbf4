import { applyPatch, Operation } from 'fast-json-patch';
import { ApiError, badRequest } from './status';
import { mergePatch, strategicMergePatch } from './strategicMerge';
import { isRecord, KubeObject } from './types';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

/**
 * Applies a patch of the given content type to an object, which is left as it is.
 * @throws ApiError 415 for another content type, 422 for a JSON patch that does not apply, 400 for a bad body.
 */
export function patchObject(
  object: KubeObject,
  contentType: string,
  patch: unknown,
  options: { strategic: boolean },
): KubeObject {
  const type = contentType.split(';')[0].trim();
  if (type === JSON_PATCH) {
    return asObject(jsonPatch(object, patch));
  }
  if (type === MERGE_PATCH) {
    return asObject(mergePatch(object, requireRecord(patch)));
  }
  if (type === STRATEGIC && options.strategic) {
    return asObject(strategicMergePatch(object, requireRecord(patch)));
  }
  const supported = [JSON_PATCH, MERGE_PATCH].concat(
    options.strategic ? STRATEGIC : [],
  );
  throw new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${supported.join(
      ', ',
    )}`,
  );
}

function jsonPatch(object: KubeObject, patch: unknown): unknown {
  if (!Array.isArray(patch) || !patch.every(isOperation)) {
    throw badRequest('json patch must be an array of operations');
  }
  try {
    return applyPatch(structuredClone(object), patch, true, true, true)
      .newDocument;
  } catch (error) {
    const text = error instanceof Error ? error.message.split('\n')[0] : '';
    throw new ApiError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: ${text}`,
      {},
    );
  }
}

function isOperation(value: unknown): value is Operation {
  return isRecord(value) && 'op' in value && typeof value.path === 'string';
}

function requireRecord(patch: unknown): Record<string, unknown> {
  if (!isRecord(patch)) {
    throw badRequest('patch must be a JSON object');
  }
  return patch;
}

function asObject(value: unknown): KubeObject {
  if (isKubeObject(value)) {
    return value;
  }
  throw badRequest('the patch leaves no object with kind and metadata');
}

/** Whether a value has what every object has: apiVersion, kind and metadata. */
export function isKubeObject(value: unknown): value is KubeObject {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isRecord(value.metadata)
  );
}
