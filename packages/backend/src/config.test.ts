import { join } from 'node:path';
import { Config, ConfigReader } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { assertSafeStart } from './guard/guard';

const root = join(__dirname, '../../..');

/** The configuration as the backend would read it with this environment. */
async function load(
  files: string[],
  env: Record<string, string | undefined>,
): Promise<Config> {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: root,
      argv: files.flatMap(file => ['--config', join(root, file)]),
      env: {},
      substitutionFunc: async name => env[name],
    }),
  );
  const data = config.get();
  config.close();
  return new ConfigReader(data as object as {});
}

const sandbox = ['app-config.yaml'];
const production = ['app-config.yaml', 'app-config.production.yaml'];
const productionEnv = {
  TEXTLOOM_BASE_URL: 'https://portal.example.com',
  POSTGRES_HOST: 'db',
  POSTGRES_USER: 'portal',
  POSTGRES_PASSWORD: 'x',
  AUTH_SESSION_SECRET: 's'.repeat(64),
  AUTH_GITHUB_CLIENT_ID: 'g',
  AUTH_GITHUB_CLIENT_SECRET: 'g',
  AUTH_OIDC_METADATA_URL: 'https://id.example.com',
  AUTH_OIDC_CLIENT_ID: 'o',
  AUTH_OIDC_CLIENT_SECRET: 'o',
  TEXTLOOM_CATALOG_URL: 'https://github.com/example/catalog/all.yaml',
  TEXTLOOM_PROD_URL: 'https://eks.example.com',
  TEXTLOOM_PROD_TOKEN: 't',
  TEXTLOOM_CI_TOKEN: 'c'.repeat(64),
  TEXTLOOM_GITOPS_URL: 'https://git.example.com/gitops.git',
  TEXTLOOM_GITOPS_TOKEN: 'g',
  TEXTLOOM_GITOPS_SIGNING_KEY: 'key',
};

describe('app-config.yaml', () => {
  it('is a sandbox that starts with TEXTLOOM_SANDBOX=1 and not without', async () => {
    const config = await load(sandbox, {});
    expect(() =>
      assertSafeStart(config, { TEXTLOOM_SANDBOX: '1' }),
    ).not.toThrow();
    expect(() => assertSafeStart(config, {})).toThrow(/TEXTLOOM_SANDBOX=1/);
  });

  it('follows PORT and TEXTLOOM_BASE_URL, and serves all on one address', async () => {
    const config = await load(sandbox, {
      PORT: '7207',
      TEXTLOOM_BASE_URL: 'http://localhost:7207',
    });
    expect(config.get('backend.listen')).toEqual({
      host: '127.0.0.1',
      port: '7207',
    });
    for (const key of [
      'app.baseUrl',
      'backend.baseUrl',
      'backend.cors.origin',
    ]) {
      expect(config.getString(key)).toBe('http://localhost:7207');
    }
  });

  it('deploys only where a sandbox was started', async () => {
    const without = await load(sandbox, {});
    expect(without.has('deployments.gitops.url')).toBe(false);
    const config = await load(sandbox, {
      TEXTLOOM_SANDBOX_URL: 'http://127.0.0.1:7008',
    });
    expect(config.getString('deployments.gitops.url')).toBe(
      'http://127.0.0.1:7008/git/gitops.git',
    );
  });

  it('knows of a scenario page only when a sandbox was started', async () => {
    expect((await load(sandbox, {})).has('app.sandbox.controlUrl')).toBe(false);
    const config = await load(sandbox, {
      TEXTLOOM_SANDBOX_URL: 'http://127.0.0.1:7008',
    });
    expect(config.getString('app.sandbox.controlUrl')).toBe(
      'http://127.0.0.1:7008',
    );
  });
});

describe('app-config.production.yaml', () => {
  it('starts with every variable set', async () => {
    const config = await load(production, productionEnv);
    expect(() => assertSafeStart(config, {})).not.toThrow();
  });

  it('leaves nothing of the sandbox', async () => {
    const config = await load(production, {
      ...productionEnv,
      TEXTLOOM_SANDBOX_URL: 'http://127.0.0.1:7008',
    });
    expect(config.getBoolean('sandbox.enabled')).toBe(false);
    expect(config.has('app.sandbox.controlUrl')).toBe(false);
    expect(config.has('auth.providers.sandbox')).toBe(false);
    expect(JSON.stringify(config.get())).not.toMatch(/sandbox-(ci-)?token/);
  });

  it('shares events between replicas, which one process need not', async () => {
    const config = await load(production, productionEnv);
    expect(config.getString('events.useEventBus')).toBe('auto');
    expect((await load(sandbox, {})).getString('events.useEventBus')).toBe(
      'never',
    );
  });

  it.each([
    'TEXTLOOM_BASE_URL',
    'AUTH_SESSION_SECRET',
    'AUTH_GITHUB_CLIENT_ID',
    'AUTH_GITHUB_CLIENT_SECRET',
    'AUTH_OIDC_CLIENT_ID',
    'AUTH_OIDC_CLIENT_SECRET',
    'TEXTLOOM_CI_TOKEN',
    'TEXTLOOM_GITOPS_SIGNING_KEY',
  ])('does not start without %s', async name => {
    const config = await load(production, {
      ...productionEnv,
      [name]: undefined,
    });
    expect(() => assertSafeStart(config, {})).toThrow(
      /does not start in production/,
    );
  });

  it('refuses the sandbox switched on by the environment', async () => {
    const config = await load(production, productionEnv);
    const changed = new ConfigReader({
      ...(config.get() as object),
      sandbox: { enabled: true },
    });
    expect(() => assertSafeStart(changed, { TEXTLOOM_SANDBOX: '1' })).toThrow(
      /Sandbox sign-in is refused/,
    );
  });
});
