import {
  chmod,
  mkdir,
  mkdtemp,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@textloom/plugin-restore-drills-common';
import { newContext, runDrill } from '../../__testUtils__/drills';
import { DrillContext } from '../../service/ports';
import { Copies } from './Copies';
import { Persistence, RedisSettings } from './settings';
import { describeServer } from './__testUtils__/source';
import {
  RedisWorld,
  startRedisWorld,
  withChanged,
} from './__testUtils__/world';

const HOUR_MS = 3_600_000;
const LOG = 'appendonlydir/appendonly.aof.1.incr.aof';

jest.setTimeout(30_000);

describeServer('What the driver of Redis refuses', () => {
  let snapshots: RedisWorld;
  let logs: RedisWorld;
  let newest: Record<Persistence, string>;
  const folders: string[] = [];

  beforeAll(async () => {
    [snapshots, logs] = [
      await startRedisWorld({ persistence: 'rdb' }),
      await startRedisWorld({ persistence: 'aof' }),
    ];
    const idOf = async ({ settings }: RedisWorld) =>
      (await new Copies(settings).choose({ kind: 'latest' }, Date.now())).id;
    newest = { rdb: await idOf(snapshots), aof: await idOf(logs) };
  });
  afterAll(async () => {
    await snapshots?.close();
    await logs?.close();
    await Promise.all(
      folders.map(folder => rm(folder, { recursive: true, force: true })),
    );
  });

  const worldOf = (kind: Persistence) => (kind === 'rdb' ? snapshots : logs);
  const pathIn = (kind: Persistence, name: string) =>
    join(worldOf(kind).settings.copies, newest[kind], name);

  async function newFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-test-'));
    folders.push(folder);
    await chmod(folder, 0o755);
    return folder;
  }

  /** A drill with other settings that is refused before anything is touched. */
  async function refusal(
    overrides: Partial<RedisSettings>,
    context: Partial<DrillContext> = {},
    world = snapshots,
  ): Promise<Problem> {
    const { problems, failedIn, removed } = await runDrill(world, {
      driver: world.connectWith(overrides),
      overrides: context,
    });
    expect(failedIn).toBe('probe');
    expect(removed).toEqual([]);
    expect(problems).toHaveLength(1);
    return problems[0];
  }

  /** Programs of a test in a folder. */
  async function programs(texts: Record<string, string>): Promise<string> {
    const bin = await newFolder();
    for (const [name, text] of Object.entries(texts)) {
      await writeFile(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    }
    return bin;
  }

  it.each<
    [
      string,
      Persistence,
      string,
      (path: string) => Promise<void>,
      Problem['code'],
    ]
  >([
    [
      'the snapshot is not there',
      'rdb',
      'dump.rdb',
      path => rm(path),
      'backup-incomplete',
    ],
    [
      'the snapshot is none',
      'rdb',
      'dump.rdb',
      path => writeFile(path, 'no'),
      'backup-damaged',
    ],
    [
      'the snapshot is a folder',
      'rdb',
      'dump.rdb',
      async path => {
        await rm(path);
        await mkdir(path);
      },
      'backup-damaged',
    ],
    [
      'a part of the log is not there',
      'aof',
      LOG,
      path => rm(path),
      'backup-incomplete',
    ],
    [
      'the list of the log is not there',
      'aof',
      'appendonlydir/appendonly.aof.manifest',
      path => rm(path),
      'backup-incomplete',
    ],
    [
      'the list of the log is empty',
      'aof',
      'appendonlydir/appendonly.aof.manifest',
      path => truncate(path, 0),
      'backup-damaged',
    ],
    [
      'the list leads out of the copy',
      'aof',
      'appendonlydir/appendonly.aof.manifest',
      path => writeFile(path, 'file ../../x seq 1 type b\n'),
      'backup-damaged',
    ],
    [
      'the manifest is no JSON',
      'rdb',
      'manifest.json',
      path => writeFile(path, '{'),
      'backup-damaged',
    ],
    [
      'the manifest has no meaning',
      'rdb',
      'manifest.json',
      path => writeFile(path, '{"version":1,"files":3}'),
      'backup-damaged',
    ],
    [
      'the manifest is of another form',
      'rdb',
      'manifest.json',
      path => writeFile(path, '{"version":2}'),
      'wrong-version',
    ],
  ])('refuses when %s, and names it', async (_, kind, name, change, code) => {
    const problem = await withChanged(pathIn(kind, name), change, () =>
      refusal({}, {}, worldOf(kind)),
    );
    expect(problem).toMatchObject({ code, subject: `${newest[kind]}/${name}` });
  });

  it('refuses when a tool is missing, breaks or is too old for the copy', async () => {
    expect(await refusal({ bin: await newFolder() })).toEqual({
      code: 'tool-missing',
      subject: 'redis-server',
    });
    const broken = await programs({ 'redis-server': 'exit 1' });
    expect(await refusal({ bin: broken })).toEqual({
      code: 'tool-missing',
      subject: 'redis-server',
    });
    const old = await programs({ 'redis-server': 'echo Redis server v=6.2.9' });
    expect(await refusal({ bin: old })).toEqual({
      code: 'wrong-version',
      subject: 'redis-server',
      expected: expect.stringMatching(/^7\.\d/),
      actual: '6.2.9',
    });
  });

  it('refuses when there is no copy, or none of late', async () => {
    const copies = await newFolder();
    expect(await refusal({ copies: join(copies, 'none') })).toEqual({
      code: 'no-backup',
    });
    await mkdir(join(copies, '.being-made'));
    expect(await refusal({ copies })).toEqual({ code: 'no-backup' });
    const now = () => Date.now() + 8 * 24 * HOUR_MS;
    expect(await refusal({}, { now })).toMatchObject({
      code: 'backup-too-old',
      subject: newest.rdb,
    });
    const later = () => Date.now() + 2 * HOUR_MS;
    expect(await refusal({ keepHours: 1 }, { now: later })).toMatchObject({
      code: 'backup-too-old',
    });
  });

  it('refuses when the source is not there, or does not let it in', async () => {
    const { connection } = snapshots.settings;
    const away = { ...connection, socket: '/tmp/no-such-socket' };
    expect(await refusal({ connection: away })).toEqual({
      code: 'source-unreachable',
    });
    const wrong = { ...connection, password: 'wrong' };
    expect(await refusal({ connection: wrong })).toEqual({
      code: 'denied',
      subject: 'WRONGPASS',
    });
    const nobody = { ...connection, user: 'heart', password: 'beating' };
    expect(await refusal({ connection: nobody })).toEqual({
      code: 'denied',
      subject: 'NOPERM',
    });
  });

  it.each<[string, (world: RedisWorld) => string]>([
    ['among the copies', ({ settings }) => settings.copies],
    ['in the folder of the source', ({ source }) => source.data],
  ])('refuses drills that would lie %s', async (_, at) => {
    const workDirectory = at(snapshots);
    const context = newContext({ ...snapshots, workDirectory });
    await expect(
      snapshots.connectWith({}, workDirectory).probe(context),
    ).rejects.toMatchObject({ problem: { code: 'aliases-source' } });
  });

  it('refuses a target on the socket of the source', async () => {
    const { context } = await runDrill(snapshots, {
      until: 'restore',
      teardown: false,
    });
    const { socket = '' } = snapshots.source.connection;
    const driver = snapshots.connect();
    const aliased = {
      ...context,
      target: { ...context.target, address: socket },
    };
    await expect(driver.recover(aliased)).rejects.toMatchObject({
      problem: { code: 'aliases-source', subject: 'address' },
    });
    await driver.teardown(context);
  });
});
