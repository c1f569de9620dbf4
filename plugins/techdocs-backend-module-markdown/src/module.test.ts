import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import techdocsPlugin from '@backstage/plugin-techdocs-backend';
import request from 'supertest';
import { techdocsModuleMarkdown } from './module';

const repository = createMockDirectory({
  content: {
    'catalog-info.yaml': '',
    docs: { 'index.md': '# Welcome\n\nHello from **Markdown**.' },
  },
});
const published = createMockDirectory();

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'portal',
    namespace: 'default',
    uid: '1',
    annotations: {
      'backstage.io/techdocs-ref': 'dir:.',
      'backstage.io/managed-by-location': `file:${repository.resolve(
        'catalog-info.yaml',
      )}`,
    },
  },
};

const PAGE = '/api/techdocs/static/docs/default/component/portal/index.html';
const user = mockCredentials.user.header('user:default/developer');

const start = (builder: 'local' | 'external') =>
  startTestBackend({
    features: [
      techdocsPlugin,
      techdocsModuleMarkdown,
      catalogServiceMock.factory({ entities: [entity] }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0' },
          techdocs: {
            builder,
            publisher: {
              type: 'local',
              local: { publishDirectory: published.path },
            },
          },
        },
      }),
    ],
  });

type Server = Awaited<ReturnType<typeof start>>['server'];

const read = (server: Server, authorization = user) =>
  request(server).get(PAGE).set('authorization', authorization);

/** The page once it is there, or the last answer after 10 seconds. */
async function readWhenBuilt(server: Server) {
  const deadline = Date.now() + 10_000;
  let response = await read(server);
  while (response.status !== 200 && Date.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 100));
    response = await read(server);
  }
  return response;
}

const sync = (server: Server) =>
  request(server)
    .get('/api/techdocs/sync/default/component/portal')
    .set('accept', 'text/event-stream')
    .set('authorization', user);

describe('the stock TechDocs backend with the Markdown generator', () => {
  it('leaves documentation alone that is built elsewhere', async () => {
    const { server } = await start('external');
    expect((await sync(server)).text).toContain('{"updated":false}');
    expect((await read(server)).status).toBe(404);
  });

  it('builds before anybody opens a page, and serves those with credentials only', async () => {
    const { server } = await start('local');
    const page = await readWhenBuilt(server);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<strong>Markdown</strong>');
    expect((await sync(server)).text).toContain('{"updated":false}');
    const none = await read(server, mockCredentials.none.header());
    expect(none.status).toBe(401);
  }, 15_000);
});
