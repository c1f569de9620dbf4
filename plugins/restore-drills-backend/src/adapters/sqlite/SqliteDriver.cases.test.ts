import {
  mkdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  LedgerEntry,
  Problem,
  RecoveryTarget,
} from '@textloom/plugin-restore-drills-common';
import { DrillResult, newContext, runDrill } from '../../__testUtils__/drills';
import { copyThrough } from './files';
import { SqliteWorld, startSqliteWorld } from './__testUtils__/world';

const DAY_MS = 86_400_000;

jest.setTimeout(30_000);

describe('The driver of SQLite', () => {
  let world: SqliteWorld;
  let ledger: LedgerEntry[];

  beforeAll(async () => {
    world = await startSqliteWorld();
    ledger = await world.copyWithMarkers(5);
  });

  afterAll(() => world?.close());

  /** A drill over the newest copy, that is damaged before and mended after. */
  async function drillWith(
    file: string,
    damage: (path: string) => Promise<void>,
  ): Promise<DrillResult> {
    const path = join(world.copies.pathOf(await world.newest()), file);
    await copyThrough(path, `${path}.kept`, {});
    try {
      await damage(path);
      return await runDrill(world);
    } finally {
      await rm(path, { recursive: true, force: true });
      await rename(`${path}.kept`, path);
    }
  }

  const stateOf = (result: DrillResult, name: string) =>
    result.verifications.find(check => check.name === name)?.state;

  const editManifest = (change: object) => async (path: string) => {
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...manifest, ...change }));
  };

  it.each<[string, string, (path: string) => Promise<void>, string, Problem]>([
    [
      'has no manifest',
      'manifest.json',
      path => rm(path),
      'probe',
      { code: 'backup-incomplete', subject: 'manifest.json' },
    ],
    [
      'has a manifest that is no JSON',
      'manifest.json',
      path => writeFile(path, '{"version": 1'),
      'probe',
      { code: 'backup-damaged', subject: 'manifest.json' },
    ],
    [
      'has a manifest that says too little',
      'manifest.json',
      path => editManifest({ databases: [] })(path),
      'probe',
      { code: 'backup-damaged', subject: 'manifest.json' },
    ],
    [
      'has a manifest whose files lie elsewhere',
      'manifest.json',
      path => editManifest({ databases: [{ name: '../catalog' }] })(path),
      'probe',
      { code: 'backup-damaged', subject: 'manifest.json' },
    ],
    [
      'has a manifest of another version',
      'manifest.json',
      path => editManifest({ version: 2 })(path),
      'probe',
      {
        code: 'wrong-version',
        subject: 'manifest.json',
        expected: '1',
        actual: '2',
      },
    ],
    [
      'is of a newer SQLite',
      'manifest.json',
      path => editManifest({ sqlite: '3.999.0' })(path),
      'probe',
      { code: 'wrong-version', subject: 'SQLite', expected: '3.999.0' },
    ],
    [
      'lacks a database',
      'catalog.sqlite',
      path => rm(path),
      'freeze',
      { code: 'backup-incomplete', subject: 'catalog.sqlite' },
    ],
    [
      'has a database that is cut off',
      'catalog.sqlite',
      path => truncate(path, 8_192),
      'freeze',
      { code: 'backup-damaged', subject: 'catalog.sqlite', actual: '8192' },
    ],
    [
      'has a folder in the place of a database',
      'catalog.sqlite',
      async path => {
        await rm(path);
        await mkdir(path);
      },
      'freeze',
      { code: 'backup-damaged', subject: 'catalog.sqlite', actual: 'no file' },
    ],
  ])('names it when the copy %s', async (_, file, damage, step, problem) => {
    const result = await drillWith(file, damage);
    expect(result.failedIn).toBe(step);
    expect(result.problems).toEqual([
      expect.objectContaining({
        ...Object.fromEntries(
          Object.entries(problem).map(([key, value]) => [
            key,
            expect.stringContaining(value),
          ]),
        ),
        code: problem.code,
      }),
    ]);
  });

  it('finds a changed value that SQLite does not notice, and goes on', async () => {
    const drill = `${newContext(world).drill.slice(0, -1)}2`;
    const result = await runDrill(world, {
      control: 'flipped-byte',
      overrides: { drill, directory: join(world.workDirectory, drill) },
    });
    expect(result.failedIn).toBeUndefined();
    expect(stateOf(result, 'integrity_check')).toBe('passed');
    expect(stateOf(result, 'row-counts')).toBe('passed');
    expect(stateOf(result, 'manifest')).toBe('failed');
    expect(stateOf(result, 'content-hash')).toBe('failed');
    expect(result.problems[0]).toMatchObject({
      code: 'backup-damaged',
      subject: expect.stringMatching(/Z\/catalog\.sqlite$/),
    });
  });

  it('finds a broken page by all checks that read it', async () => {
    const drill = `${newContext(world).drill.slice(0, -1)}3`;
    const result = await runDrill(world, {
      control: 'flipped-byte',
      overrides: { drill, directory: join(world.workDirectory, drill) },
    });
    expect(stateOf(result, 'manifest')).toBe('failed');
    expect(stateOf(result, 'integrity_check')).toBe('failed');
  });

  it('names the database that is no database any more', async () => {
    const result = await drillWith('signals.sqlite', async path => {
      const { length } = await readFile(path);
      await writeFile(path, 'x'.repeat(length));
    });
    expect(result.failedIn).toBe('recover');
    expect(result.problems).toMatchObject([
      {
        code: 'backup-damaged',
        subject: expect.stringContaining('signals.sqlite'),
      },
    ]);
  });

  it('finds rows that are gone, and those that point to them', async () => {
    const result = await drillWith('catalog.sqlite', async path => {
      const database = new Database(path);
      database.pragma('foreign_keys = OFF');
      const bytes = (await readFile(path)).length;
      database.exec('DELETE FROM owners; PRAGMA user_version = 8');
      database.close();
      expect((await readFile(path)).length).toBe(bytes);
    });
    for (const name of [
      'manifest',
      'foreign_key_check',
      'content-hash',
      'user_version',
      'row-counts',
    ]) {
      expect([name, stateOf(result, name)]).toEqual([name, 'failed']);
    }
    expect(stateOf(result, 'integrity_check')).toBe('passed');
    expect(result.problems).toContainEqual(
      expect.objectContaining({
        code: 'rows-differ',
        subject: 'catalog.sqlite',
      }),
    );
  });

  it('refuses when there is no copy, none of late, or no source', async () => {
    const { connectWith, home } = world;
    const problemOf = async (driver = world.connect(), ahead = 0) => {
      const now = () => Date.now() + ahead;
      const { problems, failedIn } = await runDrill(world, {
        driver,
        overrides: { now },
      });
      expect(failedIn).toBe('probe');
      return problems[0];
    };
    await expect(
      problemOf(connectWith({ copies: join(home, 'none') })),
    ).resolves.toEqual({ code: 'no-backup' });
    await expect(problemOf(world.connect(), DAY_MS)).resolves.toMatchObject({
      code: 'backup-too-old',
      subject: await world.newest(),
    });
    await expect(
      problemOf(connectWith({ directory: join(home, 'gone') })),
    ).resolves.toEqual({ code: 'source-unreachable', subject: 'gone' });
    await mkdir(join(home, 'empty'));
    await expect(
      problemOf(connectWith({ directory: join(home, 'empty') })),
    ).resolves.toEqual({ code: 'source-unreachable', subject: 'empty' });
  });

  it('waits for the copy that is being made, unless it is told to end', async () => {
    const before = await world.newest();
    const making = world.parts.backup(new AbortController().signal);
    const { driver } = world.parts;
    const abort = new AbortController();
    const ended = driver.probe(newContext(world, { signal: abort.signal }));
    abort.abort(new Error('cancelled'));
    await expect(ended).rejects.toThrow('cancelled');
    expect(await world.newest()).toBe(before);
    await driver.probe(newContext(world));
    expect(await world.newest()).not.toBe(before);
    await making;
  });

  it.each<[string, (world: SqliteWorld) => string]>([
    ['among the databases', ({ home }) => join(home, 'state')],
    ['among the copies', ({ home }) => join(home, 'copies')],
    ['around both', ({ home }) => join(home, 'copies', '..', 'copies')],
  ])('refuses drills that would lie %s', async (_, at) => {
    const workDirectory = at(world);
    const context = newContext({ ...world, workDirectory });
    await expect(
      world.connectWith({}, workDirectory).probe(context),
    ).rejects.toMatchObject({ problem: { code: 'aliases-source' } });
  });

  it('restores the copy before a moment', async () => {
    const [first] = await world.copies.ids();
    const drillTo = (target: RecoveryTarget) =>
      runDrill(world, {
        overrides: { plan: { ...world.plan, target } },
        until: 'freeze',
      });
    const { frozen } = await drillTo({
      kind: 'time',
      at: Date.parse(first) + 1,
    });
    expect(frozen).toMatchObject({ backup: { id: first } });
    expect(frozen?.expectedSeq).toBeUndefined();
    const early = await drillTo({ kind: 'time', at: Date.parse(first) - 1 });
    expect(early.problems).toMatchObject([{ code: 'target-outside-window' }]);
    const named = await drillTo({ kind: 'name', name: 'x' });
    expect(named.problems).toMatchObject([{ code: 'invalid-target' }]);
  });

  it('says beforehand that there is no older copy for a control', async () => {
    const [first] = await world.copies.ids();
    const { dryRun } = await runDrill(world, {
      control: 'stale-copy',
      overrides: {
        plan: {
          ...world.plan,
          target: { kind: 'time', at: Date.parse(first) + 1 },
        },
      },
      until: 'plan',
    });
    expect(dryRun?.refusals).toEqual([
      { code: 'no-backup', subject: 'an older copy' },
    ]);
  });

  it.each([
    ['reads from any database', `SELECT ref FROM catalog.entities`, 'passed'],
    [
      'writes, and takes it back',
      `INSERT INTO "catalog".notes (text) VALUES ('smoke')`,
      'passed',
    ],
    ['finds no row', `SELECT ref FROM catalog.entities WHERE 0`, 'failed'],
    ['asks for what is not there', `SELECT 1 FROM catalog.nothing`, 'failed'],
    ['asks for two things', `SELECT 1; SELECT 2`, 'failed'],
  ])('tells of a first request that %s', async (_, smoke, state) => {
    const driver = world.connectWith({ smoke });
    const result = await runDrill(world, { driver, ledger, times: 2 });
    expect(result.smoke).toMatchObject({ state, method: smoke });
    expect(result.problems.map(({ code }) => code)).toEqual(
      state === 'passed' ? [] : ['smoke-failed', 'smoke-failed'],
    );
  });

  it('brings all markers back, and no others', async () => {
    const { markers, frozen } = await runDrill(world);
    expect(frozen?.expectedSeq).toBe(ledger.at(-1)?.seq);
    expect(markers).toEqual({
      min: 1,
      max: ledger.length,
      count: ledger.length,
    });
  });
});
