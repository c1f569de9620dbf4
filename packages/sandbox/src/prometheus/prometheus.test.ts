import { CLUSTER_PLANS } from '../world/clusters';
import { buildCluster } from '../world/build';
import { Disturbance } from '../world/world';
import { Prometheus } from './Prometheus';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const REQUESTS = 'istio_requests_total{reporter="destination"';
const P95 =
  'histogram_quantile(0.95, sum by (destination_service_name, le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[5m]))) / 1000';

const [prod, nonprod] = CLUSTER_PLANS.map(plan =>
  buildCluster({ seed: 1, plan, now: () => NOW }),
);

interface Sample {
  metric: Record<string, string>;
  value: [number, string];
}

function ask(query: string, world = prod) {
  const { status, body } = new Prometheus(world).answer(
    '/api/v1/query',
    new URLSearchParams({ query }),
  );
  return {
    status,
    body: body as { error?: string; data: { result: Sample[] } },
  };
}

const samples = (query: string, world = prod) =>
  ask(query, world).body.data.result;
const values = (query: string, world = prod) =>
  samples(query, world).map(({ value }) => Number(value[1]));

afterEach(() => {
  prod.faults.services = [];
});

describe('values of a quiet day', () => {
  it.each([
    [
      'max(max by (node) (1 - avg without (cpu, mode) (rate(node_cpu_seconds_total{mode="idle"}[5m]))))',
      0.1,
      0.7,
    ],
    [
      'max(1 - node_memory_MemAvailable_bytes / (node_memory_MemTotal_bytes > 0))',
      0.1,
      0.8,
    ],
    [
      'max(1 - node_filesystem_avail_bytes{fstype!~"tmpfs|overlay"} / (node_filesystem_size_bytes > 0))',
      0.3,
      0.8,
    ],
    [`max(${P95})`, 0.1, 0.4],
    [
      `sum(rate(${REQUESTS},response_code=~"5.."}[5m])) / (sum(rate(${REQUESTS}}[5m])) > 0)`,
      0.0005,
      0.005,
    ],
    [
      `sum(rate(${REQUESTS},connection_security_policy="mutual_tls"}[5m])) / (sum(rate(${REQUESTS}}[5m])) > 0)`,
      1,
      1,
    ],
    ['sum(rate(textloom_tasks_completed_total[15m])) * 3600', 1_000, 20_000],
    ['count(redis_instance_info{role="master"})', 3, 3],
    [
      '(sum(rate(pilot_total_xds_rejects[5m])) or vector(0)) / (sum(rate(pilot_xds_pushes[5m])) > 0)',
      0,
      0,
    ],
    [
      'sum(kube_deployment_status_replicas_available{deployment=~"istio-ingressgateway.*"})',
      2,
      5,
    ],
    [
      'min(certmanager_certificate_expiration_timestamp_seconds - time()) / 86400',
      29,
      91,
    ],
    [
      'sum by (instance) (pg_stat_activity_count) / on (instance) max by (instance) (pg_settings_max_connections > 0)',
      0.1,
      0.6,
    ],
    [
      'sum(rate(textloom_videos_total{status="success"}[30d])) / sum(rate(textloom_videos_total[30d]))',
      0.97,
      0.99,
    ],
  ])('%s', (query, from, to) => {
    for (const world of [prod, nonprod]) {
      const found = values(query, world);
      expect(found).toHaveLength(1);
      expect(found[0]).toBeGreaterThanOrEqual(from - 1e-9);
      expect(found[0]).toBeLessThanOrEqual(to + 1e-9);
    }
  });

  it('has a day of every node at once', () => {
    const { body } = new Prometheus(prod).answer(
      '/api/v1/query_range',
      new URLSearchParams({
        query:
          'avg(1 - avg without (cpu, mode) (rate(node_cpu_seconds_total{mode="idle"}[5m])))',
        start: `${(NOW - 86_400_000) / 1000}`,
        end: `${NOW / 1000}`,
        step: '300',
      }),
    );
    const { result } = (body as { data: { result: { values: unknown[] }[] } })
      .data;
    expect(result.map(line => line.values.length)).toEqual([289]);
  });
});

