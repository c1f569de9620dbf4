import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './__testUtils__/freePort';
import { firstSegment } from './BaseBackups';
import { SandboxPostgres } from './SandboxPostgres';

const DEBIAN = '/usr/lib/postgresql/15/bin';

jest.setTimeout(120_000);

describe('the database of the sandbox', () => {
  let directory: string;
  let made: string[] = [];
  let postgres: SandboxPostgres | undefined;
  const started = async (bin?: string) => {
    postgres = await SandboxPostgres.plan({
      directory,
      port: await freePort(),
      log: () => undefined,
      ...(bin && { bin }),
    });
    if (!postgres) throw new Error('there is no PostgreSQL for this platform');
    made = [join(postgres.facts.backups, '..'), postgres.facts.drills];
    await postgres.start();
    return postgres;
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-postgres-'));
  });

  afterEach(async () => {
    await postgres?.close();
    postgres = undefined;
    await rm(directory, { recursive: true, force: true });
    for (const folder of made) {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('starts from what npm brings, and keeps data and backups over a restart', async () => {
    const { facts } = await started();
    const [backup, ...others] = await readdir(facts.backups);
    expect(others).toEqual([]);
    expect(await readdir(facts.archive)).toContain(
      await firstSegment(join(facts.backups, backup)),
    );
    const writer = await postgres!.connect();
    await writer.query("INSERT INTO tenants VALUES (99, 'kept', 'free')");
    await writer.end();
    await postgres!.close();

    const again = await started();
    const reader = await again.connect();
    const { rows } = await reader.query(
      'SELECT name FROM tenants WHERE id = 99',
    );
    await reader.end();
    expect(rows).toEqual([{ name: 'kept' }]);
    expect(await readdir(facts.backups)).toEqual([backup]);
    expect(again.facts.readerPassword).toBe(facts.readerPassword);
  });

  it('begins anew when its state was forgotten, wherever its data is', async () => {
    const { facts } = await started();
    await postgres!.close();
    await rm(join(directory, 'postgres-passwords.json'));

    const again = await started();
    expect(again.facts.backups).toBe(facts.backups);
    const { host, port, database, readerPassword } = again.facts;
    const reader = new Client({
      ...{ host, port, database },
      user: 'drill_reader',
      password: readerPassword,
    });
    await reader.connect();
    await reader.end();
  });

  it('marks its folders with its state folder', async () => {
    await started();
    const marks = await Promise.all(
      made.map(folder => readFile(join(folder, 'textloom-state.json'), 'utf8')),
    );
    const mark = JSON.stringify({ state: directory, pid: process.pid });
    expect(marks).toEqual([mark, mark]);
  });

  it('lets its roles do what they are for, and nothing else', async () => {
    const { facts } = await started();
    const { host, port, database } = facts;
    const login = async (user: string, password: string) => {
      const client = new Client({ host, port, database, user, password });
      await client.connect();
      return client;
    };
    const reader = await login('drill_reader', facts.readerPassword);
    const heartbeat = await login('drill_heartbeat', facts.heartbeatPassword);
    await heartbeat.query(
      'INSERT INTO drill_hb (seq, writer) VALUES (1, gen_random_uuid())',
    );
    const { rows } = await reader.query(
      'SELECT count(*)::int AS n FROM drill_hb',
    );
    expect(rows).toEqual([{ n: 1 }]);
    const denied = [
      reader.query('DELETE FROM tasks'),
      reader.query('DELETE FROM drill_hb'),
      heartbeat.query('SELECT * FROM tenants'),
      heartbeat.query('CREATE TABLE other (id int)'),
    ];
    for (const outcome of await Promise.allSettled(denied)) {
      expect(outcome).toMatchObject({ reason: { code: '42501' } });
    }
    await Promise.all([reader.end(), heartbeat.end()]);
  });

  it('loses a segment in the middle of its archive, and brings it back', async () => {
    const { facts } = await started();
    const { segment, bringBack } = await postgres!.loseSegment();
    const after = (await readdir(facts.archive)).sort();
    expect(after).not.toContain(segment);
    expect(after.some(name => name < segment)).toBe(true);
    expect(after.some(name => name > segment)).toBe(true);
    await bringBack();
    expect(await readdir(facts.archive)).toContain(segment);
  });

  // eslint-disable-next-line jest/no-standalone-expect
  (existsSync(`${DEBIAN}/pg_verifybackup`) || process.env.CI ? it : it.skip)(
    'makes a manifest that pg_verifybackup accepts, and refuses after one byte has changed',
    async () => {
      await started(DEBIAN);
      const backup = await postgres!.backUp();
      const verify = () =>
        execFileSync(`${DEBIAN}/pg_verifybackup`, ['-n', backup], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      // eslint-disable-next-line jest/no-standalone-expect
      expect(verify()).toContain('backup successfully verified');
      await writeFile(join(backup, 'PG_VERSION'), '16\n');
      // eslint-disable-next-line jest/no-standalone-expect
      expect(verify).toThrow(/PG_VERSION/);
    },
  );
});
