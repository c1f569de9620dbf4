import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  access,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { temporaryFolder } from './owner';
import { makeSecrets } from './secrets';
import { markTemporary, removeForgotten } from './temporary';

const MARK = 'textloom-state.json';

describe('removeForgotten', () => {
  let parent: string;
  let state: string;
  let folder: string;
  const ended = spawnSync('true').pid;

  const write = (mark: unknown) =>
    writeFile(join(folder, MARK), JSON.stringify(mark));
  const forgotten = async () =>
    (await removeForgotten(parent)).map(name => basename(name));

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'temporary-'));
    state = join(parent, 'state');
    folder = temporaryFolder('sandbox', state, parent);
    await mkdir(join(folder, 'data'), { recursive: true });
    await write({ state, pid: ended });
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  it('removes what no state folder knows any more', async () => {
    const drills = temporaryFolder('drills', state, parent);
    await mkdir(drills);
    await writeFile(join(drills, MARK), JSON.stringify({ state, pid: ended }));
    expect((await forgotten()).sort()).toEqual(
      [drills, folder].map(name => basename(name)).sort(),
    );
    expect(await readdir(parent)).toEqual([]);
  });

  it('removes what belongs to a state folder that was emptied', async () => {
    await mkdir(state);
    expect(await forgotten()).toEqual([basename(folder)]);
  });

  it('keeps what a state folder needs', async () => {
    await mkdir(state);
    await makeSecrets(state);
    expect(await forgotten()).toEqual([]);
  });

  it('keeps what a process uses whose state was deleted under it', async () => {
    await markTemporary(folder, state);
    expect(await forgotten()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['has no mark', () => rm(join(folder, MARK))],
    ['has a mark of something else', () => write(['textloom'])],
    ['has a mark without a process', () => write({ state })],
    ['has half a mark', () => writeFile(join(folder, MARK), '{"state":')],
    [
      'is named after another state folder',
      () => write({ state: `${state}-other`, pid: ended }),
    ],
    [
      'has another name',
      () => rename(folder, join(parent, 'textloom-sandbox-backup')),
    ],
    [
      'is a link',
      async () => {
        await rename(folder, join(parent, 'elsewhere'));
        await symlink(join(parent, 'elsewhere'), folder);
      },
    ],
    [
      'has a link as its mark',
      async () => {
        await rename(join(folder, MARK), join(parent, 'mark'));
        await symlink(join(parent, 'mark'), join(folder, MARK));
      },
    ],
  ])('leaves alone what %s', async (_, change) => {
    await change();
    const before = await readdir(parent);
    expect(await forgotten()).toEqual([]);
    expect(await readdir(parent)).toEqual(before);
  });

  // Only root can give files away.
  (process.getuid?.() === 0 ? it : it.skip)(
    'leaves alone what another user has marked',
    async () => {
      await chown(join(folder, MARK), 65534, 65534);
      // eslint-disable-next-line jest/no-standalone-expect
      expect(await forgotten()).toEqual([]);
    },
  );

  it('ends the server that still runs in it', async () => {
    const server = spawn('sleep', ['600'], { stdio: 'ignore' });
    const exited = once(server, 'exit');
    const data = join(folder, 'data');
    await writeFile(
      join(data, 'postmaster.pid'),
      `${server.pid}\n${data}\n1764400000\n`,
    );
    expect(await forgotten()).toEqual([basename(folder)]);
    expect(await exited).toEqual([null, 'SIGINT']);
  });
});

describe('markTemporary', () => {
  it('never writes through a link', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'temporary-'));
    const victim = join(parent, 'victim');
    await symlink(victim, join(parent, MARK));
    await markTemporary(parent, '/state');
    await expect(access(victim)).rejects.toThrow('ENOENT');
    await rm(parent, { recursive: true });
  });
});
