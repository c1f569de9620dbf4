import { ConfigReader } from '@backstage/config';
import { explainStartFailure } from './explain';
import { assertSafeStart, StartRefusedError } from './guard';
import { PRODUCTION_RULES, productionRefusals } from './rules';

const secret = 'a'.repeat(32);
const provider = {
  clientId: 'id',
  clientSecret: 'secret',
  signIn: { resolvers: [{ resolver: 'userIdMatchingUserEntityAnnotation' }] },
};
const safe = {
  app: { baseUrl: 'https://portal.example.com' },
  sandbox: { enabled: false },
  permission: { enabled: true },
  auth: {
    environment: 'production',
    session: { secret },
    providers: { github: { production: provider } },
  },
  backend: {
    baseUrl: 'https://portal.example.com',
    database: { client: 'pg' },
    auth: {
      externalAccess: [{ type: 'static', options: { token: secret } }],
    },
  },
  kubernetes: {
    clusterLocatorMethods: [
      { type: 'config', clusters: [{ serviceAccountToken: 'real' }] },
    ],
  },
  deployments: {
    policy: '/etc/textloom-portal/deployments.yaml',
    gitops: { url: 'https://git.example.com/gitops', signingKey: 'key' },
    checkpoints: { directory: '/var/lib/checkpoints' },
  },
};

/** A copy of the safe configuration with the value at the dotted path replaced. */
function safeWith(path: string, value: unknown) {
  const data = structuredClone(safe) as Record<string, any>;
  const keys = path.split('.');
  const last = keys.pop() as string;
  keys.reduce((at, key) => (at[key] ??= {}), data)[last] = value;
  return new ConfigReader(data);
}

const github = 'auth.providers.github.production';
const BROKEN: [rule: string, path: string, value: unknown][] = [
  ['guest', 'auth.providers.guest', {}],
  ['sign-in', 'auth.providers', {}],
  ['sign-in', 'auth.environment', 'staging'],
  ['sign-in-credentials', `${github}.clientSecret`, undefined],
  ['sign-in-credentials', `${github}.clientId`, ' '],
  ['sign-in-resolver', `${github}.signIn`, undefined],
  [
    'sign-in-resolver',
    `${github}.signIn.resolvers`,
    [{ resolver: 'x', dangerouslyAllowSignInWithoutUserInCatalog: true }],
  ],
  ['session-secret', 'auth.session.secret', undefined],
  ['session-secret', 'auth.session.secret', 'a'.repeat(31)],
  ['database', 'backend.database.client', 'better-sqlite3'],
  ['permission', 'permission.enabled', false],
  ['permission', 'permission', undefined],
  ['auth-policy', 'backend.auth.dangerouslyDisableDefaultAuthPolicy', true],
  [
    'external-tokens',
    'backend.auth.externalAccess',
    [{ type: 'static', options: { token: 'short' } }],
  ],
  [
    'cluster-tokens',
    'kubernetes.clusterLocatorMethods',
    [{ clusters: [{ serviceAccountToken: 'sandbox-token' }] }],
  ],
  ['one-address', 'app.baseUrl', 'https://other.example.com'],
  ['deployments-policy', 'deployments.policy', undefined],
  ['deployments-signing', 'deployments.gitops.signingKey', ' '],
  ['deployments-checkpoints', 'deployments.checkpoints', undefined],
];

describe('productionRefusals', () => {
  it('has nothing against a safe configuration', () => {
    expect(productionRefusals(new ConfigReader(safe))).toEqual([]);
  });

  it.each(BROKEN)('%s: %s = %j', (rule, path, value) => {
    const remedies = productionRefusals(safeWith(path, value));
    expect(remedies).toEqual([
      PRODUCTION_RULES.find(({ id }) => id === rule)?.remedy,
    ]);
  });

  it.each([
    ['https://portal.example.com', '0.0.0.0', true],
    ['http://localhost:7007', '127.0.0.1', true],
    ['http://127.0.0.1:7007', 'localhost', true],
    ['http://localhost:7007', '0.0.0.0', false],
    ['http://localhost:7007', undefined, false],
    ['http://portal.example.com', '127.0.0.1', false],
    ['http://localhost.example.com', '127.0.0.1', false],
    ['http://10.0.0.1', '127.0.0.1', false],
    ['portal.example.com', '0.0.0.0', false],
    [undefined, '127.0.0.1', false],
  ])('base-url: %s on %s is safe: %s', (url, host, isSafe) => {
    const data = structuredClone(safe) as Record<string, any>;
    data.backend.listen = { host };
    data.app.baseUrl = url;
    data.backend.baseUrl = url;
    expect(productionRefusals(new ConfigReader(data))).toHaveLength(
      isSafe ? 0 : 1,
    );
  });

  it.each([
    [
      'GitHub signs',
      'deployments.gitops',
      { url: 'https://x', type: 'github' },
    ],
    ['nothing is deployed', 'deployments', {}],
  ])('asks for no signing key where %s', (_, path, value) => {
    expect(productionRefusals(safeWith(path, value))).toEqual([]);
  });

  it('has a case here for every rule', () => {
    const tried = new Set([...BROKEN.map(([rule]) => rule), 'base-url']);
    expect(
      PRODUCTION_RULES.map(({ id }) => id).filter(id => !tried.has(id)),
    ).toEqual([]);
  });
});

describe('assertSafeStart', () => {
  it('lets a safe production start, whatever TEXTLOOM_SANDBOX says', () => {
    const config = new ConfigReader(safe);
    expect(() => assertSafeStart(config, {})).not.toThrow();
    expect(() =>
      assertSafeStart(config, { TEXTLOOM_SANDBOX: '1' }),
    ).not.toThrow();
  });

  it('refuses the sandbox switched on in production', () => {
    expect(() =>
      assertSafeStart(safeWith('sandbox.enabled', true), {
        TEXTLOOM_SANDBOX: '1',
      }),
    ).toThrow(/backend\.baseUrl on localhost.*better-sqlite3/);
  });

  it('refuses an empty configuration', () => {
    expect(() => assertSafeStart(new ConfigReader({}), {})).toThrow(
      StartRefusedError,
    );
  });

  it('names all remedies in one sentence, which is all that is printed', () => {
    let error: unknown;
    try {
      assertSafeStart(safeWith('auth.providers.guest', {}), {});
    } catch (e) {
      error = e;
    }
    expect(explainStartFailure(error)).toBe(
      'TextLoom Portal does not start in production like this: remove auth.providers.guest.',
    );
    expect(
      explainStartFailure(new Error('Feature loader failed', { cause: error })),
    ).toBe(explainStartFailure(error));
    expect(explainStartFailure(new Error('other'))).toContain('guard.test.ts');
  });
});
