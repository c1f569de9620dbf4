import {
  assessCluster,
  ClusterFacts,
  DEFAULT_GROUP_LABELS,
} from '@textloom/plugin-clusters-common';
import {
  Collector,
  createCollector,
  DEFAULT_TIMING,
  systemTime,
} from '@textloom/plugin-clusters-backend';
import { Sandbox, startSandbox } from '@textloom/sandbox';
import { requestOnce } from '../harness/request';

jest.setTimeout(60_000);

const TOKEN = 'admin';
const MINUTE_MS = 60_000;

/** The portal's own collector and rules in front of a server that is slow. */
describe('a slow API server of the sandbox', () => {
  let sandbox: Sandbox;
  let collector: Collector;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, token: TOKEN });
    const [{ name, url }] = sandbox.clusters;
    collector = createCollector({
      details: {
        name,
        url,
        authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
      },
      authStrategyMap: {
        serviceAccount: {
          getCredential: async () => ({ type: 'bearer token', token: TOKEN }),
          validateCluster: () => [],
          presentAuthMetadata: () => ({}),
        },
      },
      groupLabels: DEFAULT_GROUP_LABELS,
      time: systemTime,
      timing: { ...DEFAULT_TIMING, probeMs: 200, pollMs: 1_000 },
      random: () => 0.5,
      onChange: () => {},
    });
    collector.start();
  });
  afterAll(async () => {
    await collector.stop();
    await sandbox.close();
  });

  const factsWhen = async (
    wanted: (facts: ClusterFacts) => boolean,
    limitMs = 40_000,
  ) => {
    const end = Date.now() + limitMs;
    for (;;) {
      const facts = collector.facts();
      if (wanted(facts)) {
        return facts;
      }
      if (Date.now() > end) {
        throw new Error(`The facts stay with ${facts.apiLatencyMs} ms`);
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  /** What is found at once, and when it has been so for two minutes. */
  const judge = (facts: ClusterFacts) => {
    const now = Date.now();
    const first = assessCluster(facts, { now });
    const later = assessCluster(
      {
        ...facts,
        sources: facts.sources.map(source => ({
          ...source,
          at: new Date(now + 2 * MINUTE_MS).toISOString(),
        })),
      },
      { now: now + 2 * MINUTE_MS, previous: first.history },
    );
    return [first.view, later.view].map(({ list }) =>
      list
        .filter(({ rule }) => rule === 'api-server-slow')
        .map(({ severity }) => severity),
    );
  };

  it('is found by how long its answers take, and heals', async () => {
    const quick = await factsWhen(
      ({ apiLatencyMs = Infinity, nodes }) =>
        apiLatencyMs < 500 && nodes.length > 0,
    );
    expect(judge(quick)).toEqual([[], []]);

    sandbox.scenarios.start('slow-api-server');
    const [{ url }] = sandbox.clusters;
    const asked = performance.now();
    await requestOnce({ url: `${url}/version`, token: TOKEN });
    expect(performance.now() - asked).toBeGreaterThan(2_400);
    const slow = await factsWhen(({ apiLatencyMs = 0 }) => apiLatencyMs > 500);
    expect(slow.apiLatencyMs).toBeGreaterThanOrEqual(2_400);
    expect(slow.sources.find(({ source }) => source === 'api')?.state).toBe(
      'live',
    );
    expect(slow.nodes).toHaveLength(quick.nodes.length);
    expect(judge(slow)).toEqual([['info'], ['degraded']]);

    sandbox.scenarios.stop('slow-api-server');
    const healed = await factsWhen(
      ({ apiLatencyMs = Infinity }) => apiLatencyMs < 500,
    );
    expect(judge(healed)).toEqual([[], []]);
  });
});