describe('a disturbance', () => {
  const during = (disturbance: Disturbance) => {
    prod.faults.services = [disturbance];
  };

  it('shows while it lasts and is over when it ends', () => {
    const slow = `${P95} > 0.5`;
    during({ fault: 'api-latency', from: NOW - 3_600_000 });
    expect(samples(slow).map(({ metric }) => metric)).toEqual([
      { destination_service_name: 'textloom-api' },
    ]);
    during({ fault: 'api-latency', from: NOW - 3_600_000, to: NOW - 600_000 });
    expect(samples(slow)).toEqual([]);
    expect(samples(`(${P95}) offset 20m > 0.5`)).toHaveLength(1);
  });

  it('never lets a counter fall', () => {
    during({
      fault: 'api-latency',
      from: NOW - 7_200_000,
      to: NOW - 3_600_000,
    });
    const falls = Array.from({ length: 180 }, (_, minute) =>
      values(`min(rate(${REQUESTS}}[1m] offset ${minute}m))`),
    ).flat();
    expect(Math.min(...falls)).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [
      'disk-full',
      'count(node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.03)',
      [1],
    ],
    ['queue-backlog', 'max(textloom_queue_length)', [420]],
    ['postgres-lag', 'max(pg_replication_lag_seconds)', [45]],
    ['redis-master-lost', 'count(redis_instance_info{role="master"})', [2]],
    ['minio-drive-offline', 'max(minio_cluster_drive_offline_total)', [1]],
  ] as const)('%s', (fault, query, expected) => {
    during({ fault, from: NOW - 60_000 });
    expect(values(query)).toEqual(expected);
  });
});

describe('PromQL', () => {
  it.each([
    ['2 + 3 * 2 ^ 2', [14]],
    ['vector(7) % 4', [3]],
    ['-vector(1) + 2', [1]],
    ['vector(1) > 2', []],
    ['vector(1) > bool 2', [0]],
    ['3 > vector(2)', [2]],
    ['absent(nothing) or vector(2)', [1]],
    ['vector(1) and vector(2)', [1]],
    ['vector(1) unless vector(2)', []],
    ['scalar(vector(3)) + time() - time()', [3]],
    ['clamp_max(vector(9), 5) + clamp_min(vector(1), 2)', [7]],
    ['count(topk(2, textloom_queue_length))', [2]],
    ['count(textloom_queue_length{queue!~"a.*|v.*"})', [2]],
    ['count(count by (queue) (textloom_queue_length{queue!="video"}))', [3]],
    ['count({__name__=~"textloom_queue_.*"})', [8]],
    [
      'count(label_replace(textloom_queue_length, "q", "$1", "queue", "(vid)eo") == on (q) group_left () label_replace(vector(1), "q", "none", "", ""))',
      [],
    ],
    [
      'sum(textloom_queue_length * on (queue) group_left () (textloom_queue_length > bool -1)) / sum(textloom_queue_length)',
      [1],
    ],
    [
      'sum(increase(textloom_tasks_completed_total[1h])) / sum(rate(textloom_tasks_completed_total[1h]))',
      [3_600],
    ],
    ['count(avg_over_time(textloom_queue_length[1h]))', [4]],
  ])('%s', (query, expected) => {
    const { body } = ask(query);
    const result = body.data.result as unknown as Sample[] | [number, string];
    const found =
      typeof result[0] === 'number'
        ? [Number(result[1])]
        : (result as Sample[]).map(({ value }) => Number(value[1]));
    expect(found).toEqual(expected.map(value => expect.closeTo(value, 6)));
  });

  it.each([
    ['', 400],
    ['sum(', 400],
    ['up{', 400],
    ['{a=~".*"}', 400],
    ['x{a=~"("}', 400],
    ['1 > 2', 400],
    ['rate(x)', 400],
    ['sum(1)', 400],
    ['nothing_of_that_name(x)', 400],
    ['x[5m:1m]', 422],
    ['textloom_queue_length + on (job) textloom_queue_length', 422],
  ])('refuses %p with %d', (query, status) => {
    const answer = ask(query);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      status: 'error',
      errorType: status === 400 ? 'bad_data' : 'execution',
    });
  });

  it.each([
    [{ query: 'x', start: '0', end: '1', step: '0' }, 'step'],
    [{ query: 'x', start: '2', end: '1', step: '1' }, 'end'],
    [{ query: 'x', start: 'a', end: '1', step: '1' }, 'start'],
    [{ query: 'x', start: '0', end: '99999', step: '1' }, '11,000 points'],
  ])('refuses the range %j', (form, message) => {
    const { status, body } = new Prometheus(prod).answer(
      '/api/v1/query_range',
      new URLSearchParams(form),
    );
    expect(status).toBe(400);
    expect((body as { error: string }).error).toContain(message);
  });
});
