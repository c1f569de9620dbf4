import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { answerOf } from '@textloom/backend-kit';
import express from 'express';
import request from 'supertest';
import { createRouter } from './router';
import { clustersRoutes } from './routes';
import { ClustersService } from './service/ClustersService';

/** Answers with what it was asked for; knows no cluster `gone`. */
function echo(): jest.Mocked<ClustersService> {
  const answer = async (name: { cluster?: string }) => {
    if (name.cluster === 'gone') {
      throw new NotFoundError('No cluster is named gone');
    }
    return answerOf(name);
  };
  return {
    getFleet: jest.fn(() => answer({})),
    getCluster: jest.fn(answer),
    getNodeGroup: jest.fn(answer),
    getNode: jest.fn(answer),
    search: jest.fn(answer),
    getComponent: jest.fn(answer),
    getWorkloads: jest.fn(answer),
    getWorkload: jest.fn(answer),
    getHeadroom: jest.fn(answer),
    getAlerts: jest.fn(answer),
    getChart: jest.fn(answer),
    getHistory: jest.fn(answer),
    createSilence: jest.fn(answer),
    expireSilence: jest.fn(async () => undefined),
  } as object as jest.Mocked<ClustersService>;
}

function setUp(result: AuthorizeResult = AuthorizeResult.ALLOW) {
  const service = echo();
  const permissions = mockServices.permissions.mock({
    authorize: async () => [{ result } as { result: AuthorizeResult.ALLOW }],
  });
  const app = express();
  app.use(
    createRouter({
      service,
      permissions,
      httpAuth: mockServices.httpAuth(),
    }),
  );
  app.use(mockErrorHandler());
  return { app, service, permissions };
}

const RANGE = 'from=2026-03-02T09:00:00Z&to=2026-03-02T12:00:00Z';

const PATHS = [
  '/fleet',
  '/clusters/prod',
  '/clusters/prod/node-groups/workers',
  '/clusters/prod/nodes/ip-10-0-1-1.ec2.internal',
  '/search?query=api',
  '/components/textloom-api',
  '/clusters/prod/workloads?unhealthy=true&limit=20',
  '/clusters/prod/workloads/textloom/Deployment/api',
  '/clusters/prod/headroom?cpuMillis=500&memoryBytes=1048576',
  '/clusters/prod/alerts',
  `/clusters/prod/charts/memory?${RANGE}`,
  `/clusters/prod/history?${RANGE}&group=workers`,
];

/** Routes that write. */
const WRITES = 2;

