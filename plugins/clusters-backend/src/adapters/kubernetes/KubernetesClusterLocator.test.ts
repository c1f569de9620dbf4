import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ClusterDetails } from '@backstage/plugin-kubernetes-node';
import { DEFAULT_GROUP_LABELS } from '@textloom/plugin-clusters-common';
import { ClusterConnections } from '@textloom/backend-kit';
import { FakeTime } from '../../time/FakeTime';
import { SourceSettings } from '../sources/SourcedCollector';
import { KubernetesClusterLocator } from './KubernetesClusterLocator';
import { DEFAULT_TIMING } from './ports';

function aCluster(name: string, url = 'https://k8s'): ClusterDetails {
  return { name, url, authMetadata: {} };
}

function setUp(
  getClusters?: () => Promise<ClusterDetails[]>,
  sources: string[] = [],
  settings: SourceSettings = {},
) {
  const time = new FakeTime();
  const logger = mockServices.logger.mock();
  const connections = new ClusterConnections();
  if (getClusters) {
    connections.set({ clusterSupplier: { getClusters }, authStrategyMap: {} });
  }
  const locator = new KubernetesClusterLocator({
    connections,
    ownCredentials: async () => mockCredentials.service(),
    logger,
    groupLabels: DEFAULT_GROUP_LABELS,
    time,
    timing: DEFAULT_TIMING,
    sources: new Map(sources.map(name => [name, settings])),
    random: () => 0.5,
  });
  const stop = new AbortController();
  return {
    time,
    logger,
    connections,
    stop,
    locate: () => locator.locate(stop.signal),
  };
}

describe('KubernetesClusterLocator', () => {
  it('takes the first of two clusters with one name, and says so', async () => {
    const { locate, logger } = setUp(async () => [
      aCluster('a', 'https://one'),
      aCluster('a', 'https://two'),
      aCluster('b'),
    ]);
    const found = await locate();
    expect(found.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(found[0].key).toContain('https://one');
    expect(logger.warn).toHaveBeenCalledWith(
      'Two clusters are named a; the first is used',
    );
  });

  it('tells once of sources that no cluster uses', async () => {
    const { locate, logger } = setUp(
      async () => [aCluster('a')],
      ['a', 'prdo'],
    );
    await locate();
    await locate();
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('clusters.sources names prdo, which is no')],
    ]);
  });

  it('gives each cluster the sources that are named for it', async () => {
    const { locate } = setUp(
      async () => [aCluster('a'), aCluster('b')],
      ['b'],
      { alertmanager: { url: 'http://127.0.0.1:1' } },
    );
    const states = (await locate()).map(
      cluster =>
        cluster
          .collect(() => {})
          .facts()
          .sources.find(({ source }) => source === 'alertmanager')?.state,
    );
    expect(states).toEqual(['unconfigured', 'connecting']);
  });

  it('changes the key with the settings, and only then', async () => {
    let url = 'https://one';
    const { locate } = setUp(async () => [aCluster('a', url)]);
    const [first] = await locate();
    const [same] = await locate();
    url = 'https://two';
    const [other] = await locate();
    expect(same.key).toBe(first.key);
    expect(other.key).not.toBe(first.key);
  });

  it('warns of a cluster that is reached without TLS', async () => {
    const { locate, logger } = setUp(async () => [
      aCluster('a', 'http://10.0.0.1'),
      aCluster('b', 'http://127.0.0.1:8001'),
    ]);
    (await locate()).forEach(({ collect }) => collect(() => {}));
    expect(logger.warn.mock.calls).toEqual([
      ['Cluster a is reached without TLS: http://10.0.0.1'],
    ]);
  });

  it('fails when a locator fails', async () => {
    const { locate } = setUp(async () => {
      throw new Error('no catalog');
    });
    await expect(locate()).rejects.toMatchObject({ problem: 'server-error' });
  });

  it.each([
    ['a locator hangs', () => new Promise<ClusterDetails[]>(() => {})],
    ['the Kubernetes plugin never starts', undefined],
  ])('fails in time when %s', async (_, getClusters) => {
    const { locate, time } = setUp(getClusters);
    const [found] = await Promise.allSettled([locate(), time.pass(16_000)]);
    expect(found).toMatchObject({
      status: 'rejected',
      reason: { problem: 'timeout' },
    });
    time.assertIdle();
  });

  it('ends with its signal', async () => {
    const { locate, stop, time } = setUp();
    const search = locate();
    stop.abort();
    await expect(search).rejects.toThrow();
    time.assertIdle();
  });
});

describe('ClusterConnections', () => {
  it('are set once', () => {
    const { connections } = setUp(async () => []);
    expect(() =>
      connections.set({
        clusterSupplier: { getClusters: async () => [] },
        authStrategyMap: {},
      }),
    ).toThrow('already set');
  });
});
