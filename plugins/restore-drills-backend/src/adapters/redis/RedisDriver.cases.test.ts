import {
  appendFile,
  chmod,
  mkdtemp,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import {
  LedgerEntry,
  NegativeControl,
  Problem,
} from '@textloom/plugin-restore-drills-common';
import { DrillResult, newContext, runDrill } from '../../__testUtils__/drills';
import { endProcesses } from '../process';
import { infoOf, withSession } from './client';
import { Copies } from './Copies';
import { targetConnection } from './server';
import { Persistence } from './settings';
import { describeServer } from './__testUtils__/source';
import {
  RedisWorld,
  startRedisWorld,
  withChanged,
} from './__testUtils__/world';

const LOG = 'appendonlydir/appendonly.aof.1.incr.aof';

jest.setTimeout(30_000);

describeServer('The driver of Redis', () => {
  let snapshots: RedisWorld;
  let logs: RedisWorld;
  let newest: Record<Persistence, string>;
  let ledgers: Record<Persistence, LedgerEntry[]>;

  beforeAll(async () => {
    [snapshots, logs] = [
      await startRedisWorld({ persistence: 'rdb' }),
      await startRedisWorld({ persistence: 'aof' }),
    ];
    ledgers = {
      rdb: await snapshots.copyWithMarkers(5),
      aof: await logs.copyWithMarkers(5),
    };
    const idOf = async ({ settings }: RedisWorld) =>
      (await new Copies(settings).choose({ kind: 'latest' }, Date.now())).id;
    newest = { rdb: await idOf(snapshots), aof: await idOf(logs) };
  });
  afterAll(async () => {
    await snapshots?.close();
    await logs?.close();
  });

  const worldOf = (kind: Persistence) => (kind === 'rdb' ? snapshots : logs);
  const pathIn = (kind: Persistence, name: string) =>
    join(worldOf(kind).settings.copies, newest[kind], name);
  const stateOf = (result: DrillResult, name: string) =>
    result.verifications.find(check => check.name === name)?.state;

  it.each<[Persistence, NegativeControl, Partial<Problem>]>([
    [
      'rdb',
      'rdb-beside-aof',
      { code: 'rdb-ignored-by-aof', subject: 'dump.rdb' },
    ],
    [
      'aof',
      'rdb-beside-aof',
      { code: 'rdb-ignored-by-aof', subject: 'dump.rdb' },
    ],
    ['rdb', 'stale-copy', { code: 'copy-stale', actual: 'copy-2' }],
    ['aof', 'stale-copy', { code: 'copy-stale', actual: 'copy-2' }],
  ])('names what is wrong with %s after %s', async (kind, control, problem) => {
    const { problems, failedIn } = await runDrill(worldOf(kind), {
      control,
      ledger: ledgers[kind],
    });
    expect(failedIn).toBeUndefined();
    expect(problems).toContainEqual(expect.objectContaining(problem));
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'markers-lost' }),
    );
  });

  it('finds a changed value of a log that no tool of Redis notices', async () => {
    const drill = `${newContext(logs).drill.slice(0, -1)}2`;
    const result = await runDrill(logs, {
      control: 'flipped-byte',
      overrides: { drill, directory: join(logs.workDirectory, drill) },
    });
    expect(stateOf(result, 'redis-check-aof')).toBe('passed');
    expect(result.problems).toContainEqual(
      expect.objectContaining({
        code: 'backup-damaged',
        subject: `${newest.aof}/${LOG}`,
      }),
    );
  });

  it('starts a server that nothing can reach and that follows nobody', async () => {
    const { context } = await runDrill(logs, {
      until: 'recover',
      teardown: false,
    });
    try {
      const info = await withSession(targetConnection(context), {}, session =>
        infoOf(session, 'everything'),
      );
      expect(info.get('tcp_port')).toBe('0');
      expect(info.get('role')).toBe('master');
      expect(info.get('connected_slaves')).toBe('0');
      expect(info.get('cluster_enabled')).toBe('0');
      const config = await readFile(
        join(context.directory, 'redis.conf'),
        'utf8',
      );
      expect(config).not.toMatch(/replicaof|slaveof|include|^bind/m);
    } finally {
      await logs.connect().teardown(context);
    }
  });

  it('brings all keys and markers back, and tells how many had expired', async () => {
    const result = await runDrill(snapshots);
    expect(result.frozen?.expectedSeq).toBe(ledgers.rdb.at(-1)?.seq);
    expect(result.markers).toEqual({ min: 1, max: 5, count: 5 });
    expect(result.verifications.map(({ name }) => name)).toEqual(
      result.dryRun?.checks.filter(name => name !== 'smoke'),
    );
    const expiry = result.verifications.find(({ name }) => name === 'expiry');
    expect(expiry?.actual).toMatch(/^\d+ of [24]0$/);
  });

  it('goes on with a log that was copied within a command, and says so', async () => {
    const result = await withChanged(
      pathIn('aof', 'manifest.json'),
      path => rm(path),
      () =>
        withChanged(
          pathIn('aof', LOG),
          path => appendFile(path, '*3\r\n$3\r\nSET\r\n$5\r\nvide'),
          () => runDrill(logs),
        ),
    );
    expect(result.failedIn).toBeUndefined();
    expect(result.smoke?.state).toBe('passed');
    expect(result.problems).toEqual([
      {
        code: 'backup-incomplete',
        subject: `${newest.aof}/${LOG}`,
        actual: '21 bytes at its end',
      },
    ]);
    expect(
      result.verifications.filter(
        ({ state, blocking }) => state === 'failed' && blocking,
      ),
    ).toEqual([]);
  });

  it.each<[string, Persistence, string, (path: string) => Promise<void>]>([
    ['a snapshot that is cut', 'rdb', 'dump.rdb', path => truncate(path, 900)],
    [
      'a log with something else in it',
      'aof',
      LOG,
      path => writeFile(path, 'x'.repeat(5_000)),
    ],
  ])('names %s even without a manifest', async (_, kind, name, change) => {
    const result = await withChanged(
      pathIn(kind, 'manifest.json'),
      path => rm(path),
      () =>
        withChanged(pathIn(kind, name), change, () => runDrill(worldOf(kind))),
    );
    expect(result.failedIn).toBe('recover');
    expect(result.problems).toMatchObject([
      { code: 'backup-damaged', subject: `${newest[kind]}/${name}` },
    ]);
  });

  it('leaves out the checks of tools that are not there', async () => {
    const bin = await mkdtemp(join(snapshots.source.home, 'bin-'));
    await chmod(bin, 0o755);
    await symlink('/usr/bin/redis-server', join(bin, 'redis-server'));
    for (const world of [snapshots, logs]) {
      const result = await runDrill(world, {
        driver: world.connectWith({ bin }),
      });
      expect(result.problems).toEqual([]);
      expect(result.probe?.missing).toEqual([
        'redis-check-rdb',
        'redis-check-aof',
      ]);
      const skipped = result.verifications.filter(
        ({ state }) => state === 'skipped',
      );
      expect(skipped).toHaveLength(1);
    }
  });

  it('needs no source to restore', async () => {
    const { problems, probe } = await runDrill(snapshots, {
      driver: snapshots.connectWith({ connection: undefined }),
    });
    expect(problems).toEqual([]);
    expect(probe?.sourceVersion).toMatch(/^\d+\.\d+/);
  });

  it('restores the copy before a moment, by what the copy says', async () => {
    const copies = new Copies(snapshots.settings);
    const { beganAt = 0 } = await copies.read(newest.rdb);
    const chosen = (at: number) =>
      copies.choose({ kind: 'time', at }, Date.now());
    expect((await chosen(beganAt)).id).toBe(newest.rdb);
    expect((await chosen(beganAt - 1)).id).toBe('copy-2');
    await expect(chosen(1)).rejects.toMatchObject({
      problem: { code: 'target-outside-window' },
    });
    await expect(
      copies.choose({ kind: 'name', name: 'x' }, Date.now()),
    ).rejects.toMatchObject({ problem: { code: 'invalid-target' } });
    await expect(copies.choose({ kind: 'latest' }, 1)).rejects.toMatchObject({
      problem: { code: 'no-backup' },
    });
  });

  it('dates a copy without a manifest by its files', async () => {
    await withChanged(
      pathIn('rdb', 'manifest.json'),
      path => rm(path),
      async () => {
        const path = pathIn('rdb', 'dump.rdb');
        const at = Math.floor(Date.now() / 1_000) - 5;
        await utimes(path, at, at);
        const copy = await new Copies(snapshots.settings).read(newest.rdb);
        expect(copy.completedAt).toBe(at * 1_000);
        expect(copy.beganAt! % 1_000).toBe(0);
      },
    );
    await withChanged(
      pathIn('aof', 'manifest.json'),
      path => rm(path),
      async () => {
        const copy = await new Copies(logs.settings).read(newest.aof);
        expect(copy.beganAt).toBeUndefined();
      },
    );
  });

  it('says beforehand that there is no older copy for a control', async () => {
    const { dryRun } = await runDrill(snapshots, {
      control: 'stale-copy',
      until: 'plan',
      overrides: {
        frozen: undefined,
        plan: {
          ...snapshots.plan,
          target: {
            kind: 'time',
            at: (await new Copies(snapshots.settings).read('copy-1')).beganAt!,
          },
        },
      },
    });
    expect(dryRun?.refusals).toEqual([
      { code: 'no-backup', subject: 'an older copy' },
    ]);
  });

  it('starts a server again that has gone before it is looked at', async () => {
    const result = await runDrill(snapshots, {
      async onStep(step, context) {
        if (step === 'verify' || step === 'markers') {
          await endProcesses(join(context.directory, 'data'));
        }
      },
    });
    expect(result.problems).toEqual([]);
    expect(result.lines).toContain(
      'verify: the server is gone: starting it again',
    );
  });
});
