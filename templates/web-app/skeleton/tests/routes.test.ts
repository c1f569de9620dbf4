import { afterEach, describe, expect, it } from 'vitest';
import { GET as healthz } from '@/app/healthz/route';
import { GET as metrics } from '@/app/metrics/route';
import { GET as readyz } from '@/app/readyz/route';
import { shared } from '@/lib/shared';

afterEach(() => {
  shared.draining = false;
});

describe('what the cluster asks for', () => {
  it('is healthy as long as it answers', async () => {
    expect(healthz().status).toBe(200);
    shared.draining = true;
    expect(healthz().status).toBe(200);
  });

  it('is ready until it was asked to end', async () => {
    expect(readyz().status).toBe(200);
    shared.draining = true;
    const response = readyz();
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'draining' });
  });

  it('gives its metrics to Prometheus', async () => {
    shared.metrics.requests.inc({ method: 'GET', route: '/', status: 200 });
    const response = await metrics();
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toContain(
      'http_requests_total{method="GET",route="/",status="200"}',
    );
    expect(text).toContain('process_cpu_seconds_total');
  });
});
