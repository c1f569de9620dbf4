import { ClusterFacts, SourceStatus } from '@textloom/plugin-clusters-common';
import { Collector } from '../../service/ClusterLocator';
import { FakeTime, settle } from '../../time/FakeTime';
import { startFakeEks } from '../eks/testUtils/fakeEks';
import {
  startHttpServer,
  TestHttpServer,
} from '../kubernetes/testUtils/httpServer';
import { SourcedCollector, SourceSettings } from './SourcedCollector';

const NODES: SourceStatus = { source: 'nodes', state: 'live' };

/** A cluster of one node, as Kubernetes tells it. */
function aKubernetes() {
  const facts: ClusterFacts = {
    name: 'prod',
    title: 'prod',
    sources: [NODES],
    nodes: [],
    pods: [],
    hpas: [],
    events: [],
    usage: {},
    leases: {},
    clockSkewMs: 0,
  };
  const collector = { running: false, facts: () => facts };
  return Object.assign(collector, {
    start: () => {
      collector.running = true;
    },
    stop: async () => {
      collector.running = false;
    },
  });
}

describe('SourcedCollector', () => {
  let server: TestHttpServer;
  /** Status by path; 200 unless it is set. */
  const statusOf = new Map<string, number>();
  let time: FakeTime;
  let onChange: jest.Mock;
  let kubernetes: Collector & { running: boolean };
  let collector: SourcedCollector;

  const start = (sources: SourceSettings) => {
    time = new FakeTime();
    onChange = jest.fn();
    kubernetes = aKubernetes();
    collector = new SourcedCollector({
      kubernetes,
      sources,
      nodesOf: (_, group) => new Set([`${group}-1`]),
      time,
      random: () => 0.5,
      onChange,
    });
    collector.start();
  };
  const states = () =>
    Object.fromEntries(
      collector
        .facts()
        .sources.map(({ source, state, problem }) => [
          source,
          problem ? `${state} ${problem}` : state,
        ]),
    );
  /** Real sockets answer when they do. */
  const until = async (holds: () => boolean) => {
    for (let n = 0; n < 300 && !holds(); n++) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    await settle();
  };
  const untilState = (source: string, state: string) =>
    until(() => states()[source] === state);

  beforeAll(async () => {
    server = await startHttpServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      response.writeHead(statusOf.get(path) ?? 200);
      const list = path.startsWith('/api/v2/');
      response.end(
        list
          ? '[]'
          : '{"status":"success","data":{"resultType":"vector","result":[]}}',
      );
    });
  });

  afterAll(() => server.close());

  beforeEach(() => statusOf.clear());

  afterEach(async () => {
    await collector.stop();
    time.assertIdle();
  });

  it('says what nobody told it', async () => {
    start({});
    expect(kubernetes.running).toBe(true);
    expect(collector.facts().sources).toEqual([
      NODES,
      { source: 'prometheus', state: 'unconfigured' },
      { source: 'alertmanager', state: 'unconfigured' },
      { source: 'eks', state: 'unconfigured' },
    ]);
    expect(collector.silences).toBeUndefined();
    expect(
      await collector.chart('cpu', { from: 0, to: 1, stepSeconds: 15 }),
    ).toEqual([]);
  });

  it('joins what all sources tell', async () => {
    const eks = await startFakeEks(() => undefined);
    start({
      prometheus: { url: server.url, slos: [] },
      alertmanager: { url: server.url },
      eks: {
        region: 'us-east-1',
        name: 'prod',
        endpoint: eks.url,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      },
    });
    expect(states()).toEqual({
      nodes: 'live',
      prometheus: 'connecting',
      alertmanager: 'connecting',
      eks: 'connecting',
    });
    await untilState('prometheus', 'live');
    await untilState('alertmanager', 'live');
    await untilState('eks', 'live');
    expect(states()).toEqual({
      nodes: 'live',
      prometheus: 'live',
      alertmanager: 'live',
      eks: 'live',
    });
    expect(collector.facts()).toMatchObject({
      name: 'prod',
      signals: [],
      slos: [],
      alerts: [],
      silences: [],
      eks: { nodeGroups: [{ name: 'text' }] },
    });
    expect(collector.silences).toBeDefined();
    await collector.stop();
    expect(kubernetes.running).toBe(false);
    await eks.close();
  });

  it('lets one source fail alone, and finds it again', async () => {
    statusOf.set('/api/v1/query', 503);
    start({
      prometheus: { url: server.url, slos: [] },
      alertmanager: { url: server.url },
    });
    await untilState('prometheus', 'error server-error');
    await untilState('alertmanager', 'live');
    expect(states()).toMatchObject({
      nodes: 'live',
      prometheus: 'error server-error',
      alertmanager: 'live',
    });
    expect(onChange).toHaveBeenCalled();
    statusOf.clear();
    await time.pass(60_000);
    await untilState('prometheus', 'live');
    expect(states().prometheus).toBe('live');
  });

  it('does not take what EKS told before it fell silent for current', async () => {
    const eks = await startFakeEks(({ operation }) =>
      operation === 'ListInsights'
        ? { status: 403, error: 'AccessDeniedException' }
        : undefined,
    );
    start({
      eks: {
        region: 'us-east-1',
        name: 'prod',
        endpoint: eks.url,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      },
    });
    const ofEks = () =>
      collector.facts().sources.find(({ source }) => source === 'eks');
    await untilState('eks', 'denied forbidden');
    expect(ofEks()).not.toHaveProperty('at');
    const at = new Date(time.now()).toISOString();
    await eks.close();
    await time.pass(60_000);
    await untilState('eks', 'stale unreachable');
    expect(ofEks()).toMatchObject({
      state: 'stale',
      problem: 'unreachable',
      at,
    });
    expect(collector.facts().eks).toMatchObject({ status: 'text' });
  });

  it.each<[number, string]>([
    [401, 'denied unauthenticated'],
    [403, 'denied forbidden'],
    [404, 'absent not-served'],
  ])('an Alertmanager that answers %d is %s', async (status, state) => {
    statusOf.set('/api/v2/alerts', status);
    start({ alertmanager: { url: server.url } });
    await untilState('alertmanager', state);
    expect(states().alertmanager).toBe(state);
    expect(collector.facts().alerts).toBeUndefined();
  });

  it('asks Alertmanager anew as soon as a silence was written', async () => {
    start({ alertmanager: { url: server.url } });
    await untilState('alertmanager', 'live');
    onChange.mockClear();
    await collector.silences?.expire('s');
    await until(() => onChange.mock.calls.length > 0);
    expect(onChange).toHaveBeenCalled();
  });
});
