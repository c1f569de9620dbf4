import { ApiError } from '../kubernetes/status';
import { isRecord, KubeObject, valueAt } from '../kubernetes/types';
import { validateObject } from '../kubernetes/validation';

/** Why the API server does not take an object, in its words; undefined when it does. */
export function refusalOf(object: KubeObject): string | undefined {
  const { apiVersion, kind, metadata } = object;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  try {
    validateObject({ kind, group }, object);
  } catch (error) {
    if (error instanceof ApiError) {
      return error.message;
    }
    throw error;
  }
  return kind === 'Rollout' && !isRecord(valueAt(object, 'spec.strategy'))
    ? `Rollout.argoproj.io "${metadata.name}" is invalid: spec.strategy: Required value`
    : undefined;
}
