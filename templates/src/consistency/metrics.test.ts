import { exportedMetrics, readQuery } from './metrics';

const metricsIn = (path: string, text: string) =>
  Object.fromEntries(
    [...exportedMetrics(new Map([[path, text]]))].map(([name, { labels }]) => [
      name,
      [...labels].join(),
    ]),
  );

describe('the metrics that code exports', () => {
  it.each([
    [
      'a counter of Python',
      'src/a.py',
      'Counter("jobs_total", "Jobs (all).", ("queue", "outcome"), registry=r)',
      { jobs_total: 'queue,outcome' },
    ],
    [
      'a counter without the suffix that the client adds',
      'a.py',
      "Counter('jobs', 'Jobs.', ['queue'])",
      { jobs_total: 'queue' },
    ],
    [
      'a histogram over several lines, with named labels',
      'a.py',
      'Histogram(\n  "wait_seconds",\n  "Wait.",\n  labelnames=("queue",),\n  buckets=(1, 2),\n)',
      {
        wait_seconds_bucket: 'queue',
        wait_seconds_count: 'queue',
        wait_seconds_sum: 'queue',
      },
    ],
    [
      'a gauge without labels',
      'a.py',
      'Gauge("pool_in_use", "In use.", registry=registry)',
      { pool_in_use: '' },
    ],
    [
      'a family of a collector',
      'a.py',
      'GaugeMetricFamily("queue_length", "Waiting.", labels=["queue"])',
      { queue_length: 'queue' },
    ],
    [
      'a metric of TypeScript',
      'lib/metrics.ts',
      "new Counter<'a'>({ name: 'x_total', help: 'X', labelNames: ['a', 'b'] })",
      { x_total: 'a,b' },
    ],
    ['nothing of tests', 'tests/test_a.py', 'Counter("x_total", "X.")', {}],
    ['nothing of other files', 'README.md', 'Counter("x_total", "X.")', {}],
  ])('are found: %s', (_, path, text, expected) => {
    expect(metricsIn(path, text)).toEqual(expected);
  });
});

describe('a query', () => {
  it('names its metrics, labels and equalities', () => {
    expect(
      readQuery(
        'sum by (queue) (rate(tasks_total{job="x", outcome=~"a|b"}[5m])) / on(job) up > 0.9',
      ),
    ).toEqual({
      metrics: ['tasks_total', 'up'],
      labels: ['queue', 'job', 'outcome', 'job'],
      equals: [['job', 'x']],
      isValid: true,
    });
  });

  it.each([
    [
      'of a dashboard with variables',
      'rate(a{n="$ns"}[$__rate_interval])',
      true,
    ],
    ['with a comparison too many', 'a >> 1', false],
    ['that is not closed', 'sum(rate(a[5m])', false],
  ])('%s', (_, query, isValid) => {
    expect(readQuery(query).isValid).toBe(isValid);
  });
});
