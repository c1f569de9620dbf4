import { Entity } from '@backstage/catalog-model';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { authModuleSandbox } from './module';
import { SANDBOX_ROLES } from './roles';

const users: Entity[] = SANDBOX_ROLES.map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: {
    memberOf: [],
    // Not everybody has a title.
    ...(name !== 'auditor' && { profile: { displayName: `Title of ${name}` } }),
  },
  relations: [{ type: 'memberOf', targetRef: `group:default/${name}-group` }],
}));

const config = {
  app: { baseUrl: 'http://localhost:7007' },
  sandbox: { enabled: true },
  auth: { providers: { sandbox: {} } },
  backend: {
    baseUrl: 'http://localhost:7007',
    listen: { host: '127.0.0.1', port: 0 },
    database: { client: 'better-sqlite3', connection: ':memory:' },
  },
};

const start = (data: object, entities = users) =>
  startTestBackend({
    features: [
      authPlugin,
      authModuleSandbox,
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });

const given = process.env.TEXTLOOM_SANDBOX;
beforeEach(() => {
  process.env.TEXTLOOM_SANDBOX = '1';
});
afterAll(() => {
  process.env.TEXTLOOM_SANDBOX = given;
  if (given === undefined) delete process.env.TEXTLOOM_SANDBOX;
});

function claims(token: string): Record<string, unknown> {
  return JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
}

describe('sandbox sign-in', () => {
  it('issues a Backstage user token for each role', async () => {
    const { server } = await start(config);
    for (const role of SANDBOX_ROLES) {
      const response = await request(server)
        .get('/api/auth/sandbox/refresh')
        .set('x-sandbox-role', role);
      expect(response.status).toBe(200);
      expect(response.body.backstageIdentity.identity).toEqual({
        type: 'user',
        userEntityRef: `user:default/${role}`,
        ownershipEntityRefs: [
          `user:default/${role}`,
          `group:default/${role}-group`,
        ],
      });
      expect(claims(response.body.backstageIdentity.token)).toMatchObject({
        sub: `user:default/${role}`,
        aud: 'backstage',
      });
    }
  });

  it.each([
    ['sre', 'Title of sre'],
    ['auditor', 'auditor'],
  ])('gives %s the display name %s', async (role, displayName) => {
    const { server } = await start(config);
    const response = await request(server)
      .get('/api/auth/sandbox/refresh')
      .set('x-sandbox-role', role);
    expect(response.body.profile).toEqual({ displayName });
  });

  it.each([undefined, '', 'root', 'SRE', 'sre, platform-admin', '__proto__'])(
    'refuses the role %p and lists the roles that there are',
    async role => {
      const { server } = await start(config);
      const get = request(server).get('/api/auth/sandbox/refresh');
      const response = await (role === undefined
        ? get
        : get.set('x-sandbox-role', role));
      expect(response.status).toBe(401);
      expect(response.body.error.message).toContain('developer, team-lead');
    },
  );

  it('refuses a role whose user is not in the catalog', async () => {
    const { server } = await start(config, []);
    const response = await request(server)
      .get('/api/auth/sandbox/refresh')
      .set('x-sandbox-role', 'sre');
    expect(response.status).toBe(404);
    expect(response.body.backstageIdentity).toBeUndefined();
  });

  it('keeps the whole backend from starting where it is not allowed', async () => {
    await expect(
      start({
        ...config,
        backend: { ...config.backend, listen: { host: '0.0.0.0' } },
      }),
    ).rejects.toThrow(/backend\.listen\.host to be a loopback address/);
    delete process.env.TEXTLOOM_SANDBOX;
    await expect(start(config)).rejects.toThrow(/TEXTLOOM_SANDBOX=1/);
  });
});
