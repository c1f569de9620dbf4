import { mockServices } from '@backstage/backend-test-utils';
import { AlertFacts, ClustersApi } from '@textloom/plugin-clusters-common';
import {
  aClusterFacts,
  aCondition,
  InMemoryClustersClient,
  someNodes,
} from '@textloom/plugin-clusters-common/testUtils';
import { ClustersHealth, ownClustersClient } from './ClustersHealth';

const alert = (over: Partial<AlertFacts>): AlertFacts => ({
  fingerprint: 'f1',
  name: 'ApiErrors',
  priority: 'P1',
  state: 'active',
  since: '2026-03-02T09:00:00Z',
  updatedAt: '2026-03-02T09:00:00Z',
  labels: {},
  silencedBy: [],
  inhibitedBy: [],
  receivers: [],
  ...over,
});

function setUp(alerts: AlertFacts[] = [], state = 'live') {
  const client: ClustersApi = new InMemoryClustersClient([
    aClusterFacts({
      nodes: someNodes(3, 'workers', index =>
        index === 0 ? { conditions: [aCondition('Ready', 'Unknown')] } : {},
      ),
    }),
  ]);
  let now = 0;
  const asked = jest.spyOn(client, 'getCluster');
  jest.spyOn(client, 'getAlerts').mockImplementation(
    async cluster =>
      ({
        cluster,
        alerts,
        source: { state },
      } as never),
  );
  const health = new ClustersHealth({
    clusters: client,
    clusterOf: name => (name === 'prod' ? 'textloom-prod' : undefined),
    clock: () => now,
  });
  return {
    health,
    asked,
    client,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('ClustersHealth', () => {
  it('tells the state of the cluster with its worst finding, and asks once in ten seconds', async () => {
    const { health, asked, pass } = setUp();
    await expect(health.healthOf('prod')).resolves.toMatchObject({
      state: 'degraded',
      summary: 'textloom-prod: node-lost workers-0000',
    });
    pass(9_999);
    await health.healthOf('prod');
    expect(asked).toHaveBeenCalledTimes(1);
    pass(1);
    await health.healthOf('prod');
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('does not know an environment without a cluster', async () => {
    await expect(setUp().health.healthOf('moon')).resolves.toMatchObject({
      state: 'unknown',
    });
  });

  it('passes on that the clusters plugin does not answer', async () => {
    const { health, asked } = setUp();
    asked.mockRejectedValue(new Error('down'));
    await expect(health.healthOf('prod')).rejects.toThrow('down');
  });

  it('takes active alerts of P0 and P1 for incidents, and no others', async () => {
    const { health } = setUp([
      alert({ fingerprint: 'a', priority: 'P0', summary: 'All is down' }),
      alert({ fingerprint: 'b', since: '' }),
      alert({ fingerprint: 'c', priority: 'P2' }),
      alert({ fingerprint: 'd', state: 'suppressed' }),
    ]);
    await expect(health.incidents()).resolves.toEqual([
      {
        id: 'a',
        severity: 'P0',
        title: 'All is down',
        since: Date.UTC(2026, 2, 2, 9),
      },
      { id: 'b', severity: 'P1', title: 'ApiErrors' },
    ]);
  });

  it('knows no incident from alerts that are not live', async () => {
    await expect(
      setUp([alert({})], 'stale').health.incidents(),
    ).resolves.toEqual([]);
  });
});

describe('ownClustersClient', () => {
  afterEach(() => jest.restoreAllMocks());

  it('asks the clusters plugin in the portal’s own name', async () => {
    const auth = mockServices.auth.mock({
      getOwnServiceCredentials: async () => ({} as never),
      getPluginRequestToken: async () => ({ token: 'own' }),
    });
    const discovery = mockServices.discovery.mock({
      getBaseUrl: async () => 'http://portal/api/clusters',
    });
    const asked = jest
      .spyOn(globalThis, 'fetch')
      .mockResolvedValue(Response.json({ clusters: [] }));
    await ownClustersClient(auth, discovery).getFleet();
    const [url, init] = asked.mock.calls[0] ?? [];
    expect(url).toBe('http://portal/api/clusters/fleet');
    expect(init).toMatchObject({ headers: { authorization: 'Bearer own' } });
    expect(auth.getPluginRequestToken).toHaveBeenCalledWith(
      expect.objectContaining({ targetPluginId: 'clusters' }),
    );
  });
});
