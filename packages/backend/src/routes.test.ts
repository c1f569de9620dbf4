import { createServer } from 'node:net';
import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { Permission } from '@backstage/plugin-permission-common';
import authModuleSandbox, {
  SANDBOX_ROLES,
  SandboxRole,
} from '@textloom/plugin-auth-backend-module-sandbox';
import clustersBackend, {
  clustersRoutes,
} from '@textloom/plugin-clusters-backend';
import costsBackend, { costsRoutes } from '@textloom/plugin-costs-backend';
import deploymentsBackend, {
  deploymentsRoutes,
  deploymentsSignedRoutes,
} from '@textloom/plugin-deployments-backend';
import permissionModule, {
  decide,
  Role,
} from '@textloom/plugin-permission-backend-module-textloom';
import restoreDrillsBackend, {
  restoreDrillsRoutes,
} from '@textloom/plugin-restore-drills-backend';
import { dependencies } from '../package.json';
import { liveRoutes } from './testUtils/liveRoutes';

interface Route {
  method: string;
  path: string;
  permission: Permission;
}

/** Every own plugin with the table of its routes. */
const OWN_PLUGINS: Record<string, readonly Route[]> = {
  clusters: clustersRoutes,
  costs: costsRoutes,
  deployments: deploymentsRoutes,
  'restore-drills': restoreDrillsRoutes,
};

/** Routes that a signature opens instead of a token. */
const SIGNED_ROUTES: Record<string, readonly Omit<Route, 'permission'>[]> = {
  deployments: deploymentsSignedRoutes,
};

const GROUP_OF: Record<SandboxRole, Role> = {
  developer: 'developers',
  'team-lead': 'team-leads',
  sre: 'sre',
  security: 'security',
  'release-manager': 'release-managers',
  finance: 'finance',
  auditor: 'auditors',
  'platform-admin': 'platform-admins',
};

const ROUTES = Object.entries(OWN_PLUGINS).flatMap(([plugin, routes]) =>
  routes.map(route => ({
    ...route,
    plugin,
    title: `${route.method.toUpperCase()} /api/${plugin}${route.path}`,
    url: `/api/${plugin}${route.path.replace(/:\w+/g, 'some')}`,
  })),
);

const OTHER_PLUGIN_TOKEN = 'token-of-a-service-for-another-plugin';
const OTHER_PERMISSION_TOKEN = 'token-of-a-service-for-another-permission';
const SERVICE_TOKEN = 'token-of-a-service-that-may-call-everything';

const users: Entity[] = SANDBOX_ROLES.map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: [
    { type: 'memberOf', targetRef: `group:default/${GROUP_OF[name]}` },
  ],
}));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise(done => server.close(done));
  if (!address || typeof address === 'string') throw new Error('No port');
  return address.port;
}

