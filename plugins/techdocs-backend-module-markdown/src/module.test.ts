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

describe('the stock TechDocs backend with the Markdown generator', () => {
  it('builds and serves a page on first view, to those with credentials only', async () => {
    const { server } = await startTestBackend({
      features: [
        techdocsPlugin,
        techdocsModuleMarkdown,
        catalogServiceMock.factory({ entities: [entity] }),
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:0' },
            techdocs: {
              builder: 'local',
              publisher: {
                type: 'local',
                local: { publishDirectory: published.path },
              },
            },
          },
        }),
      ],
    });
    const user = mockCredentials.user.header('user:default/developer');

    const sync = await request(server)
      .get('/api/techdocs/sync/default/component/portal')
      .set('accept', 'text/event-stream')
      .set('authorization', user);
    expect(sync.text).toContain('{"updated":true}');

    const path =
      '/api/techdocs/static/docs/default/component/portal/index.html';
    const page = await request(server).get(path).set('authorization', user);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<strong>Markdown</strong>');

    const none = await request(server)
      .get(path)
      .set('authorization', mockCredentials.none.header());
    expect(none.status).toBe(401);
  });
});
