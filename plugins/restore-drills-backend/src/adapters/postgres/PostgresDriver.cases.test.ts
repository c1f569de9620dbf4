import {
  chmod,
  chown,
  copyFile,
  mkdir,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDrill, writeMarkers } from '../../__testUtils__/drills';
import { endProcesses } from '../process';
import { Cases, startCases } from './__testUtils__/cases';
import { describeServer, hashOfFolders, RUN_AS } from './__testUtils__/cluster';
import { baseBackup } from './__testUtils__/world';
import { withSession } from './client';
import { flipMiddle } from './damage';
import { layoutOf, targetConnection } from './layout';
import { PostgresSettings } from './settings';

jest.setTimeout(120_000);

describeServer('PostgresDriver: cases', () => {
  let cases: Cases;
  beforeAll(async () => {
    cases = await startCases();
  });
  afterAll(() => cases?.world.close());

  describe('the backup', () => {
    const damaged = async <T>(act: () => Promise<T>) => {
      const file = join(cases.world.cluster.backups, 'base-2', 'base/1/1255');
      await copyFile(file, `${cases.world.cluster.folder}/saved`);
      await flipMiddle(file);
      try {
        return await act();
      } finally {
        await copyFile(`${cases.world.cluster.folder}/saved`, file);
      }
    };

    it.each<[string, () => Partial<PostgresSettings>]>([
      ['by pg_verifybackup', () => ({})],
      ['without it', () => ({ bin: cases.few })],
    ])('names a file that is not what was written, %s', async (_, settings) => {
      const { failedIn, problems } = await damaged(() =>
        cases.drill({ settings: settings() }),
      );
      expect(failedIn).toBe('restore');
      expect(problems).toMatchObject([
        { code: 'backup-damaged', subject: 'base/1/1255' },
      ]);
    });

    it.each<[string, () => Partial<PostgresSettings>]>([
      ['by pg_verifybackup', () => ({})],
      ['without it', () => ({ bin: cases.few })],
    ])('names a file that is missing, %s', async (_, settings) => {
      const file = join(cases.world.cluster.backups, 'base-2', 'base/1/1255');
      await rename(file, `${cases.world.cluster.folder}/saved`);
      try {
        const { problems } = await cases.drill({ settings: settings() });
        expect(problems).toMatchObject([
          { code: 'backup-incomplete', subject: 'base/1/1255' },
        ]);
      } finally {
        await rename(`${cases.world.cluster.folder}/saved`, file);
      }
    });

    it('is green with nothing but the server, and says what was left out', async () => {
      const { problems, probe, verifications } = await cases.drill({
        settings: { bin: cases.few },
      });
      expect(problems).toEqual([]);
      expect(probe?.missing).toEqual(['pg_verifybackup', 'pg_amcheck']);
      const states = verifications.map(({ name, state }) => [name, state]);
      expect(states).toContainEqual(['manifest', 'passed']);
      expect(states).toContainEqual(['pg_amcheck', 'skipped']);
    });

    it('is too old when the archive before it was cleaned away', async () => {
      const empty = join(cases.world.cluster.folder, 'young');
      await mkdir(empty, { recursive: true });
      const names = await cases.segments();
      const newest = names[names.length - 1];
      await copyFile(
        join(cases.world.cluster.archive, newest),
        join(empty, newest),
      );
      const ended = (await readdir(cases.world.cluster.archive)).filter(name =>
        name.endsWith('.backup'),
      );
      for (const name of ended) {
        await copyFile(
          join(cases.world.cluster.archive, name),
          join(empty, name),
        );
      }
      const { failedIn, problems } = await cases.drill({
        settings: { archive: empty },
      });
      expect(failedIn).toBe('freeze');
      expect(problems).toMatchObject([{ code: 'backup-too-old' }]);
    });

    it('brings tablespaces back without touching those of the source', async () => {
      const { client, folder, identity } = cases.world.cluster;
      const place = join(folder, 'home', 'space');
      await mkdir(place, { mode: 0o700 });
      if (identity.uid !== undefined) {
        await chown(place, identity.uid, identity.gid!);
      }
      await client.query(`CREATE TABLESPACE far LOCATION '${place}'`);
      await client.query(
        `CREATE TABLE faraway TABLESPACE far AS SELECT i FROM generate_series(1, 100) i`,
      );
      await baseBackup(cases.world.cluster, 'base-3', [
        '-X',
        'none',
        '-T',
        `${place}=${join(folder, 'backups', 'space-of-base-3')}`,
      ]);
      await writeMarkers(cases.world, 1);
      await client.query(`INSERT INTO faraway VALUES (101)`);
      await cases.world.archive();
      try {
        const before = await readdir(place, { recursive: true });
        const { problems, smoke } = await cases.drill({
          settings: { smoke: 'SELECT i FROM faraway WHERE i = 101' },
        });
        expect(problems).toEqual([]);
        expect(smoke?.state).toBe('passed');
        expect(await readdir(place, { recursive: true })).toEqual(before);
      } finally {
        await rm(join(folder, 'backups', 'base-3'), { recursive: true });
        await client.query('DROP TABLE faraway');
        await client.query('DROP TABLESPACE far');
      }
    });
  });

  describe('refusals before anything is touched', () => {
    const root = process.getuid?.() === 0;

    it.each<[string, string, () => Partial<PostgresSettings>]>([
      ['no programs', 'tool-missing', () => ({ bin: '/no/such/folder' })],
      [
        'another version',
        'wrong-version',
        () => ({ bin: join(cases.world.cluster.folder, 'old') }),
      ],
      [
        'a source that is not there',
        'source-unreachable',
        () => ({ connection: { socket: '/no/such/folder', user: 'reader' } }),
      ],
      [
        'a role that may not connect',
        'denied',
        () => ({
          connection: { ...cases.world.settings.connection, user: 'nobody' },
        }),
      ],
      ['no backup', 'no-backup', () => ({ backups: cases.few })],
      [
        'no folder of backups',
        'not-configured',
        () => ({ backups: '/no/such/folder' }),
      ],
      [
        'a server as root',
        root ? 'runs-as-root' : 'tool-missing',
        () => (root ? { runAs: undefined } : { bin: '/no/such/folder' }),
      ],
      [
        'a user that there is not',
        root ? 'not-configured' : 'tool-missing',
        () => (root ? { runAs: 'no-such-user' } : { bin: '/no/such/folder' }),
      ],
    ])('of %s: %s', async (_, code, settingsOf) => {
      const old = join(cases.world.cluster.folder, 'old');
      await mkdir(old, { recursive: true, mode: 0o755 });
      const program = join(old, 'postgres');
      await writeFile(
        program,
        '#!/bin/sh\necho "postgres (PostgreSQL) 14.1"\n',
      );
      await chmod(program, 0o755);
      const { failedIn, problems } = await cases.drill({
        settings: settingsOf(),
      });
      expect(failedIn).toBe('probe');
      expect(problems).toMatchObject([{ code }]);
      expect(JSON.stringify(problems)).not.toContain(tmpdir());
    });
  });

  describe('the target', () => {
    it('is started again when it is gone between two steps', async () => {
      const { problems, markers } = await cases.drill({
        onStep: async (step, { directory }) => {
          if (step === 'verify' || step === 'smoke' || step === 'markers') {
            await endProcesses(layoutOf(directory).data);
          }
        },
      });
      expect(problems).toEqual([]);
      expect(markers?.firstHole).toBeUndefined();
    });

    it('never writes into the frozen log that recovery was given', async () => {
      const { context, problems } = await cases.drill({
        until: 'recover',
        teardown: false,
      });
      expect(problems).toEqual([]);
      const { archive } = layoutOf(context.directory);
      const frozen = await hashOfFolders([archive]);
      await withSession(
        targetConnection(context, 'postgres'),
        {},
        async ({ rows }) => {
          await rows('CHECKPOINT');
          for (let segment = 0; segment < 20; segment += 1) {
            await rows(`SELECT pg_logical_emit_message(false, '', 'more')`);
            await rows('SELECT pg_switch_wal()');
          }
        },
      );
      expect(await hashOfFolders([archive])).toBe(frozen);
      await cases.world.connect().teardown(context);
    });

    it('has its socket in a short folder when its own is too deep', async () => {
      const deep = join(cases.world.workDirectory, 'd'.repeat(60));
      await mkdir(deep);
      await chmod(deep, 0o711);
      const result = await runDrill(
        { ...cases.world, workDirectory: deep },
        { driver: cases.world.connectWith({}, deep) },
      );
      expect(result.problems).toEqual([]);
      const { drill: name, target } = result.context;
      expect(target.socket).toBe(join(tmpdir(), name, 's'));
      expect(result.removed).toEqual(
        expect.arrayContaining([`folder ${name}`]),
      );
      expect(await readdir(deep)).toEqual([]);
      expect(await readdir(tmpdir())).not.toContain(name);
      await rm(deep, { recursive: true });
    });

    it('runs as the user that is named, and lets in whoever that is alone', async () => {
      const { context } = await cases.drill({
        until: 'recover',
        teardown: false,
      });
      const [data, socket] = await Promise.all([
        stat(String(context.target.dataDirectory)),
        stat(String(context.target.socket)),
      ]);
      // eslint-disable-next-line no-bitwise
      expect([data.mode & 0o777, socket.mode & 0o777]).toEqual([0o700, 0o700]);
      expect(data.uid).toBe(
        RUN_AS === undefined
          ? process.getuid?.()
          : cases.world.cluster.identity.uid,
      );
      await cases.world.connect().teardown(context);
    });

    it('says that a business request finds nothing, or fails', async () => {
      const empty = await cases.drill({
        settings: { smoke: 'SELECT id FROM "Videos" WHERE false' },
      });
      expect(empty.problems).toMatchObject([{ code: 'restored-empty' }]);
      const wrong = await cases.drill({
        settings: { smoke: 'SELECT nothing FROM nowhere' },
      });
      expect(wrong.problems).toMatchObject([
        { code: 'smoke-failed', actual: '42P01' },
      ]);
    });
  });

  it('has left nothing behind', async () => {
    expect(await cases.left()).toEqual([]);
  });
});
