import { Reason } from '@textloom/plugin-deployments-common';

function isReason(value: unknown): value is Reason {
  const reason = value as Partial<Reason> | null;
  return (
    typeof reason === 'object' &&
    reason !== null &&
    typeof reason.code === 'string' &&
    typeof reason.params === 'object' &&
    reason.params !== null
  );
}

/** Reasons of a refusal: in the answer's body over HTTP, on the error itself else. */
export function reasonsOf(error: unknown): readonly Reason[] {
  const shape = (typeof error === 'object' && error ? error : {}) as {
    body?: { error?: { reasons?: unknown } };
    reasons?: unknown;
  };
  const found = shape.body?.error?.reasons ?? shape.reasons;
  return Array.isArray(found) ? found.filter(isReason) : [];
}
