import { createHmac } from 'node:crypto';
import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import { GitHubWebhook } from './adapters/webhooks/GitHubWebhook';
import { createRouter } from './router';
import { deploymentsRoutes, deploymentsSignedRoutes } from './routes';
import { DeploymentsService } from './service/DeploymentsService';
import { ForbiddenError, RefusedError } from './service/errors';

const ID = '00000000-0000-4000-8000-000000000001';
const SHA = 'a'.repeat(64);
const SECRET = 'a secret that GitHub knows too';
const KEY = 'a-key-of-one-button';

const METHODS = [
  'getBoard',
  'getInbox',
  'getHistory',
  'getPolicy',
  'getReleases',
  'getPreview',
  'listProposals',
  'getProposal',
  'createRelease',
  'propose',
  'comment',
  'withdraw',
  'vote',
  'withdrawVote',
  'review',
  'adopt',
  'pause',
  'resume',
  'abort',
  'revert',
  'breakGlass',
] as const;

const RELEASE = {
  service: 'textloom-api',
  version: '1.8.0',
  images: [{ repository: 'registry/api', digest: `sha256:${SHA}` }],
  commit: 'c'.repeat(40),
  ref: 'refs/tags/v1.8.0',
  builder: 'ci',
};

/** A request that each route takes, in the order of the table. */
const REQUESTS: [path: string, body?: object][] = [
  ['/board'],
  ['/inbox'],
  ['/history?days=7'],
  ['/policy'],
  ['/services/textloom-api/releases'],
  [`/releases/${ID}/preview/prod`],
  ['/proposals?open=true'],
  [`/proposals/${ID}`],
  ['/releases', RELEASE],
  ['/proposals', { release: ID, environment: 'prod' }],
  [`/proposals/${ID}/comments`, { text: 'why now?' }],
  [`/proposals/${ID}/withdraw`, { reason: 'a mistake' }],
  [`/proposals/${ID}/votes`, { verdict: 'approve', fingerprint: SHA }],
  [`/proposals/${ID}/votes/${ID}/withdraw`, {}],
  [`/proposals/${ID}/review`, { comment: 'rightly so' }],
  [`/proposals/${ID}/adopt`, { running: [`r@sha256:${SHA}`], reason: 'ours' }],
  [`/proposals/${ID}/pause`, {}],
  [`/proposals/${ID}/resume`, {}],
  [`/proposals/${ID}/abort`, { reason: 'errors' }],
  [`/proposals/${ID}/revert`, { reason: 'unknown' }],
  [`/proposals/${ID}/break-glass`, { incident: 'i', reason: 'down' }],
];
const CASES = REQUESTS.map(
  ([path, body], index) => [path, METHODS[index], body] as const,
);
const WRITES = CASES.filter(([, , body]) => body !== undefined);

function setUp(result: AuthorizeResult = AuthorizeResult.ALLOW) {
  const service = Object.fromEntries(
    METHODS.map(method => [method, jest.fn(async () => ({ method }))]),
  ) as object as jest.Mocked<DeploymentsService>;
  const permissions = mockServices.permissions.mock({
    authorize: async () => [{ result } as { result: AuthorizeResult.ALLOW }],
  });
  const seen = new Set<string>();
  const onPush = jest.fn();
  const router = createRouter({
    service,
    permissions,
    httpAuth: mockServices.httpAuth(),
    webhook: new GitHubWebhook({
      secret: SECRET,
      branch: 'main',
      firstDelivery: async id => !seen.has(id) && Boolean(seen.add(id)),
      onPush,
    }),
  });
  const app = express();
  app.use(router);
  app.use(mockErrorHandler());
  const send = (path: string, body?: object, key: string | undefined = KEY) => {
    const call = body
      ? request(app).post(path).send(body)
      : request(app).get(path);
    return key === undefined ? call : call.set('Idempotency-Key', key);
  };
  const calls = () =>
    METHODS.flatMap(method => (service[method] as jest.Mock).mock.calls);
  return { app, router, service, permissions, send, calls, onPush };
}

