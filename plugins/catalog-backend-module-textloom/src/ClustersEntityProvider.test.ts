import { mockServices } from '@backstage/backend-test-utils';
import {
  DeferredEntity,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { ClustersApi, FleetView } from '@textloom/plugin-clusters-common';
import {
  aClusterFacts,
  aSource,
  InMemoryClustersClient,
  someNodes,
  someSources,
} from '@textloom/plugin-clusters-common/testUtils';
import { ClustersEntityProvider } from './ClustersEntityProvider';

/** Does to a set of names what the catalog does to its entities. */
class FakeConnection implements EntityProviderConnection {
  readonly mutations: EntityProviderMutation['type'][] = [];
  names = new Set<string>();

  async applyMutation(mutation: EntityProviderMutation) {
    this.mutations.push(mutation.type);
    const namesOf = (entities: DeferredEntity[]) =>
      entities.map(({ entity }) => entity.metadata.name);
    if (mutation.type === 'full') this.names = new Set();
    const added = mutation.type === 'full' ? mutation.entities : mutation.added;
    namesOf(added).forEach(name => this.names.add(name));
  }

  async refresh() {}
}

const live = (name: string, ...groups: string[]) =>
  aClusterFacts({
    name,
    title: name,
    nodes: groups.flatMap(group => someNodes(2, group)),
  });
const dark = (name: string) =>
  aClusterFacts({
    name,
    title: name,
    nodes: [],
    sources: someSources(
      aSource('nodes', { state: 'connecting', at: undefined }),
    ),
  });
const stale = (name: string, ...groups: string[]) => ({
  ...live(name, ...groups),
  sources: someSources(aSource('nodes', { state: 'stale' })),
});

async function setup(clusters: Pick<ClustersApi, 'getFleet' | 'getCluster'>) {
  const connection = new FakeConnection();
  const provider = new ClustersEntityProvider({
    clusters,
    entities: { owner: 'sre', system: 'textloom', appBaseUrl: 'http://x' },
    logger: mockServices.logger.mock(),
  });
  await provider.connect(connection);
  return { connection, provider, names: () => [...connection.names].sort() };
}

describe('ClustersEntityProvider', () => {
  it('tells the catalog of clusters and node groups', async () => {
    const client = new InMemoryClustersClient([
      live('prod', 'worker', 'compute'),
      live('nonprod', 'apps'),
    ]);
    const { provider, names } = await setup(client);
    await expect(provider.refresh()).resolves.toBe('complete');
    expect(names()).toEqual([
      'nonprod',
      'nonprod.apps',
      'prod',
      'prod.compute',
      'prod.worker',
    ]);
  });

  it('removes groups and clusters that are gone', async () => {
    const client = new InMemoryClustersClient([
      live('prod', 'worker', 'compute'),
      live('old', 'apps'),
    ]);
    const { provider, names } = await setup(client);
    await provider.refresh();
    client.setFacts([live('prod', 'worker')]);
    await provider.refresh();
    expect(names()).toEqual(['prod', 'prod.worker']);
  });

  it.each([
    ['cannot be reached', dark('prod')],
    ['was seen last with fewer groups', stale('prod', 'worker')],
  ])('keeps the groups of a cluster that %s', async (_, facts) => {
    const client = new InMemoryClustersClient([
      live('prod', 'worker', 'compute'),
    ]);
    const { provider, names } = await setup(client);
    await provider.refresh();
    client.setFacts([facts]);
    await provider.refresh();
    expect(names()).toEqual(['prod', 'prod.compute', 'prod.worker']);
  });

  it('removes nothing after a restart while a cluster is dark', async () => {
    const client = new InMemoryClustersClient([
      dark('prod'),
      live('nonprod', 'apps'),
    ]);
    const { connection, provider, names } = await setup(client);
    // As the process before this one left it.
    connection.names = new Set(['prod', 'prod.worker']);
    await expect(provider.refresh()).resolves.toBe('partial');
    expect(connection.mutations).toEqual(['delta']);
    expect(names()).toEqual(['nonprod', 'nonprod.apps', 'prod', 'prod.worker']);

    client.setFacts([live('prod', 'compute'), live('nonprod', 'apps')]);
    await expect(provider.refresh()).resolves.toBe('complete');
    expect(names()).toEqual([
      'nonprod',
      'nonprod.apps',
      'prod',
      'prod.compute',
    ]);
  });

  it('removes nothing while the list of clusters cannot be read', async () => {
    const client = new InMemoryClustersClient([live('prod', 'worker')]);
    const lost: FleetView = {
      generatedAt: '2026-03-02T12:00:00.000Z',
      locator: { state: 'error', since: '2026-03-02T12:00:00.000Z' },
      clusters: [],
    };
    const fleets = [await client.getFleet(), lost];
    const { provider, names } = await setup({
      getFleet: async () => fleets.shift() ?? lost,
      getCluster: name => client.getCluster(name),
    });
    await provider.refresh();
    await expect(provider.refresh()).resolves.toBe('partial');
    expect(names()).toEqual(['prod', 'prod.worker']);
  });

  it('goes on without a cluster that answers with an error', async () => {
    const client = new InMemoryClustersClient([
      live('prod', 'worker'),
      live('nonprod', 'apps'),
    ]);
    const { provider, names } = await setup({
      getFleet: () => client.getFleet(),
      getCluster: async name => {
        if (name === 'prod') throw new Error('500');
        return client.getCluster(name);
      },
    });
    await expect(provider.refresh()).resolves.toBe('partial');
    expect(names()).toEqual(['nonprod', 'nonprod.apps', 'prod']);
  });

  it('changes nothing when the clusters plugin does not answer', async () => {
    const { connection, provider } = await setup({
      getFleet: async () => {
        throw new Error('503');
      },
      getCluster: async () => {
        throw new Error('503');
      },
    });
    await expect(provider.refresh()).rejects.toThrow('503');
    expect(connection.mutations).toEqual([]);
  });
});
