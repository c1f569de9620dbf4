import { readOptions } from './cli';

const token = () => 'random';

describe('readOptions', () => {
  it('takes flags before the environment before defaults', () => {
    expect(
      readOptions(
        ['--port', '8000', '--token', 't', '--state', '/state'],
        { TEXTLOOM_SANDBOX_PORT: '9000', TEXTLOOM_SANDBOX_SEED: '5' },
        token,
      ),
    ).toEqual({
      port: 8000,
      seed: 5,
      token: 't',
      portalUrl: 'http://localhost:7007',
      ciToken: 'random',
      forgeToken: 'random',
      postgresPort: 0,
      state: '/state',
    });
  });

  it('takes the token of CI and the folder from the environment', () => {
    const env = { TEXTLOOM_CI_TOKEN: 'ci', TEXTLOOM_SANDBOX_STATE: '/kept' };
    expect(readOptions([], env, token)).toMatchObject({
      ciToken: 'ci',
      state: '/kept',
    });
    expect(readOptions([], {}, token)).not.toHaveProperty('state');
  });

  it('copies a policy only into a folder that is kept', () => {
    const env = { TEXTLOOM_SANDBOX_POLICY: '/policy.yaml' };
    expect(readOptions(['--state', '/kept'], env, token)).toMatchObject({
      policy: '/policy.yaml',
      state: '/kept',
    });
    expect(() => readOptions(['--policy', '/policy.yaml'], {}, token)).toThrow(
      '--policy needs --state',
    );
    expect(readOptions([], {}, token)).not.toHaveProperty('policy');
  });

  it('has a database where a port is named for it', () => {
    expect(readOptions([], {}, token).postgresPort).toBe(0);
    const env = { TEXTLOOM_POSTGRES_BIN: '/usr/lib/postgresql/15/bin' };
    expect(readOptions(['--postgres-port', '5433'], env, token)).toMatchObject({
      postgresPort: 5433,
      postgresBin: '/usr/lib/postgresql/15/bin',
    });
    expect(() => readOptions(['--postgres-port', 'x'], {}, token)).toThrow(
      '--postgres-port must be a number',
    );
  });

  it('makes a token of its own', () => {
    expect(readOptions([], {}, token).token).toBe('random');
  });

  it('refuses production unless it is allowed by name', () => {
    const production = { NODE_ENV: 'production' };
    expect(() => readOptions([], production, token)).toThrow(
      'The sandbox does not run in production',
    );
    const allowed = { ...production, TEXTLOOM_SANDBOX: 'allow' };
    expect(readOptions([], allowed, token).port).toBe(7010);
  });

  it.each([['--port=70000'], ['--port=x'], ['--seed=1.5']])(
    'refuses %s',
    flag => {
      expect(() => readOptions([flag], {}, token)).toThrow(/--(port|seed)/);
    },
  );
});