describe('createRouter', () => {
  it('serves exactly the routes of the tables', () => {
    expect(setUp().router.stack.map(({ route }) => route?.path)).toEqual(
      [...deploymentsRoutes, ...deploymentsSignedRoutes].map(
        ({ path }) => path,
      ),
    );
    expect(CASES).toHaveLength(deploymentsRoutes.length);
  });

  it.each(CASES)('hands %s to %s', async (path, method, body) => {
    const { send, service } = setUp();
    const response = await send(path, body);
    expect(response.body).toEqual({ method });
    expect([200, 201]).toContain(response.status);
    const [[caller, ...args] = []] = (service[method] as jest.Mock).mock.calls;
    expect(caller).toMatchObject({
      actor: { ref: 'user:default/mock', kind: 'human' },
    });
    expect(body ? args.at(-1) : undefined).toEqual(
      body && { idempotencyKey: KEY },
    );
  });

  it.each(CASES)(
    'asks for the permission of %s before it reads anything',
    async (path, _, body) => {
      for (const result of [
        AuthorizeResult.DENY,
        AuthorizeResult.CONDITIONAL,
      ]) {
        const { app, calls } = setUp(result);
        const response = body
          ? await request(app)
              .post(path)
              .type('json')
              .send(`{"broken": ${'x'.repeat(60_000)}`)
          : await request(app).get(path);
        expect(response.status).toBe(403);
        expect(calls()).toEqual([]);
      }
    },
  );

  it.each(CASES)('refuses %s without sign-in', async (path, _, body) => {
    const { send, permissions } = setUp();
    const response = await send(path, body).set(
      'Authorization',
      mockCredentials.none.header(),
    );
    expect(response.status).toBe(401);
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it.each(WRITES)('wants a key for %s', async (path, _, body) => {
    const { app, send, calls } = setUp();
    const none = await request(app).post(path).send(body);
    const short = await send(path, body, 'short');
    const odd = await send(path, body, 'key with spaces and more');
    for (const response of [none, short, odd]) {
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('Idempotency-Key');
    }
    expect(calls()).toEqual([]);
  });

  it.each([
    ['/proposals/1', undefined, 'proposal'],
    [`/releases/${ID}/preview/PROD`, undefined, 'environment'],
    ['/services/..%2F..%2Fetc/releases', undefined, 'service'],
    ['/proposals?limit=201', undefined, 'limit'],
    ['/proposals?open=maybe', undefined, 'open'],
    ['/history?days=0', undefined, 'days'],
    ['/releases', { ...RELEASE, version: 'latest' }, 'version'],
    ['/releases', { ...RELEASE, images: [] }, 'images'],
    [
      '/releases',
      { ...RELEASE, images: [{ repository: 'r', digest: 'latest' }] },
      'digest',
    ],
    ['/releases', { ...RELEASE, ref: 'main' }, 'ref'],
    ['/proposals', { release: ID }, 'environment'],
    [
      `/proposals/${ID}/votes`,
      { verdict: 'maybe', fingerprint: SHA },
      'verdict',
    ],
    [`/proposals/${ID}/votes`, { verdict: 'approve' }, 'fingerprint'],
    [`/proposals/${ID}/votes/x/withdraw`, {}, 'decision'],
    [`/proposals/${ID}/abort`, { reason: '  ' }, 'reason'],
    [`/proposals/${ID}/adopt`, { running: ['r:1'], reason: 'r' }, 'running'],
    [`/proposals/${ID}/revert`, {}, 'reason'],
    [`/proposals/${ID}/comments`, { text: 'x'.repeat(4_001) }, 'text'],
  ])('refuses %s %j as input', async (path, body, field) => {
    const { send, calls } = setUp();
    const response = await send(path, body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(field);
    expect(calls()).toEqual([]);
  });

  it('refuses what is too large, and takes a release with many commits', async () => {
    const { send } = setUp();
    const text = 'x'.repeat(60_000);
    const said = await send(`/proposals/${ID}/comments`, { text });
    expect(said.status).toBe(413);
    const commits = Array.from({ length: 500 }, () => ({
      sha: 'c'.repeat(40),
      title: 'x'.repeat(300),
      author: 'ana@textloom.example',
    }));
    expect((await send('/releases', { ...RELEASE, commits })).status).toBe(201);
    const files = [...Array(60)].map(() => 'x'.repeat(50_000));
    expect((await send('/releases', { ...RELEASE, files })).status).toBe(413);
  });

  it.each([
    [new NotFoundError('no such proposal'), 404, undefined],
    [new InputError('the chart does not fit'), 400, undefined],
    [new ConflictError('the key was used'), 409, undefined],
    [new ServiceUnavailableError('the repository is down'), 503, undefined],
    [new Error('a mistake of ours'), 500, undefined],
    [
      new RefusedError([{ code: 'wrong-state', params: { state: 'Expired' } }]),
      409,
      ['wrong-state'],
    ],
    [
      new ForbiddenError([{ code: 'is-requester', params: { person: 'Ana' } }]),
      403,
      ['is-requester'],
    ],
  ])('passes %s on as %i, with its reasons', async (error, status, codes) => {
    const { send, service } = setUp();
    service.vote.mockRejectedValue(error);
    const response = await send(`/proposals/${ID}/votes`, {
      verdict: 'approve',
      fingerprint: SHA,
    });
    expect(response.status).toBe(status);
    const reasons = response.body.error.reasons as { code: string }[];
    expect(reasons?.map(({ code }) => code)).toEqual(codes);
    expect(JSON.stringify(response.body)).not.toContain('node_modules');
  });

  it('answers 304 to who has the view, and compresses what is worth it', async () => {
    const { app, send, service } = setUp();
    service.getBoard.mockResolvedValue({ text: 'x'.repeat(5_000) } as never);
    const first = await send('/board');
    expect(first.headers['content-encoding']).toBe('gzip');
    const again = await request(app)
      .get('/board')
      .set('If-None-Match', first.headers.etag);
    expect(again.status).toBe(304);
  });
});

describe('the webhook', () => {
  const BODY = JSON.stringify({ ref: 'refs/heads/main' });
  const signature = (body: string) =>
    `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
  const deliver = (
    app: express.Express,
    headers: Record<string, string> = {},
    body = BODY,
  ) =>
    request(app)
      .post('/webhooks/github')
      .set({
        'Content-Type': 'application/json',
        'X-GitHub-Event': 'push',
        'X-GitHub-Delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        'X-Hub-Signature-256': signature(body),
        ...headers,
      })
      .send(body);

  it('needs a signature and no sign-in, and a replay has no effect', async () => {
    const { app, onPush, permissions } = setUp();
    const first = await deliver(app, {
      Authorization: mockCredentials.none.header(),
    });
    expect([first.status, first.body]).toEqual([200, { outcome: 'acted' }]);
    const again = await deliver(app);
    expect([again.status, again.body]).toEqual([200, { outcome: 'seen' }]);
    expect(onPush).toHaveBeenCalledTimes(1);
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it('signs the bytes as they came, not what they mean', async () => {
    const { app } = setUp();
    const spaced = BODY.replace(':', ' : ');
    expect((await deliver(app, {}, spaced)).status).toBe(200);
    const headers = { 'X-Hub-Signature-256': signature(BODY) };
    expect((await deliver(app, headers, spaced)).status).toBe(401);
  });

  it('is refused without a signature, without a body and with too much of it', async () => {
    const { app } = setUp();
    const unsigned = await deliver(app, { 'X-Hub-Signature-256': '' });
    expect(unsigned.status).toBe(401);
    const empty = await request(app).post('/webhooks/github');
    expect(empty.status).toBe(401);
    const large = `"${'x'.repeat(1_100_000)}"`;
    expect((await deliver(app, {}, large)).status).toBe(413);
  });
});
