import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, TestBackend } from '@backstage/backend-test-utils';
import { HOUR } from '@textloom/kernel';
import { ClusterView, HistoryView } from '@textloom/plugin-clusters-common';
import knexFactory, { Knex } from 'knex';
import request from 'supertest';
import {
  assertIdle,
  eventually,
  FINANCE,
  SRE,
  startPortal,
} from './__testUtils__/portal';
import {
  startSmallApiServer,
  SmallApiServer,
} from './testUtils/smallApiServer';

/** The same database for each plugin and each start. */
function lasting(knex: Knex) {
  return createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: () => mockServices.database({ knex, migrations: { skip: false } }),
  });
}

describe('the history over a restart', () => {
  let api: SmallApiServer;
  let knex: Knex;
  let backend: TestBackend;
  const start = () => startPortal(api, async () => {}, [lasting(knex)]);
  const get = (path: string, authorization = SRE) =>
    request(backend.server)
      .get(`/api/clusters/clusters/prod${path}`)
      .set('Authorization', authorization);
  const prod = async (): Promise<ClusterView> => (await get('')).body;
  const range = () => {
    const from = new Date(Date.now() - HOUR).toISOString();
    const to = new Date(Date.now() + HOUR).toISOString();
    return `/history?from=${from}&to=${to}`;
  };
  const past = async (): Promise<HistoryView> => (await get(range())).body;
  const states = async () => (await past()).spans.map(({ state }) => state);

  beforeAll(async () => {
    api = await startSmallApiServer();
    api.put('nodes', 'n1', { ready: 'True' });
    api.put('nodes', 'n2', { ready: 'True' });
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    backend = await start();
  });

  afterAll(async () => {
    await backend.stop();
    await eventually(async () => assertIdle(api));
    await api.close();
    await knex.destroy();
  });

  it('holds a change soon after it happened', async () => {
    await eventually(async () => {
      expect(await states()).toEqual(['gap', 'healthy']);
    }, 10_000);
    api.put('nodes', 'n2', { ready: 'Unknown' });
    await eventually(async () => {
      expect(await states()).toEqual(['gap', 'healthy', 'degraded']);
    });
    const { findings, spans } = await past();
    expect(findings.map(({ rule }) => rule)).toContain('node-lost');
    expect(spans.at(-1)?.rules.map(({ rule }) => rule)).toContain('node-lost');
  }, 20_000);

  it('goes on after a restart where it was', async () => {
    const before = await past();
    const findings = async () => {
      const view = await prod();
      // A source begins anew with the collector.
      const kept = view.list.filter(({ object }) => object.kind !== 'Source');
      return Object.fromEntries(kept.map(({ id, since }) => [id, since]));
    };
    const known = await findings();
    expect(Object.values(known)).toEqual([
      expect.any(String),
      expect.any(String),
    ]);
    await backend.stop();
    backend = await start();
    await eventually(async () => {
      expect((await prod()).freshness).toMatchObject({ state: 'live' });
      expect(await findings()).toEqual(known);
    });
    await eventually(async () => {
      const after = await past();
      expect(after.spans.map(({ state }) => state)).toEqual([
        'gap',
        'healthy',
        'degraded',
      ]);
      expect(after.spans.at(-1)).toEqual(before.spans.at(-1));
    });
  }, 20_000);

  it('is shown to nobody who may not read, and only for a range', async () => {
    expect((await get(range(), FINANCE)).status).toBe(403);
    expect((await get('/history')).status).toBe(400);
    const unknown = await request(backend.server)
      .get(`/api/clusters/clusters/nowhere${range()}`)
      .set('Authorization', SRE);
    expect(unknown.status).toBe(404);
  });

  it('is not there while the database is away, and health is', async () => {
    await knex.schema.renameTable('health_spans', 'away');
    const { status, body } = await get(range());
    expect(status).toBe(503);
    expect(body.error.message).toBe('The history cannot be read now');
    expect((await prod()).nodes).toEqual({ ready: 1, total: 2 });
    await knex.schema.renameTable('away', 'health_spans');
    expect((await get(range())).status).toBe(200);
  });

  it('lets silence only who may, and says that there is no Alertmanager', async () => {
    const silence = (authorization: string) =>
      request(backend.server)
        .post('/api/clusters/clusters/prod/silences')
        .set('Authorization', authorization)
        .send({
          matchers: [
            { name: 'alertname', value: 'X', isRegex: false, isEqual: true },
          ],
          minutes: 30,
          comment: 'a planned change',
        });
    expect((await silence(FINANCE)).status).toBe(403);
    expect((await silence(SRE)).status).toBe(503);
  });
});
