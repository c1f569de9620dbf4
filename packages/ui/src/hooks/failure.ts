/** Why a query has no answer. */
export interface QueryFailure {
  /** `denied` is a no, `notFound` an absence; the rest are breakages. */
  kind: 'denied' | 'notFound' | 'unreachable' | 'error';
  /** HTTP status, when the server answered. */
  status?: number;
  /** The server's own words. */
  message: string;
  /** Identifies the request in the server's log. */
  requestId?: string;
}

interface ErrorShape {
  message?: unknown;
  statusCode?: unknown;
  response?: { status?: unknown; headers?: { get?(name: string): unknown } };
  body?: { error?: { message?: unknown }; response?: { statusCode?: unknown } };
}

const firstNumber = (...values: unknown[]) =>
  values.find((value): value is number => typeof value === 'number');

const firstText = (...values: unknown[]) =>
  values.find((value): value is string => typeof value === 'string' && !!value);

/** Reads a failed request: a `ResponseError` of `@backstage/errors`, or anything thrown. */
export function toFailure(error: unknown): QueryFailure {
  const shape = (typeof error === 'object' && error ? error : {}) as ErrorShape;
  const status = firstNumber(
    shape.statusCode,
    shape.response?.status,
    shape.body?.response?.statusCode,
  );
  const message =
    firstText(shape.body?.error?.message, shape.message) ?? String(error);
  const requestId = firstText(shape.response?.headers?.get?.('x-request-id'));
  const name = error instanceof Error ? error.name : '';
  if (status === 403 || name === 'NotAllowedError') {
    return { kind: 'denied', status, message, requestId };
  }
  if (status === 404 || name === 'NotFoundError') {
    return { kind: 'notFound', status, message, requestId };
  }
  const unreachable = error instanceof TypeError || status === 503;
  return {
    kind: unreachable ? 'unreachable' : 'error',
    status,
    message,
    requestId,
  };
}
