import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { Entity } from '@backstage/catalog-model';
import {
  aClusterFacts,
  InMemoryClustersClient,
  someNodes,
} from '@textloom/plugin-clusters-common/testUtils';
import { Router } from 'express';
import { catalogModuleTextloom } from './module';

/** Stands for the clusters plugin: the real rules over facts, for services only. */
const clusters = createBackendPlugin({
  pluginId: 'clusters',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ httpAuth, httpRouter }) {
        const client = new InMemoryClustersClient([
          aClusterFacts({
            nodes: [...someNodes(3, 'worker'), ...someNodes(3, 'compute')],
          }),
        ]);
        const router = Router();
        router.get('/fleet', async (req, res) => {
          await httpAuth.credentials(req, { allow: ['service'] });
          res.json(await client.getFleet());
        });
        router.get('/clusters/:cluster', async (req, res) => {
          await httpAuth.credentials(req, { allow: ['service'] });
          res.json(await client.getCluster(req.params.cluster));
        });
        httpRouter.use(router);
      },
    });
  },
});

async function entitiesOf({ server }: TestBackend): Promise<Entity[]> {
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('No port');
  const response = await fetch(
    `http://localhost:${address.port}/api/catalog/entities`,
    { headers: { authorization: 'Bearer mock-user-token' } },
  );
  return response.json() as Promise<Entity[]>;
}

describe('catalogModuleTextloom', () => {
  it('brings clusters and node groups into a real catalog', async () => {
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleTextloom,
        clusters,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007/' },
            backend: {
              baseUrl: 'http://localhost:7007',
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            catalog: {
              processingInterval: { seconds: 1 },
              providers: { clusters: { owner: 'group:default/platform' } },
            },
          },
        }),
      ],
    });
    let entities: Entity[] = [];
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      entities = await entitiesOf(backend);
      if (entities.length >= 3) break;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    const names = entities.map(({ metadata }) => metadata.name).sort();
    expect(names).toEqual([
      'textloom-prod',
      'textloom-prod.compute',
      'textloom-prod.worker',
    ]);
    const relationsOf = (name: string) =>
      entities
        .find(({ metadata }) => metadata.name === name)
        ?.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`)
        .sort();
    expect(relationsOf('textloom-prod')).toEqual([
      'dependsOn resource:default/textloom-prod.compute',
      'dependsOn resource:default/textloom-prod.worker',
      'ownedBy group:default/platform',
      'partOf system:default/textloom',
    ]);
    expect(relationsOf('textloom-prod.worker')).toContain(
      'dependencyOf resource:default/textloom-prod',
    );
  }, 60_000);
});
