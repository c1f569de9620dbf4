import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { onRequestError, register } from '@/instrumentation';
import { logger } from '@/lib/logger';
import { shared } from '@/lib/shared';
import { startTracing } from '@/lib/tracing';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  trace.disable();
  shared.draining = false;
});

describe('tracing', () => {
  it('sends nothing and loads nothing without a collector', async () => {
    expect(await startTracing({})).toBeUndefined();
    expect(trace.getTracer('x').startSpan('y').isRecording()).toBe(false);
  });

  it('sends spans to the collector, with service and release', async () => {
    const received: { url: string | undefined; body: string }[] = [];
    const collector = http.createServer((request, response) => {
      let body = '';
      request.on('data', chunk => (body += chunk));
      request.on('end', () => {
        received.push({ url: request.url, body });
        response.end('{}');
      });
    });
    await new Promise<void>(resolve =>
      collector.listen(0, '127.0.0.1', resolve),
    );
    const { port } = collector.address() as AddressInfo;
    const stop = await startTracing({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
      RELEASE: '1.2.0',
    });
    trace.getTracer('test').startSpan('render').end();
    await stop?.();
    collector.closeAllConnections();
    collector.close();
    expect(received).toHaveLength(1);
    expect(received[0]?.url).toBe('/v1/traces');
    expect(received[0]?.body).toContain('"name":"render"');
    expect(received[0]?.body).toContain('1.2.0');
  });
});

describe('the start of the server', () => {
  it('does nothing in the runtime at the edge', async () => {
    vi.stubEnv('NEXT_RUNTIME', 'edge');
    const once = vi.spyOn(process, 'once');
    await register();
    expect(once).not.toHaveBeenCalled();
  });

  it('observes requests, and is no longer ready once it was asked to end', async () => {
    vi.stubEnv('NEXT_RUNTIME', 'nodejs');
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', '');
    const once = vi.spyOn(process, 'once').mockReturnThis();
    const info = vi.spyOn(logger, 'info');
    await register();
    expect(info).toHaveBeenCalledWith({ tracing: false }, 'started');
    const [signal, end] = once.mock.calls[0] ?? [];
    expect(signal).toBe('SIGTERM');
    end?.();
    expect(shared.draining).toBe(true);
  });

  it('logs what a page threw, by its route', async () => {
    vi.stubEnv('NEXT_RUNTIME', 'nodejs');
    const error = vi.spyOn(logger, 'error').mockImplementation(() => undefined);
    const thrown = new Error('no');
    await onRequestError(
      thrown,
      { path: '/en?email=jane@example.com', method: 'GET', headers: {} },
      {
        routerKind: 'App Router',
        routePath: '/[locale]',
        routeType: 'render',
        renderSource: 'react-server-components',
        revalidateReason: undefined,
      },
    );
    expect(error).toHaveBeenCalledWith(
      { error: thrown, method: 'GET', route: '/[locale]' },
      'request failed',
    );
  });
});
