import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { isLocale } from './locale';
import type { Metrics } from './metrics';

const STARTED = 'http.server.request.start';
const METHODS = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);
const UNMEASURED = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * The route that a path belongs to: one of a few, since each is a time series for ever. Undefined for probes and
 * scrapes, which would hide how the site is for people.
 */
export function routeOf(url: string): string | undefined {
  const [path = '/'] = url.split('?');
  if (UNMEASURED.has(path)) {
    return undefined;
  }
  const [, first = '', ...rest] = path.split('/');
  if (first === '_next' || first === 'assets') {
    return `/${first}`;
  }
  if (first === '') {
    return '/';
  }
  return isLocale(first) && rest.join('') === '' ? '/[locale]' : 'other';
}

/** Identifier that the mesh gave the request; nothing that a caller made up to spoil the log. */
function idOf(request: IncomingMessage): string | undefined {
  const id = request.headers['x-request-id'];
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** Counts, times and logs every request that this process answers, whatever answers it. Returns how to stop. */
export function observeRequests(
  metrics: Metrics,
  logger: Logger,
  now = () => performance.now(),
): () => void {
  const onStart = (message: unknown) => {
    const { request, response } = message as {
      request: IncomingMessage;
      response: ServerResponse;
    };
    const route = routeOf(request.url ?? '/');
    if (!route) {
      return;
    }
    const method = METHODS.has(request.method ?? '')
      ? `${request.method}`
      : 'other';
    const started = now();
    metrics.inFlight.inc();
    // 'close' comes after the answer and also when the caller goes away before it.
    response.once('close', () => {
      const seconds = (now() - started) / 1_000;
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.inFlight.dec();
      metrics.requests.inc({ method, route, status });
      metrics.duration.observe({ method, route }, seconds);
      const fields = {
        method,
        route,
        status,
        seconds,
        requestId: idOf(request),
      };
      if (status >= 500) {
        logger.error(fields, 'request');
      } else {
        logger.info(fields, 'request');
      }
    });
  };
  subscribe(STARTED, onStart);
  return () => {
    unsubscribe(STARTED, onStart);
  };
}
