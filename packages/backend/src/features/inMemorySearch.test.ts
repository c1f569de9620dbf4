import { Readable } from 'node:stream';
import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import searchPlugin from '@backstage/plugin-search-backend';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import inMemorySearch from './inMemorySearch';

const runbook = {
  title: 'Runbook: a node is lost',
  text: 'What to do when a node stopped reporting.',
  location: '/docs/runbooks/node-lost',
};

/** A portal whose documents are indexed when the test says so. */
async function start(features: BackendFeature[]) {
  const tasks: (() => unknown)[] = [];
  const documents = createBackendModule({
    pluginId: 'search',
    moduleId: 'documents',
    register(reg) {
      reg.registerInit({
        deps: { registry: searchIndexRegistryExtensionPoint },
        async init({ registry }) {
          registry.addCollator({
            schedule: {
              run: async ({ fn }) => {
                tasks.push(() => fn(new AbortController().signal));
              },
            },
            factory: {
              type: 'techdocs',
              getCollator: async () => Readable.from([runbook]),
            },
          });
        },
      });
    },
  });
  const { server } = await startTestBackend({
    features: [searchPlugin, documents, ...features],
  });
  const search = async (query: string) => {
    const response = await fetch(
      `http://localhost:${server.port()}/api/search/query?${query}`,
      { headers: { Authorization: mockCredentials.user.header() } },
    );
    return { status: response.status, body: await response.json() };
  };
  return {
    search,
    index: async () => Promise.all(tasks.map(task => task())),
  };
}

const QUERY = 'term=runbook&types%5B0%5D=techdocs';

describe('inMemorySearch', () => {
  it('finds nothing, without an error, until something is indexed', async () => {
    const { search, index } = await start([inMemorySearch]);
    const before = await search(QUERY);
    expect(before).toMatchObject({ status: 200, body: { results: [] } });

    await index();
    const { body } = await search(QUERY);
    expect(body.results).toMatchObject([
      { type: 'techdocs', document: runbook },
    ]);
    expect((await search('term=runbook')).body.results).toHaveLength(1);
  });

  it('is needed: without it the plugin fails', async () => {
    const { search } = await start([]);
    expect((await search(QUERY)).status).toBe(500);
  });
});
