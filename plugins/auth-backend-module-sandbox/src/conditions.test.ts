import { ConfigReader } from '@backstage/config';
import { assertSandboxAllowed, sandboxRefusals } from './conditions';

const allowed = {
  sandbox: { enabled: true },
  backend: {
    baseUrl: 'http://localhost:7007',
    listen: { host: '127.0.0.1', port: 7007 } as unknown,
    database: { client: 'better-sqlite3' },
  },
};
const env = { TEXTLOOM_SANDBOX: '1' };

type Data = typeof allowed;
const configWith = (change: (data: Data) => void) => {
  const data = structuredClone(allowed);
  change(data);
  return new ConfigReader(data as object as {});
};

describe('sandboxRefusals', () => {
  it('has nothing against the sandbox on a person’s own machine', () => {
    expect(sandboxRefusals(new ConfigReader(allowed as {}), env)).toEqual([]);
  });

  it.each<[string, (data: Data) => void]>([
    ['[::1]', d => (d.backend.baseUrl = 'http://[::1]:7007')],
    ['127.0.0.1', d => (d.backend.baseUrl = 'http://127.0.0.1:7007')],
    ['upper case', d => (d.backend.baseUrl = 'http://LOCALHOST:7007')],
    ['a listen string', d => (d.backend.listen = '127.0.0.1:7007')],
    ['a listen string for IPv6', d => (d.backend.listen = '::1:7007')],
    ['listen host localhost', d => (d.backend.listen = { host: 'localhost' })],
  ])('accepts %s', (_, change) => {
    expect(sandboxRefusals(configWith(change), env)).toEqual([]);
  });

  it.each<[string, string, (data: Data) => void]>([
    ['not enabled', 'sandbox.enabled', d => (d.sandbox.enabled = false)],
    [
      'enabled as text',
      'sandbox.enabled',
      d => Object.assign(d.sandbox, { enabled: 'true' }),
    ],
    [
      'no sandbox key',
      'sandbox.enabled',
      d => Object.assign(d, { sandbox: undefined }),
    ],
    [
      'a public base URL',
      'backend.baseUrl',
      d => (d.backend.baseUrl = 'https://portal.example.com'),
    ],
    [
      'a name that begins as localhost',
      'backend.baseUrl',
      d => (d.backend.baseUrl = 'http://localhost.example.com'),
    ],
    [
      'localhost as user name',
      'backend.baseUrl',
      d => (d.backend.baseUrl = 'http://localhost@example.com'),
    ],
    [
      'an address in the local network',
      'backend.baseUrl',
      d => (d.backend.baseUrl = 'http://192.168.1.2:7007'),
    ],
    [
      'a base URL that is none',
      'backend.baseUrl',
      d => (d.backend.baseUrl = 'localhost'),
    ],
    ['no listen key', 'listen.host', d => (d.backend.listen = undefined)],
    [
      'listening everywhere',
      'listen.host',
      d => (d.backend.listen = { host: '0.0.0.0' }),
    ],
    [
      'listening everywhere, IPv6',
      'listen.host',
      d => (d.backend.listen = { host: '::' }),
    ],
    ['no listen host', 'listen.host', d => (d.backend.listen = { port: 7007 })],
    [
      'a listen string without host',
      'listen.host',
      d => (d.backend.listen = ':7007'),
    ],
    [
      'a listen string that is only a port',
      'listen.host',
      d => (d.backend.listen = '7007'),
    ],
    ['PostgreSQL', 'database.client', d => (d.backend.database.client = 'pg')],
  ])('refuses %s', (_, reason, change) => {
    const refusals = sandboxRefusals(configWith(change), env);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toContain(reason);
  });

  it.each([undefined, '', '0', 'true', 'allow'])(
    'refuses when TEXTLOOM_SANDBOX is %s',
    value => {
      const refusals = sandboxRefusals(new ConfigReader(allowed as {}), {
        TEXTLOOM_SANDBOX: value,
      });
      expect(refusals).toEqual([expect.stringContaining('TEXTLOOM_SANDBOX')]);
    },
  );

  it('does not look at NODE_ENV', () => {
    for (const NODE_ENV of ['production', 'development', undefined]) {
      expect(
        sandboxRefusals(new ConfigReader(allowed as {}), { ...env, NODE_ENV }),
      ).toEqual([]);
    }
  });
});

describe('assertSandboxAllowed', () => {
  it('names all that is missing in one sentence', () => {
    expect(() => assertSandboxAllowed(new ConfigReader({}), {})).toThrow(
      /^Sandbox sign-in is refused, because it needs sandbox\.enabled .*, and TEXTLOOM_SANDBOX=1 .*, and backend\.baseUrl .*, and backend\.listen\.host .*, and backend\.database\.client to be better-sqlite3\.$/,
    );
  });
});
