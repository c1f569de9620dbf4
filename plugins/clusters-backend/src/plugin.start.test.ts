import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { TestBackend } from '@backstage/backend-test-utils';
import request from 'supertest';
import {
  assertIdle,
  eventually,
  SRE,
  startPortal,
} from './__testUtils__/portal';
import {
  startSmallApiServer,
  SmallApiServer,
} from './testUtils/smallApiServer';

/** A database that never answers. */
const silentDatabase = createServiceFactory({
  service: coreServices.database,
  deps: {},
  factory: () => ({ getClient: () => new Promise<never>(() => {}) }),
});

describe('the start', () => {
  let api: SmallApiServer;
  let backend: TestBackend;
  const get = (path: string) =>
    request(backend.server)
      .get(`/api/clusters${path}`)
      .set('Authorization', SRE);

  beforeAll(async () => {
    api = await startSmallApiServer();
    api.put('nodes', 'n1', { ready: 'True' });
    backend = await startPortal(api, async () => {}, [silentDatabase]);
  }, 20_000);

  afterAll(async () => {
    await backend.stop();
    await eventually(async () => assertIdle(api));
    await api.close();
  }, 20_000);

  it('waits neither for the database nor for clusters, and does not call them unknown', async () => {
    expect((await get('/fleet')).body).toMatchObject({
      locator: { state: 'connecting' },
      clusters: [],
    });
    const { status, body } = await get('/clusters/prod');
    expect(status).toBe(503);
    expect(body.error.message).toBe('The list of clusters is not read yet');
    await eventually(async () => {
      expect((await get('/clusters/prod')).body).toMatchObject({
        freshness: { state: 'live' },
        nodes: { ready: 1, total: 1 },
      });
    }, 10_000);
    expect((await get('/clusters/nowhere')).status).toBe(404);
  }, 20_000);
});
