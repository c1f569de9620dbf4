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
import deployments from './index';
import { aReport } from './__testUtils__/portal';

const POLICY = `
defaults:
  limits: { errorRate: 1 %, p95: 500ms, minRequests: 20 }
  expiresAfter: 24h
  soak: 1s
  excluded: [requester]
  maxProofAge: 1h
environments:
  - name: prod
    trigger: proposal
    refs: [refs/tags/v*]
    strategy: { kind: rolling }
    levels:
      - { name: Lead, approvals: 1, groups: [group:default/team-leads] }
freezes: []
breakGlass: { groups: [group:default/sre], severities: [P0], reviewWithin: 24h }
`;

const CATALOG = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'textloom-api',
      namespace: 'default',
      annotations: { 'backstage.io/kubernetes-id': 'textloom-api' },
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/core-services' }],
  },
];

const directory = createMockDirectory();

function start(policy: string, data: object = {}): Promise<TestBackend> {
  directory.setContent({ 'policy.yaml': policy });
  return startTestBackend({
    features: [
      deployments,
      catalogServiceMock.factory({ entities: CATALOG }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal' },
          deployments: { policy: directory.resolve('policy.yaml') },
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

describe('deployments plugin', () => {
  let backend: TestBackend | undefined;

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
  });

  const get = (path: string, name = 'sre') =>
    request(backend?.server as never)
      .get(`/api/deployments${path}`)
      .set(
        'Authorization',
        mockCredentials.user.header(`user:default/${name}`),
      );

  it('keeps releases, shows where they may go, and refuses who may not look', async () => {
    backend = await start(POLICY);
    const reported = await request(backend.server)
      .post('/api/deployments/releases')
      .set('Authorization', mockCredentials.service.header())
      .set('Idempotency-Key', 'key-of-textloom-api-180')
      .send(aReport('1.8.0', '2'));
    expect(reported.status).toBe(201);
    const { body } = await get('/services/textloom-api/releases');
    expect(body.releases).toMatchObject([
      {
        release: { version: '1.8.0' },
        environments: [{ name: 'prod', permission: { ok: true } }],
      },
    ]);
    const board = await get('/board');
    expect(board.body.services).toMatchObject([
      {
        service: 'textloom-api',
        cells: [{ environment: 'prod', newest: { version: '1.8.0' } }],
      },
    ]);
    expect((await get('/board', 'finance')).status).toBe(403);
  });

  it('says that nothing can be deployed without a repository', async () => {
    backend = await start(POLICY);
    const { body } = await request(backend.server)
      .post('/api/deployments/releases')
      .set('Authorization', mockCredentials.service.header())
      .set('Idempotency-Key', 'key-of-textloom-api-180')
      .send(aReport('1.8.0', '2'));
    const preview = await get(`/releases/${body.id}/preview/prod`);
    expect(preview.status).toBe(503);
    expect(preview.body.error.message).toContain('deployments.gitops');
  });

  it('takes a webhook without a token of the portal, and none without a secret', async () => {
    backend = await start(POLICY);
    const answer = await request(backend.server)
      .post('/api/deployments/webhooks/github')
      .set('Authorization', mockCredentials.none.header())
      .send({});
    expect(answer.status).toBe(401);
    expect(answer.body.error.message).toBe('Webhooks are not configured');
  });

  it('does not start with a broken policy, and names the line', async () => {
    const broken = POLICY.replace('trigger: proposal', 'trigger: sometimes');
    await expect(start(broken)).rejects.toThrow(
      /deployments\.policy is refused: 10:14 trigger must be/,
    );
  });

  it('starts in the sandbox with a broken policy and shows what is wrong', async () => {
    backend = await start('environments: 7', { sandbox: { enabled: true } });
    const { body } = await get('/policy');
    expect(body.problems).not.toEqual([]);
    expect(body.policy.environments).toEqual([]);
  });
});
