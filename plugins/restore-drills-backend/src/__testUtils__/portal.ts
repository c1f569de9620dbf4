import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express, { Express } from 'express';
import knexFactory from 'knex';
import request from 'supertest';
import { createRouter } from '../router';
import { StoreConnection } from '../service/ports';
import { createRestoreDrills } from '../wiring';

/** What each may not; everybody else may. */
const DENIED: Record<string, readonly string[]> = {
  developer: ['start', 'control'],
  'team-lead': ['control'],
  finance: ['read', 'start', 'control'],
};

const permissions = () =>
  mockServices.permissions.mock({
    authorize: async (requests, { credentials }) => {
      const who = JSON.stringify(credentials.principal);
      const [, name = ''] = /user:default\/([a-z-]+)/.exec(who) ?? [];
      return requests.map(({ permission }) => ({
        result: DENIED[name]?.some(verb => permission.name.endsWith(verb))
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      }));
    },
  });

/** Restore drills behind HTTP, with the stores of a test. */
export async function startPortal(connections: readonly StoreConnection[]) {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  const sent = jest.fn(async (_: object) => {});
  const signals = jest.fn(async (_: object) => {});
  const fail = jest.fn(async () => {});
  const success = jest.fn(async () => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success, fail }),
  });
  const drills = await createRestoreDrills(
    {
      auditor,
      auth: mockServices.auth(),
      catalog: { getEntitiesByRefs: async () => ({ items: [] }) } as never,
      database: { getClient: async () => knex },
      logger: mockServices.logger.mock(),
      notifications: { send: sent },
      permissions: permissions(),
      signals: { publish: signals },
    },
    {
      workDirectory: '/tmp/drills',
      evidence: {},
      stores: [],
      environment: 'sandbox',
      baseUrl: 'http://portal',
    },
    () => new Map(connections.map(one => [one.store.id, one])),
  );
  drills.start();
  const app: Express = express();
  app.use(
    createRouter({
      service: drills.service,
      permissions: permissions(),
      httpAuth: mockServices.httpAuth(),
    }),
  );
  app.use(mockErrorHandler());
  let keys = 0;
  const as = (who: string) =>
    mockCredentials.user.header(`user:default/${who}`);
  return {
    app,
    store: drills.store,
    sent,
    signals,
    auditor,
    audited: { success, fail },
    get: (path: string, who = 'sre') =>
      request(app).get(path).set('Authorization', as(who)),
    post: (path: string, body: object = {}, who = 'sre', key?: string) => {
      keys += 1;
      return request(app)
        .post(path)
        .set('Authorization', as(who))
        .set('Idempotency-Key', key ?? `key-of-one-test-${keys}`)
        .send(body);
    },
    async stop() {
      await drills.stop();
      await knex.destroy();
    },
  };
}
