import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { addDays, monthOf, OverviewView } from '@textloom/plugin-costs-common';
import request from 'supertest';
import { dayOf } from './service/Inquiries';
import { eventually } from './service/__testUtils__/eventually';
import { rolePermissions } from './service/__testUtils__/rolePermissions';
import { putBill, sampleRows } from './service/__testUtils__/sampleBill';
import costs from './index';

// Bills are read by the real engine, on a machine that others use as well.
jest.setTimeout(60_000);

const directory = createMockDirectory();
const YESTERDAY = addDays(dayOf(Date.now()), -1);
const SPAN = { from: addDays(YESTERDAY, -150), to: YESTERDAY };
const SPIKE = addDays(YESTERDAY, -2);
const worker = (day: string) => (day >= SPIKE ? 900 : 200);

const entity = (kind: string, name: string, spec: object): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: spec as Entity['spec'],
});
const ENTITIES = [
  entity('Component', 'textloom-api', { owner: 'core', system: 'textloom' }),
  entity('Component', 'textloom-worker', { owner: 'video' }),
];

describe('costs from the bill to the page', () => {
  let backend: TestBackend;
  const sent = jest.fn(async (_: object) => {});
  const published = jest.fn(async (_: object) => {});

  beforeAll(async () => {
    await putBill(directory.resolve('aws'), sampleRows(SPAN, { worker }));
    backend = await startTestBackend({
      features: [
        costs,
        catalogServiceMock.factory({ entities: ENTITIES }),
        rolePermissions().factory,
        mockServices.rootConfig.factory({
          data: {
            costs: {
              dataDirectory: directory.resolve('data'),
              sources: [
                { id: 'aws', kind: 'folder', path: directory.resolve('aws') },
              ],
              usage: { path: directory.resolve('usage') },
              allocation: {
                tags: {
                  component: ['textloom:component'],
                  environment: ['textloom:environment'],
                },
                supportServices: ['AWS Support (Business)'],
              },
            },
          },
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: published }),
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send: sent }),
        }),
      ],
    });
  }, 60_000);

  afterAll(() => backend.stop());

  const as = (name: string) =>
    mockCredentials.user.header(`user:default/${name}`);
  const get = (path: string, name: string) =>
    request(backend.server)
      .get(`/api/costs${path}`)
      .set('Authorization', as(name));

  it('reads the bill, and shows it to each as the table of permissions says', async () => {
    await eventually(async () => {
      const { body } = await get('/overview', 'finance');
      expect(body.strip?.billedTo).toBe(YESTERDAY);
    });
    const all: OverviewView = (await get('/overview', 'finance')).body;
    expect(all.strip).toMatchObject({
      scope: 'all',
      check: { state: 'equal', difference: '0' },
    });
    const own: OverviewView = (await get('/overview', 'developer')).body;
    expect(own.strip).toMatchObject({ scope: 'own' });
    expect(own.allocation.map(({ key }) => key)).toEqual([
      'component:default/textloom-worker',
    ]);
    expect(own.layers).toEqual([]);
    const nobody = await get('/overview', 'nobody');
    expect(nobody.status).toBe(403);
  });

  it('finds the anomaly by itself, and keeps what finance says of it', async () => {
    let id = '';
    await eventually(async () => {
      const { body } = await get('/anomalies', 'developer');
      expect(body.anomalies).toMatchObject([
        { value: 'component:default/textloom-worker', from: SPIKE },
      ]);
      id = body.anomalies[0].id;
    });
    const say = (name: string) =>
      request(backend.server)
        .post(`/api/costs/anomalies/${id}/feedback`)
        .set('Authorization', as(name))
        .send({ value: 'confirmed' });
    expect((await say('developer')).status).toBe(403);
    expect((await say('finance')).status).toBe(200);
  });

  it('tells the owner of a budget that it is passed, once', async () => {
    const made = await request(backend.server)
      .post('/api/costs/budgets')
      .set('Authorization', as('finance'))
      .send({
        name: 'Video',
        scope: { dimension: 'owner', value: 'group:default/video' },
        amount: '10',
        currency: 'USD',
        thresholds: [100],
        forecastAlert: false,
      });
    expect(made.status).toBe(201);
    await eventually(async () => expect(sent).toHaveBeenCalledTimes(1));
    expect(sent).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: ['group:default/video'] },
        payload: expect.objectContaining({
          link: `/costs/budgets?month=${monthOf(YESTERDAY)}`,
        }),
      }),
    );
    const { body } = await get('/budgets', 'developer');
    expect(body.budgets).toMatchObject([{ name: 'Video', state: 'over' }]);
    expect(published).toHaveBeenCalledWith(
      expect.objectContaining({ channel: 'costs' }),
    );
  });

  it('shows a bill that came anew, without a restart', async () => {
    await putBill(
      directory.resolve('aws'),
      sampleRows(SPAN, { worker: () => 200 }),
      'second',
    );
    const refresh = await request(backend.server)
      .post('/api/costs/refresh')
      .set('Authorization', as('finance'));
    expect(refresh.body.partitions).toBeGreaterThan(4);
    await eventually(async () => {
      const { body } = await get('/anomalies', 'finance');
      expect(
        body.anomalies.filter(
          ({ dimension }: { dimension: string }) => dimension === 'service',
        ),
      ).toEqual([]);
    });
    const { body } = await get('/reconciliation', 'finance');
    expect(body.strip.check).toMatchObject({ state: 'equal' });
  });
});
