import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { scratchFolder } from './__testUtils__/bills';
import { Admission } from './permissions/admit';
import { isCostOwner } from './permissions/rules';
import { CostScopes } from './permissions/scopeOf';
import { createRouter } from './router';
import { costsRoutes } from './routes';
import { rolePermissions } from './service/__testUtils__/rolePermissions';
import { putBill, sampleRows } from './service/__testUtils__/sampleBill';
import { serviceWorld } from './service/__testUtils__/serviceWorld';

// Bills are read by the real engine, on a machine that others use as well.
jest.setTimeout(60_000);

const folder = scratchFolder();
const SPAN = { from: '2026-08-01', to: '2026-11-20' };
const RANGE = 'from=2026-11-01&to=2026-11-20';
const BUDGET = {
  name: 'All',
  scope: { dimension: 'all', value: '' },
  amount: '10000',
  currency: 'USD',
  thresholds: [80, 100],
  forecastAlert: true,
};

describe('the API of costs', () => {
  const permissions = rolePermissions();
  let world: ReturnType<typeof serviceWorld>;
  let app: express.Express;

  beforeAll(async () => {
    world = serviceWorld(await folder(), { today: '2026-11-21' });
    await putBill(
      world.bills,
      sampleRows(SPAN, { worker: day => (day > '2026-11-17' ? 900 : 200) }),
    );
    await world.ingest.run();
    await world.review.run();
    app = express();
    app.use(
      createRouter({
        service: world.service,
        admission: new Admission({
          permissions,
          scopes: new CostScopes({
            permissions,
            ruleset: { getRuleByName: () => isCostOwner as never },
          }),
        }),
        httpAuth: mockServices.httpAuth(),
      }),
    );
    app.use(mockErrorHandler());
  });

  afterAll(() => world.close());

  const send = (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    options: { as?: string; body?: object } = {},
  ) => {
    const { as = 'finance', body } = options;
    const sent = request(app)
      [method](path)
      .set('Authorization', mockCredentials.user.header(`user:default/${as}`));
    return body ? sent.send(body) : sent;
  };
  const get = (path: string, as?: string) => send('get', path, { as });
  const write = (method: 'post' | 'put', path: string, body: object) =>
    send(method, path, { body });
  const concrete = (path: string) =>
    path
      .replace(':kind', 'component')
      .replace(':namespace', 'default')
      .replace(':name', 'textloom-worker')
      .replace(':id', 'nothing');

  it.each([
    '/overview',
    `/explore?${RANGE}&groupBy=component,service&grain=month`,
    `/rows?${RANGE}&limit=3`,
    `/explain?${RANGE}&filter=component:component%253Adefault%252Ftextloom-worker`,
    '/forecast',
    '/anomalies',
    '/budgets?month=2026-10',
    '/commitments',
    '/recommendations',
    '/units',
    '/contracts',
    '/reconciliation?month=2026-10',
    '/entities/Component/default/textloom-worker',
  ])('answers GET %s with its strip', async path => {
    const { status, body, headers } = await get(path);
    expect(status).toBe(200);
    expect(body.strip).toMatchObject({
      currency: 'USD',
      scope: 'all',
      check: { state: 'equal' },
    });
    expect(headers.etag).toMatch(/^"/);
    const own = await get(path, 'developer');
    expect(own.body.strip).toMatchObject({ scope: 'own' });
  });

  it('answers the same question with 304', async () => {
    const first = await get('/units');
    const { status } = await get('/units').set(
      'If-None-Match',
      first.headers.etag,
    );
    expect(status).toBe(304);
  });

  it('sends a pivot as a file', async () => {
    const { headers, text } = await get(
      `/explore.csv?${RANGE}&groupBy=component`,
      'developer',
    );
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="costs.csv"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).not.toContain('textloom-api');
  });

  it.each(costsRoutes.map(({ method, path }) => [method, path] as const))(
    'lets nobody into %s %s who may not see costs, nor without a name',
    async (method, path) => {
      const denied = await send(method, concrete(path), { as: 'nobody' });
      expect(denied.status).toBe(403);
      expect(denied.body.error.message).toContain('costs.cost.read');
      const nameless = await request(app)
        [method](concrete(path))
        .set('Authorization', mockCredentials.none.header());
      expect(nameless.status).toBe(401);
    },
  );

  it.each(
    costsRoutes
      .filter(({ method }) => method !== 'get')
      .map(({ method, path }) => [method, path] as const),
  )(
    'refuses %s %s without its permission, whatever it says',
    async (m, path) => {
      const { status, body } = await send(m, concrete(path), {
        as: 'auditor',
        body: { nonsense: true },
      });
      expect(status).toBe(403);
      expect(body.error.message).toMatch(/costs\.\w+\.\w+ is required/);
    },
  );

  it.each([
    ['/overview?month=2026-13', /month/],
    ['/overview?by=color', /by/],
    ['/explore', /from/],
    ['/explore?from=2026-11-20&to=2026-11-01', /must not be before/],
    ['/explore?from=2026-11-31&to=2026-12-01', /calendar/],
    [`/explore?${RANGE}&groupBy=color`, /groupBy/],
    [`/explore?${RANGE}&groupBy=owner,owner,owner,owner`, /at most 3/],
    [`/explore?${RANGE}&filter=color:red`, /dimension:value/],
    [`/explore?${RANGE}&limit=100000`, /limit/],
    [`/explore?${RANGE}&key=custom&distribute=idle`, /weights/],
    [`/rows?${RANGE}&cursor=x`, /cursor/],
    ['/units?currency=EUR', /USD/],
    ['/units?currency=usd', /ISO 4217/],
    ['/entities/component/default/a%20b', /name/],
  ])('refuses GET %s', async (path, message) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ name: 'InputError' });
    expect(body.error.message).toMatch(message);
  });

  it.each([
    ['/entities/component/default/nothing', 404],
    ['/entities/user/default/somebody', 404],
  ])('knows nothing of %s', async (path, expected) => {
    const { status, body } = await get(path);
    expect(status).toBe(expected);
    expect(body.error.message).toContain('There are no costs of');
  });

  it('tells who owns what is not shown', async () => {
    const { status, body } = await get(
      '/entities/component/default/textloom-api',
      'developer',
    );
    expect(status).toBe(403);
    expect(body.error.message).toBe(
      'You cannot see costs of TextLoom API. Costs follow ownership; group:default/platform owns them and can add you.',
    );
  });

  it('keeps budgets, and lets nobody overwrite what they have not seen', async () => {
    const { status, body } = await write('post', '/budgets', BUDGET);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      version: 1,
      updatedBy: 'user:default/finance',
    });
    const path = `/budgets/${body.id}`;
    const change = { ...BUDGET, amount: '12000', version: 1 };
    expect((await write('put', path, change)).body.version).toBe(2);
    const late = await write('put', path, change);
    expect(late.status).toBe(409);
    expect((await send('delete', `${path}?version=1`)).status).toBe(409);
    const removed = await send('delete', `${path}?version=2`);
    expect(removed.status).toBe(204);
    expect((await send('delete', `${path}?version=2`)).status).toBe(404);
    expect((await write('put', path, change)).status).toBe(404);
  });

  it.each([
    [{ ...BUDGET, amount: '-5' }, /amount/],
    [{ ...BUDGET, amount: '0' }, /above zero/],
    [{ ...BUDGET, thresholds: [] }, /thresholds/],
    [{ ...BUDGET, thresholds: [100, 80] }, /ascend/],
    [{ ...BUDGET, scope: { dimension: 'all', value: 'x' } }, /scope/],
    [{ ...BUDGET, name: ' ' }, /name/],
    [{}, /name/],
  ])('refuses the budget %j', async (body, message) => {
    const answer = await write('post', '/budgets', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(message);
  });

  it('refuses a change without the version that was seen', async () => {
    expect((await write('put', '/budgets/some', BUDGET)).status).toBe(400);
    expect((await send('delete', '/budgets/some')).status).toBe(400);
    expect((await write('put', '/budgets/SOME', BUDGET)).status).toBe(400);
  });

  it('keeps what is said of an anomaly', async () => {
    const { body } = await get('/anomalies', 'developer');
    expect(body.anomalies).toMatchObject([
      {
        dimension: 'component',
        value: 'component:default/textloom-worker',
        from: '2026-11-18',
        to: '2026-11-20',
        impact: '2100',
        state: 'open',
        drivers: [
          { dimension: 'skuMeter', value: 'DataTransfer-Regional-Bytes' },
          { dimension: 'service' },
          { dimension: 'environment', value: 'prod' },
        ],
      },
    ]);
    const path = `/anomalies/${body.anomalies[0].id}/feedback`;
    const said = await write('post', path, { value: 'confirmed', note: 'yes' });
    expect(said.body.feedback).toMatchObject({
      value: 'confirmed',
      by: 'user:default/finance',
      note: 'yes',
    });
    const wrong = await write('post', path, { value: 'maybe' });
    expect(wrong.status).toBe(400);
    const unknown = await write('post', '/anomalies/nothing/feedback', {
      value: 'confirmed',
    });
    expect(unknown.status).toBe(404);
  });

  it('reads the sources again', async () => {
    const { status, body } = await write('post', '/refresh', {});
    expect(status).toBe(200);
    expect(body).toEqual({ partitions: 0 });
  });

  it('says when too many questions wait', async () => {
    const busy = jest
      .spyOn(world.engine, 'pivot')
      .mockRejectedValue(new ServiceUnavailableError('Too many questions'));
    const { status } = await get(`/explore?from=2026-11-02&to=2026-11-03`);
    busy.mockRestore();
    expect(status).toBe(503);
  });

  it('puts every write on the record, also a refused one', async () => {
    const { auditor } = world;
    auditor.createEvent.mockClear();
    await send('delete', '/budgets/nothing?version=1');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'budget-remove',
        meta: { id: 'nothing' },
      }),
    );
  });

  it('limits what is sent', async () => {
    const { status } = await write('post', '/budgets', {
      ...BUDGET,
      remedy: 'x'.repeat(60_000),
    });
    expect(status).toBe(413);
  });
});
