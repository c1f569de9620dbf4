import { existsSync } from 'node:fs';
import { copyFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Problem,
  RecoveryTarget,
} from '@textloom/plugin-restore-drills-common';
import { newContext, runDrill, writeMarkers } from '../../__testUtils__/drills';
import { guarded } from '../guard';
import { describeServer } from '../postgres/__testUtils__/cluster';
import { flipMiddle } from '../postgres/damage';
import { connectPgBackRest, PgBackRestSettings } from '.';
import { RepositoryWorld, startRepositoryWorld } from './__testUtils__/world';
import { parseBackupManifest } from './manifest';
import { DEFAULT_PROGRAM } from './settings';

jest.setTimeout(120_000);

describe('parseBackupManifest', () => {
  it('reads the files, and no other section', () => {
    const sum = 'a'.repeat(40);
    const text = [
      '[backup]',
      'backup-label="20261129-045154F"',
      '',
      '[target:file]',
      `pg_data/PG_VERSION={"checksum":"${sum}","size":3,"timestamp":1}`,
      'pg_data/base/1/empty={"size":0,"timestamp":1}',
      `pg_data/odd={name={"checksum":"${sum}","size":1,"timestamp":1}`.replace(
        'odd={name',
        'odd=name',
      ),
      `pg_data/postgresql.auto.conf={"checksum":"${sum}","size":88,"timestamp":1}`,
      `pg_tblspc/16385/PG_15/1/2={"checksum":"${sum}","size":8192,"timestamp":1}`,
      '',
      '[target:path]',
      'pg_data={}',
      '',
    ].join('\n');
    expect(parseBackupManifest(text)).toEqual([
      { path: 'PG_VERSION', bytes: 3, checksum: sum },
      { path: 'base/1/empty', bytes: 0 },
      { path: 'odd=name', bytes: 1, checksum: sum },
      { path: 'pg_tblspc/16385/PG_15/1/2', bytes: 8192, checksum: sum },
    ]);
  });
});

const needed = existsSync(DEFAULT_PROGRAM) || Boolean(process.env.CI);
const suite = needed ? describeServer : () => {};

suite('PgBackRestDriver: cases', () => {
  let world: RepositoryWorld;
  beforeAll(async () => {
    world = await startRepositoryWorld();
    await writeMarkers(world, 5);
    await world.archive();
  });
  afterAll(() => world?.close());

  const driverBy = (settings: Partial<PgBackRestSettings>) => {
    const { store, workDirectory } = world;
    const { driver, source } = connectPgBackRest(
      { ...world.settings, ...settings },
      { store, clock: Date.now },
    );
    return guarded(driver, { store: store.id, workDirectory, source });
  };

  async function fileOf(segment: string): Promise<string> {
    const folder = join(
      world.repository,
      'archive/main/15-1',
      segment.slice(0, 16),
    );
    const names = await readdir(folder);
    return join(folder, names.find(name => name.startsWith(segment))!);
  }

  const segments = async () =>
    (await world.connect().freeze(newContext(world))).archive.map(
      ({ name }) => name,
    );

  async function whileDamaged<T>(
    file: string,
    damage: (file: string) => Promise<void>,
    act: () => Promise<T>,
  ): Promise<T> {
    const saved = join(world.cluster.folder, 'saved');
    await copyFile(file, saved);
    try {
      await damage(file);
      return await act();
    } finally {
      await copyFile(saved, file);
    }
  }

  it('names a segment that is missing, though info and check find nothing', async () => {
    const [, victim] = await segments();
    const file = await fileOf(victim);
    await rename(file, join(world.cluster.folder, 'aside'));
    try {
      const { failedIn, problems } = await runDrill(world);
      expect(failedIn).toBe('plan');
      expect(problems).toEqual([
        { code: 'wal-segment-missing', subject: victim },
      ]);
    } finally {
      await rename(join(world.cluster.folder, 'aside'), file);
    }
  });

  it('names a segment of the repository that cannot be read', async () => {
    const [, victim] = await segments();
    const { problems } = await whileDamaged(
      await fileOf(victim),
      flipMiddle,
      () => runDrill(world),
    );
    expect(problems[0]).toMatchObject({
      code: 'wal-segment-damaged',
      subject: victim,
    });
  });

  it('finds that the repository does not have what was written', async () => {
    const folder = join(world.repository, 'backup/main');
    const [full] = (await readdir(folder)).filter(name => /^\d.*F$/.test(name));
    const { failedIn, problems } = await whileDamaged(
      join(folder, full, 'pg_data/base/1/1255.gz'),
      flipMiddle,
      () => runDrill(world),
    );
    expect(failedIn).toBe('restore');
    expect(problems).toMatchObject([
      { code: 'backup-damaged', subject: 'repository' },
    ]);
  });

  it.each<[string, Problem['code'], () => Partial<PgBackRestSettings>]>([
    ['a stanza', 'not-configured', () => ({ stanza: 'unknown' })],
    ['the program', 'tool-missing', () => ({ pgbackrest: '/no/such/program' })],
    [
      'its settings',
      'not-configured',
      () => ({ config: '/no/such/pgbackrest.conf' }),
    ],
  ])('refuses to go on without %s: %s', async (_, code, settings) => {
    const { failedIn, problems } = await runDrill(world, {
      driver: driverBy(settings()),
    });
    expect(failedIn).toBe('probe');
    expect(problems).toMatchObject([{ code }]);
    expect(JSON.stringify(problems)).not.toContain('/no/such');
  });

  it('recovers to a position', async () => {
    const { rows } = await world.cluster.client.query<{ lsn: string }>(
      `SELECT pg_current_wal_insert_lsn()::text AS lsn`,
    );
    const before = await world.connect().freeze(newContext(world));
    const target: RecoveryTarget = { kind: 'lsn', lsn: rows[0].lsn };
    await writeMarkers(world, 3);
    await world.archive();
    const { problems, markers } = await runDrill({
      ...world,
      plan: { ...world.plan, target },
    });
    expect(problems).toEqual([]);
    expect(markers?.max).toBe(5);
    expect(before.backup.bytes).toBeGreaterThan(0);
  });
});
