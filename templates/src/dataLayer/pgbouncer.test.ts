import { existsSync } from 'node:fs';
import { Objects } from '../chart/__testUtils__/helmTemplate';
import { render } from './__testUtils__/dataChart';
import { Pools, PROGRAMS } from './__testUtils__/pools';

jest.setTimeout(120_000);

const missing = PROGRAMS.filter(path => !existsSync(path));
const describeReal =
  missing.length === 0 || process.env.CI ? describe : describe.skip;

/** More than a pod may open connections. */
const CLIENTS = 60;

describeReal('the emitted PgBouncer, for real', () => {
  let pools: Pools;
  let objects: Objects;
  let port: number;

  beforeAll(async () => {
    if (missing.length > 0) {
      throw new Error(`Install ${missing.join(', ')}`);
    }
    // Debian has 1.18, which knows no prepared statements: the chart leaves the setting out.
    objects = await render('pgbouncer', { set: ['image.tag="v1.18.0"'] });
    pools = await Pools.create();
    await pools.startPostgres();
    port = await pools.startPool(objects, 'pgbouncer');
  });

  afterAll(() => pools?.stop());

  const config = async (at: number) =>
    Object.fromEntries(
      (await pools.console(at, 'SHOW CONFIG'))
        .split('\n')
        .map(line => line.split('|').slice(0, 2)),
    );

  it('pools by transaction, 200 connections to the primary over all pods', async () => {
    const { replicas } = objects.one('StatefulSet', 'pgbouncer').spec;
    const settings = await config(port);
    expect(settings).toMatchObject({
      pool_mode: 'transaction',
      server_reset_query: 'DISCARD ALL',
      server_tls_sslmode: 'verify-full',
    });
    expect(Number(settings.max_db_connections) * replicas).toBe(200);
    const max = (await pools.console(port, 'SHOW DATABASES'))
      .split('\n')
      .find(line => line.startsWith('textloom|'));
    expect(max?.split('|')).toContain(settings.max_db_connections);
  });

  it('opens 100 connections to each replica over all pods', async () => {
    for (const name of ['pgbouncer-ro-1', 'pgbouncer-ro-2']) {
      const { replicas } = objects.one('StatefulSet', name).spec;
      const at = await pools.startPool(objects, name);
      const settings = await config(at);
      expect(Number(settings.max_db_connections) * replicas).toBe(100);
      expect(await pools.query(at, 'SELECT 1')).toBe('1');
    }
  });

  it('serves more clients than it has connections, and never opens more', async () => {
    const answers = await Promise.all(
      Array.from({ length: CLIENTS }, (_, i) =>
        pools.query(port, `SELECT ${i}, pg_backend_pid() FROM pg_sleep(0.3)`),
      ),
    );
    expect(answers.map(answer => answer.split('|')[0])).toEqual(
      Array.from({ length: CLIENTS }, (_, i) => `${i}`),
    );
    const used = new Set(answers.map(answer => answer.split('|')[1]));
    expect(used.size).toBeLessThanOrEqual(50);
    expect(used.size).toBeGreaterThan(1);
    const open = await pools.sql(
      `SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'`,
    );
    expect(Number(open)).toBeLessThanOrEqual(50 + 2);
  });

  it('speaks TLS with PostgreSQL, and with nobody whose name is not on the certificate', async () => {
    expect(
      await pools.query(
        port,
        'SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      ),
    ).toBe('t|TLSv1.3');
    // The same server under another name.
    const other = await pools.startPool(objects, 'pgbouncer', '127.0.0.1');
    // Clients wait, as for a server that is away; the reason is in the log.
    await expect(pools.query(other, 'SELECT 1')).rejects.toThrow(/timeout/);
    expect(await pools.log('pgbouncer', '127.0.0.1')).toMatch(
      /TLS handshake failed|not present in server certificate|certificate/,
    );
  });

  it('refuses databases, users and passwords that it does not know', async () => {
    await expect(pools.query(port, 'SELECT 1', 'stranger')).rejects.toThrow(
      /SASL authentication failed|no such user/,
    );
    await expect(pools.console(port, 'SHUTDOWN')).rejects.toThrow(
      /admin access needed/,
    );
  });
});