describe('createRouter', () => {
  it('serves exactly the routes of the table', () => {
    const { app } = setUp();
    const { stack } = createRouter({
      service: echo(),
      permissions: mockServices.permissions.mock(),
      httpAuth: mockServices.httpAuth(),
    });
    expect(stack.map(layer => layer.route?.path)).toEqual(
      clustersRoutes.map(({ path }) => path),
    );
    expect(PATHS).toHaveLength(clustersRoutes.length - WRITES);
    expect(app).toBeDefined();
  });

  it('hands parameters on, decoded', async () => {
    const { app, service } = setUp();
    const arn = 'arn:aws:eks:ap-southeast-1:1:cluster/prod';
    const response = await request(app).get(
      `/clusters/${encodeURIComponent(arn)}/nodes/n1`,
    );
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.body).toEqual({ cluster: arn, node: 'n1' });
    expect(service.getNode).toHaveBeenCalledTimes(1);
  });

  it.each(PATHS)('answers %s with a tag, and 304 to who has it', async path => {
    const { app } = setUp();
    const first = await request(app).get(path);
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({
      etag: expect.stringMatching(/^"/),
      'cache-control': 'private, no-cache',
    });
    const again = await request(app)
      .get(path)
      .set('If-None-Match', first.headers.etag);
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    const other = await request(app).get(path).set('If-None-Match', '"x"');
    expect(other.status).toBe(200);
  });

  it.each(PATHS)('refuses %s without sign-in, without a look', async path => {
    const { app, permissions, service } = setUp();
    const response = await request(app)
      .get(path)
      .set('Authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
    expect(permissions.authorize).not.toHaveBeenCalled();
    expect(service.getFleet).not.toHaveBeenCalled();
  });

  it.each(PATHS)('refuses %s with a token that is none', async path => {
    const { app } = setUp();
    const response = await request(app)
      .get(path)
      .set('Authorization', mockCredentials.user.invalidHeader());
    expect(response.status).toBe(401);
  });

  it.each(PATHS)('refuses %s without the permission', async path => {
    for (const result of [AuthorizeResult.DENY, AuthorizeResult.CONDITIONAL]) {
      const { app, service } = setUp(result);
      const response = await request(app).get(path);
      expect(response.status).toBe(403);
      expect(response.body.error).toMatchObject({
        name: 'NotAllowedError',
        message: 'Permission clusters.cluster.read is required',
      });
      expect(
        Object.values(service).flatMap(method => method.mock.calls),
      ).toEqual([]);
    }
  });

  it('says the same of an unknown cluster to who may not read as of a known one', async () => {
    const { app } = setUp(AuthorizeResult.DENY);
    expect((await request(app).get('/clusters/gone')).status).toBe(403);
  });

  it('says what it does not know', async () => {
    const { app } = setUp();
    const response = await request(app).get('/clusters/gone');
    expect(response.status).toBe(404);
    expect(response.body.error.message).toBe('No cluster is named gone');
  });

  it.each([
    ['/clusters/%20', 'cluster: The cluster name'],
    ['/clusters/..%2F..', 'cluster: The cluster name'],
    [`/clusters/${'a'.repeat(254)}`, 'cluster: The cluster name'],
    ['/clusters/prod/node-groups/a%2Fb', 'nodeGroup: The node group name'],
    ['/clusters/prod/nodes/UPPER', 'node: The node name'],
    ['/clusters/prod/nodes/%00', 'node: The node name'],
    ['/clusters/prod/workloads?limit=201', 'limit'],
    ['/clusters/prod/workloads?offset=-1', 'offset'],
    ['/clusters/prod/workloads?other=1', 'other'],
    ['/clusters/prod/workloads/ns/Pod/name', 'kind'],
    ['/clusters/prod/headroom', 'Invalid'],
    ['/clusters/prod/headroom?cpuMillis=NaN&memoryBytes=1', 'Invalid'],
    [`/clusters/prod/charts/secret?${RANGE}`, 'chart'],
    ['/clusters/prod/charts/cpu?from=yesterday&to=now', 'from: must be a time'],
    [
      '/clusters/prod/history?from=2026-03-02T12:00:00Z&to=2026-03-02T09:00:00Z',
      'from must be before to',
    ],
    [
      '/clusters/prod/history?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z',
      'at most 31 days',
    ],
    ['/search?query=a', 'at least two characters'],
    ['/components/..', 'component: The component name'],
  ])('refuses %s as input', async (path, message) => {
    const { app, service } = setUp();
    const response = await request(app).get(path);
    expect(response.status).toBe(400);
    expect(response.body.error.name).toBe('InputError');
    expect(response.body.error.message).toContain(message);
    expect(service.getCluster).not.toHaveBeenCalled();
  });

  it('passes an error of the permission service on as such', async () => {
    const { app, permissions } = setUp();
    permissions.authorize.mockRejectedValue(new Error('the policy is down'));
    expect((await request(app).get('/fleet')).status).toBe(500);
  });

  describe('silences', () => {
    const SILENCE = {
      matchers: [
        { name: 'alertname', value: 'High', isRegex: false, isEqual: true },
      ],
      minutes: 30,
      comment: 'known, being mended',
    };
    const ID = '6f1c0a52-6c1b-4f0e-9d0e-0123456789ab';

    it('are made and ended by who may', async () => {
      const { app, service } = setUp();
      const made = await request(app)
        .post('/clusters/prod/silences')
        .send(SILENCE);
      expect(made.status).toBe(201);
      expect(service.createSilence.mock.calls[0]?.[0]).toEqual({
        cluster: 'prod',
        request: SILENCE,
      });
      const ended = await request(app).delete(`/clusters/prod/silences/${ID}`);
      expect(ended.status).toBe(204);
      expect(service.expireSilence.mock.calls[0]?.[0]).toEqual({
        cluster: 'prod',
        silence: ID,
      });
    });

    it('ask for permissions of their own', async () => {
      const { app, service } = setUp(AuthorizeResult.DENY);
      const made = await request(app)
        .post('/clusters/prod/silences')
        .send(SILENCE);
      expect(made.status).toBe(403);
      expect(made.body.error.message).toContain('clusters.silence.create');
      const ended = await request(app).delete(`/clusters/prod/silences/${ID}`);
      expect(ended.status).toBe(403);
      expect(ended.body.error.message).toContain('clusters.silence.delete');
      expect(service.createSilence).not.toHaveBeenCalled();
      expect(service.expireSilence).not.toHaveBeenCalled();
    });

    it.each([
      [{ ...SILENCE, matchers: [] }, 'at least one matcher'],
      [{ ...SILENCE, minutes: 4 }, 'minutes'],
      [{ ...SILENCE, minutes: 20_000 }, 'minutes'],
      [{ ...SILENCE, comment: '  ' }, 'say why'],
      [{ ...SILENCE, createdBy: 'somebody else' }, 'createdBy'],
      [
        { ...SILENCE, matchers: [{ ...SILENCE.matchers[0], name: 'a b' }] },
        'must be a label name',
      ],
    ])('refuse %j', async (body, message) => {
      const { app, service } = setUp();
      const response = await request(app)
        .post('/clusters/prod/silences')
        .send(body);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(message);
      expect(service.createSilence).not.toHaveBeenCalled();
    });

    it('refuse a body that is too large', async () => {
      const { app } = setUp();
      const response = await request(app)
        .post('/clusters/prod/silences')
        .send({ ...SILENCE, comment: 'x'.repeat(30_000) });
      expect(response.status).toBe(413);
    });

    it.each([
      ['nothing', '', 'application/json'],
      ['what is no JSON', '{"matchers":', 'application/json'],
      ['text', JSON.stringify(SILENCE), 'text/plain'],
      ['a form', 'minutes=30', 'application/x-www-form-urlencoded'],
      ['a list', '[]', 'application/json'],
    ])('refuse %s', async (_, body, type) => {
      const { app, service } = setUp();
      const response = await request(app)
        .post('/clusters/prod/silences')
        .type(type)
        .send(body);
      expect(response.status).toBe(400);
      expect(service.createSilence).not.toHaveBeenCalled();
    });

    it('need a sign-in', async () => {
      const { app, service } = setUp();
      const none = mockCredentials.none.header();
      const made = await request(app)
        .post('/clusters/prod/silences')
        .set('Authorization', none)
        .send(SILENCE);
      const ended = await request(app)
        .delete(`/clusters/prod/silences/${ID}`)
        .set('Authorization', none);
      expect([made.status, ended.status]).toEqual([401, 401]);
      expect(service.createSilence).not.toHaveBeenCalled();
      expect(service.expireSilence).not.toHaveBeenCalled();
    });

    it.each([
      [new NotFoundError('Alertmanager has no such silence'), 404],
      [new InputError('Alertmanager refused the silence'), 400],
      [new ServiceUnavailableError('No Alertmanager is connected'), 503],
      [new Error('a mistake of ours'), 500],
    ])('pass %s on as %i', async (error, status) => {
      const { app, service } = setUp();
      service.createSilence.mockRejectedValue(error);
      service.expireSilence.mockRejectedValue(error);
      const made = await request(app)
        .post('/clusters/prod/silences')
        .send(SILENCE);
      const ended = await request(app).delete(`/clusters/prod/silences/${ID}`);
      expect([made.status, ended.status]).toEqual([status, status]);
    });

    it('refuse an id that is none', async () => {
      const { app } = setUp();
      const response = await request(app).delete('/clusters/prod/silences/1');
      expect(response.status).toBe(400);
    });
  });

  it('answers one who has the compressed body with 304 too', async () => {
    const { app, service } = setUp();
    const answer = answerOf({ text: 'x'.repeat(5_000) });
    service.getFleet.mockResolvedValue(answer as never);
    const again = await request(app)
      .get('/fleet')
      .set('If-None-Match', answer.etag);
    expect(again.status).toBe(304);
    const plain = await request(app).get('/fleet').set('Accept-Encoding', 'br');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.text).toBe(answer.body);
  });

  it('compresses what is worth it', async () => {
    const { app, service } = setUp();
    service.getFleet.mockResolvedValue(
      answerOf({ text: 'x'.repeat(5_000) }) as never,
    );
    const response = await request(app).get('/fleet');
    expect(response.headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: 'Accept-Encoding',
    });
    expect(response.body).toEqual({ text: 'x'.repeat(5_000) });
  });
});
