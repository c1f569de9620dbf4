import {
  SignalFacts,
  SignalId,
  signalDefinition,
} from '@textloom/plugin-clusters-common';
import {
  DEFAULT_SLOS,
  PrometheusSource,
  scopedQuery,
  SIGNAL_QUERIES,
} from '@textloom/plugin-clusters-backend';
import {
  monitoringMissing,
  MonitoringServer,
  PERSON,
  startPrometheus,
} from '../harness/monitoring';
import { Exporter, platformMetrics, startExporter } from './exporter';

const missing = monitoringMissing();
const onServer = missing && !process.env.CI ? describe.skip : describe;
const NODE = 'ip-10-0-1-1.ec2.internal';

onServer(`signals of a real Prometheus${missing ? `: ${missing}` : ''}`, () => {
  let exporter: Exporter;
  let prometheus: MonitoringServer;
  let source: PrometheusSource;
  let signals: readonly SignalFacts[] = [];
  const ask = () => source.ask(AbortSignal.timeout(20_000));
  const valuesOf = (id: SignalId) =>
    Object.fromEntries(
      signals
        .filter(({ signal }) => signal === id)
        .map(({ subject, value }) => [subject, Math.round(value * 1e3) / 1e3]),
    );

  beforeAll(async () => {
    exporter = await startExporter(platformMetrics);
    prometheus = await startPrometheus(exporter.target);
    source = new PrometheusSource({
      url: prometheus.url,
      slos: DEFAULT_SLOS,
      queries: { 'user-retention': 'this is ( no query' },
    });
    for (let attempt = 0; attempt < 60; attempt++) {
      await new Promise(resolve => setTimeout(resolve, 500));
      await ask();
      signals = source.facts().signals ?? [];
      if (signals.some(({ signal }) => signal === 'api-error-rate')) {
        break;
      }
    }
  }, 90_000);

  afterAll(async () => {
    await prometheus?.stop();
    await exporter?.close();
  });

  it.each<[SignalId, Record<string, number>]>([
    ['node-disk-used', { [NODE]: 0.9 }],
    ['node-disk-free', { [NODE]: 0.1 }],
    ['node-memory-used', { [NODE]: 0.75 }],
    ['node-network-latency', { [NODE]: 0.03 }],
    ['api-error-rate', { 'textloom-api': 0.1 }],
    ['istio-5xx', { '': 0.1 }],
    ['istio-mtls', { '': 0.9 }],
    ['api-latency-p95', { 'textloom-api': 0.75 }],
    ['queue-length', { priority: 7, normal: 60, foreign: 99 }],
    ['queue-wait', { normal: 301 }],
    ['video-success', { '': 0.9 }],
    ['postgres-lag', { 'db-replica-1': 12 }],
    ['postgres-connections', { db: 0.9 }],
    ['redis-masters', { '': 2 }],
    ['redis-memory', { 'redis-0': 0.95 }],
    ['pgbouncer-waiting', { pool: 5 }],
    ['pgbouncer-connections', { pool: 0.9 }],
    ['minio-drives-offline', { '': 1 }],
    ['minio-nodes-offline', { '': 2 }],
    ['minio-free', { '': 0.08 }],
    ['istio-push-errors', { '': 0.1 }],
    ['istio-gateway-replicas', { '': 3 }],
    ['istio-p99', { '': 0.95 }],
    ['concurrent-users', { '': 1_200 }],
    ['revenue-growth', { '': 0.25 }],
    ['signup-conversion', {}],
    ['user-retention', {}],
  ])('%s', (id, expected) => {
    expect(valuesOf(id)).toEqual(expected);
  });

  // Prometheus divides by the whole range, most of which was before the exporter began.
  it.each<[SignalId, number, number]>([
    ['tasks-per-hour', 0, 7_200],
    ['node-cpu-used', 0.75, 1],
    ['redis-rejected', 0, 60],
  ])('%s is between %d and %d', (id, above, below) => {
    const [value] = Object.values(valuesOf(id));
    expect(value).toBeGreaterThan(above);
    expect(value).toBeLessThan(below);
  });

  it('asks for nothing that Prometheus does not understand, narrowed to one cluster or not', async () => {
    const label = { name: 'cluster', value: 'other' };
    const queries = [
      ...Object.values(SIGNAL_QUERIES).map(({ query }) => query),
      ...DEFAULT_SLOS.flatMap(({ total, bad }) =>
        [total, bad].map(query => query.replaceAll('$window', '5m')),
      ),
    ];
    for (const query of queries) {
      for (const asked of [query, scopedQuery(query, label)]) {
        const answer = await fetch(`${prometheus.url}/api/v1/query`, {
          method: 'POST',
          body: new URLSearchParams({ query: asked }),
        });
        expect([asked, answer.status]).toEqual([asked, 200]);
      }
    }
  });

  it('sees one cluster only where it is told how to tell them apart', async () => {
    const other = new PrometheusSource({
      url: prometheus.url,
      slos: DEFAULT_SLOS,
      clusterLabel: { name: 'cluster', value: 'other' },
    });
    await other.ask(AbortSignal.timeout(20_000));
    expect(other.facts().signals).toMatchObject([
      { signal: 'queue-length', subject: 'foreign', value: 99 },
    ]);
    const [highest] = await other.chart('queue', {
      from: Date.now() - 60_000,
      to: Date.now(),
      stepSeconds: 15,
    });
    expect(highest?.points.at(-1)?.value).toBe(99);
  });

  it('tells how long a certificate lasts, with its namespace', () => {
    const [certificate] = signals.filter(
      ({ signal }) => signal === 'certificate-expiry',
    );
    expect(certificate).toMatchObject({
      subject: 'gateway',
      namespace: 'istio-system',
    });
    expect(certificate?.value).toBeGreaterThan(86_400 * 2.9);
    expect(certificate?.value).toBeLessThan(86_400 * 3.1);
  });

  it('knows every signal that it asks for', () => {
    expect(signals.every(({ signal }) => signalDefinition(signal))).toBe(true);
    expect(signals.every(({ value }) => Number.isFinite(value))).toBe(true);
  });

  it('tells the burn of each objective', () => {
    const slos = Object.fromEntries(
      (source.facts().slos ?? []).map(slo => [slo.id, slo]),
    );
    expect(slos['api-availability']).toMatchObject({ objective: 0.99 });
    expect(slos['api-availability']?.bad['5m']).toBeCloseTo(0.1, 2);
    expect(slos['api-availability']?.good).toBeCloseTo(0.9, 2);
    expect(slos['api-latency']?.bad['1h']).toBeCloseTo(0.1, 2);
    expect(slos['video-success']?.bad['6h']).toBeCloseTo(0.1, 2);
  });

  it('draws charts of the cluster and of a group, with gaps', async () => {
    const to = Date.now();
    const range = { from: to - 60_000, to, stepSeconds: 15 };
    const [highest] = await source.chart('queue', range);
    expect(highest?.points.at(-1)?.value).toBe(99);
    const group = await source.chart('memory', {
      ...range,
      nodes: new Set([NODE]),
    });
    expect(group.map(({ id }) => id)).toEqual(['average', 'highest']);
    expect(group[0]?.points.at(-1)?.value).toBeCloseTo(75, 3);
    const other = await source.chart('memory', {
      ...range,
      nodes: new Set(['other']),
    });
    expect(other[0]?.points).toEqual([]);
  });

  it('tells one who may not ask from one who asks in the wrong place', async () => {
    const locked = await startPrometheus(exporter.target, true);
    const problemOf = (settings: object) =>
      new PrometheusSource({ url: locked.url, slos: [], ...settings })
        .ask(AbortSignal.timeout(20_000))
        .then(
          () => 'none',
          ({ problem }) => problem,
        );
    try {
      expect(await problemOf({})).toBe('unauthenticated');
      expect(
        await problemOf({ basicAuth: { ...PERSON, password: 'guess' } }),
      ).toBe('unauthenticated');
      expect(await problemOf({ basicAuth: PERSON })).toBe('none');
      expect(
        await problemOf({ url: `${locked.url}/wrong`, basicAuth: PERSON }),
      ).toBe('not-served');
    } finally {
      await locked.stop();
    }
  }, 60_000);

  it('says what is wrong when nobody answers', async () => {
    const nobody = new PrometheusSource({
      url: 'http://127.0.0.1:1',
      slos: [],
    });
    await expect(nobody.ask(AbortSignal.timeout(5_000))).rejects.toMatchObject({
      problem: 'unreachable',
    });
  });
});