/** Runs something with the clock two hours ahead; timers stay real. */
async function twoHoursLater<T>(run: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({
    now: Date.now() + 2 * 3_600_000,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  try {
    return await run();
  } finally {
    jest.useRealTimers();
  }
}

describe('every route of every own plugin', () => {
  const backend = createBackend();
  const given = process.env.TEXTLOOM_SANDBOX;
  let baseUrl = '';
  let routesOf: (plugin: string) => string[] = () => [];

  beforeAll(async () => {
    process.env.TEXTLOOM_SANDBOX = '1';
    const port = await freePort();
    baseUrl = `http://127.0.0.1:${port}`;
    const external = (token: string, accessRestrictions?: object[]) => ({
      type: 'static',
      options: { token, subject: `service-${token.length}` },
      ...(accessRestrictions && { accessRestrictions }),
    });
    backend.add(
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl },
          sandbox: { enabled: true },
          permission: { enabled: true },
          auth: { providers: { sandbox: {} } },
          backend: {
            baseUrl,
            listen: { host: '127.0.0.1', port },
            database: { client: 'better-sqlite3', connection: ':memory:' },
            auth: {
              externalAccess: [
                external(OTHER_PLUGIN_TOKEN, [{ plugin: 'catalog' }]),
                external(
                  OTHER_PERMISSION_TOKEN,
                  Object.keys(OWN_PLUGINS).map(plugin => ({
                    plugin,
                    permission: 'something.else',
                  })),
                ),
                external(SERVICE_TOKEN),
              ] as object[] as [],
            },
          },
        },
      }),
    );
    backend.add(mockServices.rootLogger.factory());
    backend.add(
      rootHttpRouterServiceFactory({
        configure({ app, applyDefaults }) {
          applyDefaults();
          routesOf = plugin => liveRoutes(app, `/api/${plugin}`);
        },
      }),
    );
    backend.add(catalogServiceMock.factory({ entities: users }));
    backend.add(authPlugin);
    backend.add(authModuleSandbox);
    backend.add(permissionPlugin);
    backend.add(permissionModule);
    backend.add(kubernetesPlugin);
    backend.add(clustersBackend);
    backend.add(costsBackend);
    backend.add(deploymentsBackend);
    backend.add(restoreDrillsBackend);
    await backend.start();
  }, 60_000);

  afterAll(async () => {
    await backend.stop();
    process.env.TEXTLOOM_SANDBOX = given;
    if (given === undefined) delete process.env.TEXTLOOM_SANDBOX;
  });

  const statusOf = async (
    { method, url }: { method: string; url: string },
    token?: string,
  ) => {
    const response = await fetch(`${baseUrl}${url}`, {
      method,
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    await response.arrayBuffer();
    return response.status;
  };

  const tokenOf = async (role: SandboxRole): Promise<string> => {
    const response = await fetch(`${baseUrl}/api/auth/sandbox/refresh`, {
      headers: { 'x-sandbox-role': role },
    });
    const { backstageIdentity } = await response.json();
    return backstageIdentity.token;
  };

  it('knows every own backend plugin that the portal has', () => {
    const own = Object.keys(dependencies).flatMap(name => {
      const [, plugin] =
        /^@textloom\/plugin-([a-z-]+)-backend$/.exec(name) ?? [];
      return plugin ?? [];
    });
    expect(own.sort()).toEqual(Object.keys(OWN_PLUGINS).sort());
  });

  it.each(Object.keys(OWN_PLUGINS))(
    'plugin %s serves exactly the routes of its table',
    plugin => {
      const table = OWN_PLUGINS[plugin] ?? [];
      expect(routesOf(plugin)).toEqual(
        [...table, ...(SIGNED_ROUTES[plugin] ?? [])]
          .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
          .sort(),
      );
    },
  );

  it.each(
    Object.entries(SIGNED_ROUTES).flatMap(([plugin, routes]) =>
      routes.map(({ method, path }) => ({
        method,
        url: `/api/${plugin}${path}`,
      })),
    ),
  )('refuses $method $url without a signature', async route => {
    expect(await statusOf(route)).toBe(401);
    expect(await statusOf(route, SERVICE_TOKEN)).toBe(401);
  });

  describe.each(ROUTES.map(route => [route.title, route] as const))(
    '%s',
    (_, route) => {
      it('wants a token', async () => {
        expect(await statusOf(route)).toBe(401);
      });

      it.each([
        ['garbage', 'garbage'],
        ['three parts of garbage', 'a.b.c'],
        [
          'an unsigned token',
          `${btoa('{"alg":"none","typ":"vnd.backstage.user"}')}.${btoa(
            '{"sub":"user:default/sre"}',
          )}.`,
        ],
      ])('refuses %s', async (__, token) => {
        expect(await statusOf(route, token)).toBe(401);
      });

      it('refuses a token with a changed claim', async () => {
        const [head, body, signature] = (await tokenOf('finance')).split('.');
        const claims = JSON.parse(
          Buffer.from(body ?? '', 'base64url').toString(),
        );
        const forged = Buffer.from(
          JSON.stringify({ ...claims, sub: 'user:default/sre' }),
        ).toString('base64url');
        expect(await statusOf(route, `${head}.${forged}.${signature}`)).toBe(
          401,
        );
      });

      it('refuses a token that has expired', async () => {
        const role = SANDBOX_ROLES.find(
          name => decide(route.permission.name, [GROUP_OF[name]]) === 'allow',
        );
        const token = await tokenOf(role ?? 'platform-admin');
        expect([401, 403]).not.toContain(await statusOf(route, token));
        expect(await twoHoursLater(() => statusOf(route, token))).toBe(401);
      });

      it('refuses a service for another plugin or another permission', async () => {
        expect(await statusOf(route, OTHER_PLUGIN_TOKEN)).toBe(403);
        expect(await statusOf(route, OTHER_PERMISSION_TOKEN)).toBe(403);
      });

      it('lets a service without restrictions through', async () => {
        expect([401, 403]).not.toContain(await statusOf(route, SERVICE_TOKEN));
      });

      it.each(SANDBOX_ROLES)('treats %s as the table says', async role => {
        const verdict = decide(route.permission.name, [GROUP_OF[role]]);
        const status = await statusOf(route, await tokenOf(role));
        expect({ verdict, passed: ![401, 403].includes(status) }).toEqual({
          verdict,
          passed: verdict !== 'deny',
        });
      });

      it('is closed to at least one role and open to another', () => {
        const verdicts = Object.values(GROUP_OF).map(group =>
          decide(route.permission.name, [group]),
        );
        expect(new Set(verdicts).size).toBeGreaterThan(1);
      });
    },
  );
});
