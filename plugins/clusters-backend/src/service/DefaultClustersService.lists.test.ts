import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  ClusterFacts,
  DEFAULT_GROUP_LABELS,
  DEFAULT_THRESHOLDS,
  HistoryView,
} from '@textloom/plugin-clusters-common';
import {
  anAlert,
  aPod,
  aSource,
  aWorkload,
  someNodes,
  someSources,
  TEST_NOW,
} from '@textloom/plugin-clusters-common/testUtils';
import { FakeLocator } from '../testUtils/FakeLocator';
import { FakeTime, settle } from '../time/FakeTime';
import { Collector } from './ClusterLocator';
import { DefaultClustersService } from './DefaultClustersService';
import { HistoryReader } from './HistoryStore';
import { SourceFailure } from './SourceFailure';

const NODES = someNodes(3);
const FACTS: Partial<ClusterFacts> = {
  sources: someSources(
    aSource('workloads'),
    aSource('alertmanager'),
    aSource('prometheus'),
  ),
  nodes: NODES,
  workloads: [aWorkload({ name: 'api' }), aWorkload({ name: 'web', ready: 0 })],
  pods: [
    aPod({
      name: 'api-1',
      ownerName: 'api',
      component: 'api',
      nodeName: NODES[0]?.name,
    }),
  ],
  alerts: [anAlert()],
};
const API = {
  kind: 'Deployment' as const,
  namespace: 'textloom',
  name: 'api',
};
const RANGE = {
  from: '2026-03-02T09:00:00Z',
  to: '2026-03-02T12:00:00Z',
};
const aHistory = (history: Partial<HistoryView>): HistoryView => ({
  cluster: 'prod',
  ...RANGE,
  spans: [],
  hours: [],
  findings: [],
  ...history,
});
const CALL = { credentials: mockCredentials.user() };

describe('DefaultClustersService: lists, charts and the past', () => {
  let time: FakeTime;
  let service: DefaultClustersService;

  const start = async (
    collector: Partial<Collector> = {},
    history?: HistoryReader,
  ) => {
    time = new FakeTime(TEST_NOW);
    const locator = new FakeLocator({ prod: 'a' });
    service = new DefaultClustersService({
      locator,
      publish: async () => {},
      logger: mockServices.logger.mock(),
      time,
      random: () => 0.5,
      groupLabels: DEFAULT_GROUP_LABELS,
      thresholds: DEFAULT_THRESHOLDS,
      overrides: [],
      auditor: mockServices.auditor.mock(),
      history,
    });
    service.start();
    await settle();
    Object.assign(locator.collector('prod'), collector);
    locator.collector('prod').become(FACTS);
    await time.pass(1_100);
  };

  afterEach(async () => {
    await service.stop();
    time.assertIdle();
  });

  it('tells workloads, room, alerts, hits and components, each made once', async () => {
    await start();
    const unhealthy = { cluster: 'prod', query: { unhealthy: true } };
    const list = await service.getWorkloads(unhealthy);
    expect(list.view.items.map(({ name }) => name)).toEqual(['web']);
    expect(await service.getWorkloads(unhealthy)).toBe(list);
    const all = await service.getWorkloads({ cluster: 'prod', query: {} });
    expect(all.view.total).toBe(2);

    const one = await service.getWorkload({ cluster: 'prod', ...API });
    expect(one.view).toMatchObject({ state: 'healthy', podsTotal: 1 });

    const room = await service.getHeadroom({ cluster: 'prod', query: API });
    // 15 of 16 CPU and 16 of 16 twice, one CPU each.
    expect(room.view).toMatchObject({ fits: 47, workload: API });

    const alerts = await service.getAlerts({ cluster: 'prod' });
    expect(alerts.view).toMatchObject({ total: 1, source: { state: 'live' } });

    const hits = await service.search({ query: 'web' });
    expect(hits.view.hits[0]).toMatchObject({
      kind: 'Workload',
      name: 'web',
      severity: 'critical',
    });
    const component = await service.getComponent({ component: 'api' });
    expect(component.view.places).toMatchObject([{ cluster: 'prod', pods: 1 }]);
  });

  it.each([
    () => service.getWorkload({ cluster: 'prod', ...API, name: 'no' }),
    () =>
      service.getHeadroom({ cluster: 'prod', query: { ...API, name: 'no' } }),
    () => service.getWorkloads({ cluster: 'no', query: {} }),
    () => service.getAlerts({ cluster: 'no' }),
    () => service.getChart({ cluster: 'no', chart: 'cpu', query: RANGE }),
    () => service.getHistory({ cluster: 'no', query: RANGE }),
    () => service.expireSilence({ cluster: 'no', silence: 's' }, CALL),
  ])('does not know what is not there', async call => {
    await start();
    await expect(call()).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('asks Prometheus for as many points as fit, and marks changes of state', async () => {
    const chart = jest.fn(async () => [{ id: 'used', points: [] }]);
    const spans: HistoryView['spans'] = [
      { state: 'healthy', from: RANGE.from, rules: [] },
      { state: 'degraded', from: '2026-03-02T10:00:00.000Z', rules: [] },
      { state: 'gap', from: '2026-03-02T11:00:00.000Z', rules: [] },
    ];
    await start({ chart }, { read: async () => aHistory({ spans }) });
    const { view } = await service.getChart({
      cluster: 'prod',
      chart: 'memory',
      query: { ...RANGE, points: 100, group: 'workers' },
    });
    expect(chart).toHaveBeenCalledWith('memory', {
      from: Date.parse(RANGE.from),
      to: Date.parse(RANGE.to),
      group: 'workers',
      // Three hours in 100 points.
      stepSeconds: 108,
    });
    expect(view).toMatchObject({
      unit: 'percent',
      limit: { value: 80, bad: 'above' },
      series: [{ id: 'used' }],
      markers: [
        {
          at: '2026-03-02T10:00:00.000Z',
          state: 'degraded',
          subject: 'workers',
        },
      ],
      source: { state: 'live' },
    });
  });

  it('draws a chart without marks when the past cannot be read', async () => {
    await start(
      { chart: async () => [] },
      { read: () => Promise.reject(new Error('no database')) },
    );
    const { view } = await service.getChart({
      cluster: 'prod',
      chart: 'cpu',
      query: RANGE,
    });
    expect(view.markers).toEqual([]);
  });

  it('says that Prometheus does not answer, not where it is', async () => {
    const failure = new SourceFailure('timeout', 'http://prometheus.internal');
    await start({ chart: () => Promise.reject(failure) });
    const asked = service.getChart({
      cluster: 'prod',
      chart: 'cpu',
      query: RANGE,
    });
    await expect(asked).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.not.stringContaining('internal'),
    });
  });

  it('says when no history is kept and when no Alertmanager is connected', async () => {
    await start();
    await expect(
      service.getHistory({ cluster: 'prod', query: RANGE }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    await expect(
      service.expireSilence({ cluster: 'prod', silence: 's' }, CALL),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
