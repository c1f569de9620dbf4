import { mockServices } from '@backstage/backend-test-utils';
import {
  ClustersSignal,
  DEFAULT_GROUP_LABELS,
  DEFAULT_THRESHOLDS,
} from '@textloom/plugin-clusters-common';
import {
  aCondition,
  aSource,
  someNodes,
  someSources,
  TEST_NOW,
} from '@textloom/plugin-clusters-common/testUtils';
import { FakeLocator } from '../testUtils/FakeLocator';
import { FakeTime, settle } from '../time/FakeTime';
import { DefaultClustersService } from './DefaultClustersService';
import { SourceFailure } from './SourceFailure';

/** Three workers, the first `lost` of which do not answer any more. */
function workers(lost = 0) {
  return someNodes(3, 'workers', n =>
    n < lost ? { conditions: [aCondition('Ready', 'Unknown')] } : {},
  );
}

describe('DefaultClustersService', () => {
  let time: FakeTime;
  let locator: FakeLocator;
  let service: DefaultClustersService;
  let told: (ClustersSignal & { at: number })[];

  const start = async (clusters: Record<string, string> = { prod: 'a' }) => {
    time = new FakeTime(TEST_NOW);
    locator = new FakeLocator(clusters);
    told = [];
    service = new DefaultClustersService({
      locator,
      publish: async signal => {
        told.push({ ...signal, at: time.now() });
      },
      logger: mockServices.logger.mock(),
      time,
      random: () => 0.5,
      groupLabels: DEFAULT_GROUP_LABELS,
      thresholds: DEFAULT_THRESHOLDS,
      overrides: [],
      auditor: mockServices.auditor.mock(),
    });
    service.start();
    await settle();
  };
  const fleet = async () => (await service.getFleet()).view;
  const cluster = async (name = 'prod') =>
    (await service.getCluster({ cluster: name })).view;

  afterEach(async () => {
    await service.stop();
    time.assertIdle();
  });

  it('shows each cluster as soon as it is configured', async () => {
    await start({ prod: 'a', nonprod: 'a' });
    expect(await fleet()).toMatchObject({
      locator: { state: 'live' },
      clusters: [
        { name: 'nonprod', title: 'NONPROD', state: 'healthy' },
        { name: 'prod', state: 'healthy' },
      ],
    });
    expect(told.map(signal => signal.cluster)).toEqual(['prod', 'nonprod']);
  });

  it('tells the first change after quiet at once, and further ones at most once a second', async () => {
    await start();
    await time.pass(20_000);
    told = [];
    const { revision } = await cluster();
    const begin = time.now();
    for (let n = 0; n < 30; n++) {
      locator.collector('prod').become({ version: `v1.34.${n}` });
      await time.pass(100);
    }
    expect(told[0].at - begin).toBeLessThan(50);
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(told.length).toBeLessThanOrEqual(4);
    told.slice(1).forEach(({ at }, n) => {
      expect(at - told[n].at).toBeGreaterThanOrEqual(1_000);
    });
    const revisions = [revision, ...told.map(signal => signal.revision)];
    expect(new Set(revisions).size).toBe(revisions.length);
    expect([...revisions].sort((a, b) => a - b)).toEqual(revisions);
  });

  it('gives the page the view that the signal told of', async () => {
    await start();
    await time.pass(20_000);
    locator.collector('prod').become({ nodes: workers(1) });
    await time.pass(50);
    const view = await cluster();
    expect(view).toMatchObject({
      state: 'degraded',
      nodes: { ready: 2, total: 3 },
    });
    expect(view.revision).toBe(told.at(-1)?.revision);
    expect((await fleet()).clusters[0].state).toBe('degraded');
  });

  it('does not tell of a change in nothing but times', async () => {
    await start();
    await time.pass(3_000);
    told = [];
    const { revision, generatedAt } = await cluster();
    for (let n = 0; n < 15; n++) {
      const at = new Date(time.now()).toISOString();
      locator
        .collector('prod')
        .become({ sources: someSources(aSource('nodes', { at })) });
      await time.pass(1_000);
    }
    expect(told).toEqual([]);
    const later = await cluster();
    expect(later.revision).toBe(revision);
    // The view is nevertheless as current as it says.
    expect(Date.parse(later.generatedAt)).toBeGreaterThan(
      Date.parse(generatedAt),
    );
    expect(time.now() - Date.parse(later.freshness.at ?? '')).toBeLessThan(
      12_000,
    );
  });

  it('sees what time alone changes', async () => {
    await start();
    const notReady = someNodes(3, 'workers', n =>
      n === 0
        ? {
            conditions: [
              aCondition('Ready', 'False', {
                lastTransitionTime: new Date(time.now()).toISOString(),
              }),
            ],
          }
        : {},
    );
    locator.collector('prod').become({ nodes: notReady });
    await time.pass(2_000);
    const severity = async () =>
      (await cluster()).list.find(({ rule }) => rule === 'node-not-ready')
        ?.severity;
    expect(await severity()).toBe('degraded');
    told = [];
    await time.pass(DEFAULT_THRESHOLDS.notReadyCriticalMs + 6_000);
    expect(await severity()).toBe('critical');
    expect(told.length).toBeGreaterThan(0);
  });

  it('answers who asks again with the same tag until something changes', async () => {
    await start();
    await time.pass(2_000);
    const first = await service.getCluster({ cluster: 'prod' });
    expect(await service.getCluster({ cluster: 'prod' })).toBe(first);
    expect(JSON.parse(first.body)).toEqual(first.view);
    expect(first.etag).toMatch(/^"[\w-]{27}"$/);
    const fleetBefore = await service.getFleet();
    expect(await service.getFleet()).toBe(fleetBefore);

    locator.collector('prod').become({ nodes: workers(2) });
    await time.pass(1_100);
    const second = await service.getCluster({ cluster: 'prod' });
    expect(second.etag).not.toBe(first.etag);
    expect((await service.getFleet()).etag).not.toBe(fleetBefore.etag);
  });

  it('knows node groups and nodes, and what it does not know', async () => {
    await start();
    const { view } = await service.getNodeGroup({
      cluster: 'prod',
      nodeGroup: 'workers',
    });
    expect(view).toMatchObject({ cluster: 'prod', name: 'workers', total: 3 });
    const node = await service.getNode({
      cluster: 'prod',
      node: 'workers-0001',
    });
    expect(node.view).toMatchObject({ cluster: 'prod', group: 'workers' });
    await expect(service.getCluster({ cluster: 'x' })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'No cluster is named x',
    });
    await expect(
      service.getNodeGroup({ cluster: 'prod', nodeGroup: '__proto__' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      service.getNode({ cluster: 'prod', node: 'x' }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'Cluster prod has no node x',
    });
  });

  it('follows the configuration', async () => {
    await start({ prod: 'a', old: 'a' });
    const [before] = locator.made.get('prod') ?? [];
    locator.clusters = { prod: 'b', fresh: 'a' };
    await time.pass(61_000);
    expect((await fleet()).clusters.map(({ name }) => name)).toEqual([
      'fresh',
      'prod',
    ]);
    expect(before.state).toBe('stopped');
    expect(locator.collector('old').state).toBe('stopped');
    expect(locator.collector('prod').state).toBe('started');
    await expect(service.getCluster({ cluster: 'old' })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('shows a list of clusters that cannot be read as a problem, not as no clusters', async () => {
    await start({ prod: 'a' });
    locator.error = new SourceFailure('timeout', 'the catalog hangs');
    await time.pass(61_000);
    expect(await fleet()).toMatchObject({
      locator: { state: 'stale', problem: 'timeout' },
      clusters: [{ name: 'prod' }],
    });
    locator.error = undefined;
    await time.pass(31_000);
    expect((await fleet()).locator).toMatchObject({ state: 'live' });
    expect((await fleet()).locator?.problem).toBeUndefined();
  });

  it('tells no clusters from clusters that were never told', async () => {
    await start({});
    expect(await fleet()).toMatchObject({
      locator: { state: 'live' },
      clusters: [],
    });
    await service.stop();
    const wrong = new FakeLocator({});
    wrong.error = new Error('a locator is broken');
    service = new DefaultClustersService({
      locator: wrong,
      publish: async () => {},
      logger: mockServices.logger.mock(),
      time,
      random: () => 0.5,
      groupLabels: DEFAULT_GROUP_LABELS,
      thresholds: DEFAULT_THRESHOLDS,
      overrides: [],
      auditor: mockServices.auditor.mock(),
    });
    await expect(cluster()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    service.start();
    await settle();
    expect(await fleet()).toMatchObject({
      locator: { state: 'error', problem: 'server-error' },
      clusters: [],
    });
  });

  it('stops all collectors', async () => {
    await start({ prod: 'a', nonprod: 'a' });
    await service.stop();
    expect(locator.collector('prod').state).toBe('stopped');
    expect(locator.collector('nonprod').state).toBe('stopped');
  });
});
