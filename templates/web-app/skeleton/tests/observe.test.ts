import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';
import { createMetrics, type Metrics } from '@/lib/metrics';
import { observeRequests, routeOf } from '@/lib/observe';

describe('the route of a path', () => {
  it.each([
    ['/', '/'],
    ['/en', '/[locale]'],
    ['/zh/?utm=1', '/[locale]'],
    ['/en/videos/42', 'other'],
    ['/wp-login.php', 'other'],
    ['/_next/static/chunks/a.js', '/_next'],
    ['/assets/logo.svg', '/assets'],
    ['/healthz', undefined],
    ['/readyz', undefined],
    ['/metrics', undefined],
  ])('%s is %s', (url, route) => {
    expect(routeOf(url)).toBe(route);
  });
});

describe('requests', () => {
  let metrics: Metrics;
  let lines: Record<string, unknown>[];
  let server: http.Server;
  let stop: () => void;
  let clock: number;

  const url = (path: string) =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const text = () => metrics.registry.metrics();
  const settled = () => new Promise(resolve => setTimeout(resolve, 20));

  beforeEach(async () => {
    clock = 0;
    lines = [];
    metrics = createMetrics();
    const write = (line: string) => {
      lines.push(JSON.parse(line) as Record<string, unknown>);
    };
    stop = observeRequests(metrics, createLogger({}, { write }), () => clock);
    server = http.createServer((request, response) => {
      clock += 300;
      if (request.url === '/hang') {
        return;
      }
      response.statusCode = request.url === '/en' ? 200 : 500;
      response.end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    stop();
    server.closeAllConnections();
    server.close();
  });

  it('are counted, timed and logged', async () => {
    await fetch(url('/en'), { headers: { 'x-request-id': 'abc-1' } });
    await fetch(url('/broken?email=jane@example.com'), { method: 'POST' });
    await settled();
    const exposition = await text();
    expect(exposition).toContain(
      'http_requests_total{method="GET",route="/[locale]",status="200"} 1',
    );
    expect(exposition).toContain(
      'http_requests_total{method="POST",route="other",status="500"} 1',
    );
    expect(exposition).toContain(
      'http_request_duration_seconds_bucket{le="0.25",method="GET",route="/[locale]"} 0',
    );
    expect(exposition).toContain(
      'http_request_duration_seconds_bucket{le="0.5",method="GET",route="/[locale]"} 1',
    );
    expect(exposition).toContain('http_requests_in_flight 0');
    expect(lines).toMatchObject([
      {
        level: 'info',
        route: '/[locale]',
        status: 200,
        seconds: 0.3,
        requestId: 'abc-1',
      },
      { level: 'error', route: 'other', status: 500 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('jane');
  });

  it('whose caller goes away are no longer in flight', async () => {
    const caller = new AbortController();
    const asked = fetch(url('/hang'), { signal: caller.signal }).catch(
      () => undefined,
    );
    await settled();
    expect(await text()).toContain('http_requests_in_flight 1');
    caller.abort();
    await asked;
    await settled();
    expect(await text()).toContain('http_requests_in_flight 0');
    expect(await text()).toContain('status="499"} 1');
  });

  it('of probes are not counted', async () => {
    await fetch(url('/healthz'));
    await settled();
    expect(await text()).not.toContain('http_requests_total{');
    expect(lines).toEqual([]);
  });
});
