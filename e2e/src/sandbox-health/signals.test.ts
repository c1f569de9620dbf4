import { assessCluster, SIGNAL_IDS } from '@textloom/plugin-clusters-common';
import {
  DEFAULT_SLOS,
  PrometheusSource,
} from '@textloom/plugin-clusters-backend';
import { Sandbox, startSandbox } from '@textloom/sandbox';
import { readFacts } from './readFacts';

jest.setTimeout(60_000);

const TOKEN = 'admin';

/** The portal's own queries and rules over the sandbox's Prometheus. */
describe('signals of the sandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, token: TOKEN });
  });
  afterAll(() => sandbox.close());

  const sourceOf = (cluster: string) =>
    new PrometheusSource({
      url: `${sandbox.controlUrl}/prometheus/${cluster}`,
      token: TOKEN,
      slos: DEFAULT_SLOS,
    });
  const judge = async (name: string) => {
    const cluster = sandbox.clusters.find(candidate => candidate.name === name);
    if (!cluster) {
      throw new Error(`No cluster ${name}`);
    }
    const source = sourceOf(name);
    await source.ask(AbortSignal.timeout(20_000));
    const facts = { ...(await readFacts(cluster, TOKEN)), ...source.facts() };
    const { list } = assessCluster(facts, { now: Date.now() }).view;
    return { facts, list };
  };

  it.each(['textloom-prod', 'textloom-nonprod'])(
    'has all of them in %s, and nothing to say of them',
    async name => {
      const { facts, list } = await judge(name);
      const known = new Set(facts.signals?.map(({ signal }) => signal));
      expect(SIGNAL_IDS.filter(id => !known.has(id))).toEqual([]);
      expect(facts.slos?.map(({ id }) => id)).toEqual(
        DEFAULT_SLOS.map(({ id }) => id),
      );
      expect(list).toEqual([]);
    },
  );

  it.each([
    'cpu',
    'memory',
    'disk',
    'network',
    'api-latency',
    'tasks',
  ] as const)('has a day of the chart %s', async chart => {
    const to = Date.now();
    const lines = await sourceOf('textloom-prod').chart(chart, {
      from: to - 86_400_000,
      to,
      stepSeconds: 300,
    });
    for (const { points } of lines) {
      expect(points).toHaveLength(289);
      expect(points.every(({ value = -1 }) => value > 0)).toBe(true);
    }
  });

  it.each([
    ['api-latency', 'api-latency-p95'],
    ['queue-backlog', 'queue-length'],
    ['disk-full', 'node-disk-used'],
    ['postgres-lag', 'postgres-lag'],
    ['redis-master-lost', 'redis-masters'],
    ['minio-drive-offline', 'minio-drives-offline'],
    ['certificate-expiring', 'certificate-expiry'],
  ])('%s is found by the signal %s', async (scenario, signal) => {
    sandbox.scenarios.start(scenario);
    const { list } = await judge('textloom-prod');
    sandbox.scenarios.stop(scenario);
    expect(list.map(({ params }) => params?.signal)).toContain(signal);
  });
});
