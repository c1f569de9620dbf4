import { isError } from '@backstage/errors';
import { TransportError } from '@textloom/backend-kit';
import { SourceFailure } from '../../service/SourceFailure';

/** The server no longer knows the resourceVersion or continue token: list again. */
export class ExpiredError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpiredError';
  }
}

const MAX_RETRY_AFTER_MS = 120_000;

/**
 * Reads `Retry-After`: seconds, or an HTTP date. Anything else, or a wait of over two minutes, is cut to size,
 * so that a broken server cannot silence a source for good.
 */
export function parseRetryAfter(
  header: string | undefined,
  now: number,
): number | undefined {
  if (!header) {
    return undefined;
  }
  const seconds = Number(header);
  const ms = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(header) - now;
  return Number.isNaN(ms)
    ? undefined
    : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

/** The error that a status code outside 2xx stands for. */
export function failureOfStatus(
  status: number,
  options: { retryAfter?: string; now: number; path: string },
): Error {
  const message = `${status} on ${options.path}`;
  switch (status) {
    case 401:
      return new SourceFailure('unauthenticated', message);
    case 403:
      return new SourceFailure('forbidden', message);
    case 404:
    case 405:
    case 406:
      return new SourceFailure('not-served', message);
    case 410:
      return new ExpiredError(message);
    case 429:
      return new SourceFailure('throttled', message, {
        retryAfterMs: parseRetryAfter(options.retryAfter, options.now),
      });
    default:
      return new SourceFailure('server-error', message, {
        retryAfterMs: parseRetryAfter(options.retryAfter, options.now),
      });
  }
}

/** A transport's error in the words of sources; any other as it is. */
export function failureOfTransport(error: unknown): unknown {
  return error instanceof TransportError
    ? new SourceFailure(error.problem, error.message, { cause: error })
    : error;
}

/** Any error as a failure. What the collector itself does wrong is told as malformed input, with its cause. */
export function toFailure(error: unknown): SourceFailure {
  if (error instanceof SourceFailure) {
    return error;
  }
  if (error instanceof ExpiredError) {
    return new SourceFailure('server-error', error.message, { cause: error });
  }
  return new SourceFailure(
    'malformed',
    isError(error) ? error.message : String(error),
    { cause: error },
  );
}
