import { readdir, writeFile, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { withDatabase } from './database';
import { describeContent, integrityOf } from './describe';
import { connectSqlite } from '.';
import { transfer } from './makeCopy';
import { SqliteWorld, startSqliteWorld } from './__testUtils__/world';

jest.setTimeout(30_000);

describe('A copy of databases', () => {
  const endless = new AbortController().signal;
  let world: SqliteWorld;

  beforeAll(async () => {
    world = await startSqliteWorld();
  });

  afterAll(() => world?.close());

  const backup = (signal = endless, keep?: number) => {
    const { settings, store } = world;
    return connectSqlite(
      { ...settings, ...(keep && { keep }) },
      // Without a heartbeat no marker is waited for.
      { store: { ...store, heartbeatMs: undefined }, clock: Date.now },
    ).backup(signal);
  };

  it('is whole, needs nothing beside it, and is for the portal alone', async () => {
    await backup();
    const id = await world.newest();
    const folder = world.copies.pathOf(id);
    const names = await readdir(folder);
    expect(names.sort()).toEqual([
      'catalog.sqlite',
      'manifest.json',
      'restore-drills.sqlite',
      'scaffolder.sqlite',
      'signals.sqlite',
    ]);
    for (const name of names) {
      expect((await stat(join(folder, name))).mode % 0o1000).toBe(0o600);
    }
    const { databases } = await world.copies.manifest(id);
    expect(
      databases.map(({ name, journalMode }) => [name, journalMode]),
    ).toEqual([
      ['catalog.sqlite', 'wal'],
      ['restore-drills.sqlite', 'delete'],
      ['scaffolder.sqlite', 'delete'],
      ['signals.sqlite', 'wal'],
    ]);
    for (const { name, contentHash, tables } of databases) {
      await withDatabase(
        join(folder, name),
        { readonly: true },
        async database => {
          expect(integrityOf(database)).toBe('ok');
          await expect(describeContent(database)).resolves.toMatchObject({
            contentHash,
            tables,
          });
        },
      );
    }
    expect(databases[0]).toMatchObject({
      userVersion: 7,
      foreignKeys: '0',
      tables: { owners: 2, entities: 50 },
    });
    expect((await readdir(folder)).sort()).toEqual(names);
  });

  it('is of one moment, though more is written than it could copy in between', async () => {
    const path = join(world.home, 'state', 'catalog.sqlite');
    const database = new Database(path);
    // Each pair is written at once: half a pair would be half a moment.
    database.exec(
      'CREATE TABLE pairs (a INTEGER); CREATE TABLE others (a INTEGER)',
    );
    const [one, other] = ['pairs', 'others'].map(table =>
      database.prepare(`INSERT INTO ${table} VALUES (1)`),
    );
    let writing = true;
    const write = () => {
      if (writing) {
        database.transaction(() => {
          one.run();
          other.run();
        })();
        setImmediate(write);
      }
    };
    write();
    try {
      await backup();
    } finally {
      writing = false;
      database.close();
    }
    const { databases } = await world.copies.manifest(await world.newest());
    const { pairs, others } = databases[0].tables;
    expect(pairs).toBeGreaterThan(0);
    expect(pairs).toBe(others);
  });

  it.each([
    ['wal', 30],
    ['delete', 0],
  ])(
    'lets others work meanwhile where mode %s allows it',
    async (mode, turns) => {
      const path = join(world.home, `${mode}.sqlite`);
      const database = new Database(path);
      database.pragma(`journal_mode = ${mode}`);
      database.exec(
        `CREATE TABLE t (a TEXT);
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
       INSERT INTO t SELECT hex(randomblob(2000)) FROM n`,
      );
      const to = `${path}.copy`;
      let written = 0;
      let copying = true;
      const write = () => {
        if (copying) {
          database.exec("INSERT INTO t VALUES ('meanwhile')");
          written += 1;
          setImmediate(write);
        }
      };
      setImmediate(write);
      await expect(
        withDatabase(path, { readonly: true }, source =>
          transfer(source, to, endless),
        ),
      ).resolves.toBe(mode);
      copying = false;
      database.close();
      const rows = await withDatabase(to, {}, copy =>
        copy.prepare('SELECT count(*) FROM t').pluck().get(),
      );
      expect(written).toBeGreaterThanOrEqual(turns);
      expect(rows).toBeLessThanOrEqual(
        mode === 'wal' ? 4_000 : 4_000 + written,
      );
    },
  );

  it('says that it is locked when somebody takes the lock at the last moment', async () => {
    const path = join(world.home, 'late.sqlite');
    const database = new Database(path);
    database.exec('CREATE TABLE t (a INTEGER)');
    await withDatabase(path, { readonly: true }, async source => {
      const made = transfer(source, `${path}.copy`, endless);
      database.exec('BEGIN EXCLUSIVE');
      await expect(made).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    });
    database.close();
    await expect(stat(`${path}.copy`)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('waits for who holds the lock, without stopping the process', async () => {
    const path = join(world.home, 'state', 'locked.sqlite');
    const database = new Database(path);
    database.exec('CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)');
    database.exec('BEGIN EXCLUSIVE; INSERT INTO t VALUES (2)');
    const made = backup();
    await new Promise(resolve => setTimeout(resolve, 100));
    database.exec('COMMIT');
    database.close();
    await made;
    const { databases } = await world.copies.manifest(await world.newest());
    const locked = databases.find(({ name }) => name === 'locked.sqlite');
    expect(locked?.tables).toEqual({ t: 2 });
    await rm(path);
  });

  it('keeps as many as it is told to, and two at least', async () => {
    for (let n = 0; n < 3; n += 1) {
      await backup(endless, 3);
    }
    expect(await world.copies.ids()).toHaveLength(3);
    await backup(endless, 1);
    expect(await world.copies.ids()).toHaveLength(2);
  });

  it('leaves the others as they were when it is broken off', async () => {
    const before = await readdir(world.settings.copies);
    const abort = new AbortController();
    const made = backup(abort.signal);
    setImmediate(() => abort.abort(new Error('stopping')));
    await expect(made).rejects.toThrow('stopping');
    expect(await readdir(world.settings.copies)).toEqual(before);
  });

  it('removes what a dead process has begun', async () => {
    const draft = world.copies.draftOf('2026-01-01T00:00:00.000Z');
    await mkdir(draft);
    await writeFile(join(draft, 'catalog.sqlite'), 'half');
    expect(await world.copies.ids()).not.toContain('2026-01-01T00:00:00.000Z');
    await backup();
    await expect(stat(draft)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is not made of what is no database', async () => {
    const path = join(world.home, 'state', 'other.sqlite');
    const before = await world.copies.ids();
    await writeFile(path, 'x'.repeat(4_096));
    await expect(backup()).rejects.toThrow('file is not a database');
    expect(await world.copies.ids()).toEqual(before);
    await writeFile(path, '');
    await backup();
    await rm(path);
    const { databases } = await world.copies.manifest(await world.newest());
    expect(databases.map(({ name }) => name)).not.toContain('other.sqlite');
  });
});
