import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import request from 'supertest';
import restoreDrills from './index';

const directory = createMockDirectory();

const STORE = {
  id: 'orders',
  kind: 'postgres',
  targets: { 'bad-write': { rto: { hours: 1 }, rpo: { minutes: 15 } } },
};

function start(own: object, data: object = {}): Promise<TestBackend> {
  directory.clear();
  return startTestBackend({
    features: [
      restoreDrills,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal' },
          sandbox: { enabled: true },
          'restore-drills': {
            workDirectory: directory.resolve('drills'),
            evidence: {
              keyFile: directory.resolve('keys/evidence.pem'),
              directory: directory.resolve('evidence'),
            },
            stores: [STORE],
            ...own,
          },
          ...data,
        },
      }),
      mockServices.permissions.mock({
        authorize: async (requests, { credentials }) => {
          const denied = JSON.stringify(credentials).includes('finance');
          return requests.map(() => ({
            result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
          }));
        },
      }).factory,
      ...[signalsServiceRef, notificationService].map(service =>
        createServiceFactory({
          service: service as typeof signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async () => {}, send: async () => {} }),
        }),
      ),
    ],
  });
}

describe('restore drills plugin', () => {
  let backend: TestBackend | undefined;

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
  });

  const get = (path: string, name = 'sre') =>
    request(backend?.server as never)
      .get(`/api/restore-drills${path}`)
      .set(
        'Authorization',
        mockCredentials.user.header(`user:default/${name}`),
      );
  const post = (path: string) =>
    request(backend?.server as never)
      .post(`/api/restore-drills${path}`)
      .set('Authorization', mockCredentials.user.header('user:default/sre'))
      .set('Idempotency-Key', 'key-of-this-one-test');

  it('lists a store that is not connected with what is missing, and drills nothing of it', async () => {
    backend = await start({});
    const { body } = await get('/overview');
    expect(body.stores).toMatchObject([
      {
        store: { id: 'orders', kind: 'postgres' },
        plans: [
          {
            plan: { id: 'orders-bad-write' },
            start: {
              ok: false,
              reason: 'store-not-ready',
              subject: 'not-configured',
            },
          },
        ],
      },
    ]);
    const refused = await post('/plans/orders-bad-write/drills');
    expect(refused.status).toBe(409);
    const dryRun = await post('/plans/orders-bad-write/dry-run');
    expect(dryRun.body.error.problems).toEqual([
      { code: 'not-configured', subject: 'postgres.connection' },
    ]);
    expect((await get('/overview', 'finance')).status).toBe(403);
  });

  it('says that nothing is configured', async () => {
    backend = await start({ stores: [] });
    const { body } = await get('/overview');
    expect(body).toMatchObject({
      stores: [],
      problem: { code: 'not-configured' },
    });
  });

  it.each<[string, object, object, RegExp]>([
    ['a relative folder', { workDirectory: 'drills' }, {}, /absolute/],
    [
      'no key in production',
      { evidence: {} },
      { sandbox: { enabled: false } },
      /keyFile is needed/,
    ],
    [
      'a key that is not there in production',
      {},
      { sandbox: { enabled: false } },
      /keyFile cannot be read/,
    ],
  ])('does not start with %s', async (_, own, data, message) => {
    await expect(start(own, data)).rejects.toThrow(message);
  });
});
