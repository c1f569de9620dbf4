import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  childEnvironment,
  endProcesses,
  findProcesses,
  identityOf,
  killTree,
  run,
  serverIdentity,
  spawnServer,
} from '.';
import { DrillProblem } from '../../service/ports';

jest.setTimeout(30_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'process-'));
});
afterEach(async () => {
  await endProcesses(folder);
  await rm(folder, { recursive: true, force: true });
});

const options = () => ({ cwd: folder, env: childEnvironment(folder) });

/** A program with a child of its own, both of which have the folder in their arguments. */
const parent = (before = '') => [
  '-c',
  `${before}echo started; sleep 600; exit 0 # ${folder}/data`,
];

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await sleep(10);
  }
}

describe('run', () => {
  it('gives the exit code, what was said and the last lines', async () => {
    const lines: string[] = [];
    const result = await run('sh', ['-c', 'echo one; echo two >&2; exit 3'], {
      ...options(),
      onLine: line => lines.push(line),
    });
    expect(result).toMatchObject({ code: 3, stdout: 'one\n' });
    expect([...result.tail].sort()).toEqual(['one', 'two']);
    expect([...lines].sort()).toEqual(['one', 'two']);
  });

  it('hands nothing of the own environment on, and no words to a shell', async () => {
    process.env.DRILL_SECRET = 'hunter2';
    try {
      const { stdout } = await run('env', [], options());
      expect(stdout).not.toContain('hunter2');
      const text = '$(echo pwned); `id`';
      const echoed = await run('printf', ['%s', text], options());
      expect(echoed.stdout).toBe(text);
    } finally {
      delete process.env.DRILL_SECRET;
    }
  });

  it('shortens lines and stops telling after some', async () => {
    const lines: string[] = [];
    await run('sh', ['-c', `printf '%0900d\\n' 1; yes x | head -n 100`], {
      ...options(),
      onLine: line => lines.push(line),
      maxLines: 10,
    });
    expect(lines).toHaveLength(10);
    expect(lines[0]).toHaveLength(500);
  });

  it('fails when the program is not there', async () => {
    await expect(
      run(join(folder, 'no-such-program'), [], options()),
    ).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each(['the signal', 'the time'])(
    'ends it with its children by %s',
    async by => {
      const abort = new AbortController();
      const running = run('sh', parent(), {
        ...options(),
        onLine: () => by === 'the signal' && abort.abort(new Error('enough')),
        signal: abort.signal,
        ...(by === 'the time' && { timeoutMs: 200 }),
      });
      await expect(running).rejects.toThrow(
        by === 'the signal' ? 'enough' : /timeout/i,
      );
      expect(await findProcesses(folder)).toEqual([]);
    },
  );

  it('does not start when it was aborted before', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(
      run('touch', [join(folder, 'made')], { ...options(), signal }),
    ).rejects.toThrow('too late');
    await expect(readFile(join(folder, 'made'))).rejects.toThrow('ENOENT');
  });
});

describe('spawnServer', () => {
  const start = (signal?: AbortSignal) =>
    spawnServer('sh', parent(), join(folder, 'log'), { ...options(), signal });

  it('writes to its log, and tells that it has ended', async () => {
    const server = await start();
    expect(server.exit()).toBeUndefined();
    await until(async () =>
      (await readFile(join(folder, 'log'), 'utf8')).includes('started'),
    );
    await killTree(server.pid);
    await until(async () => server.exit() !== undefined);
    expect(server.exit()).toEqual({ code: null });
  });

  it('ends with the signal until it is released', async () => {
    const abort = new AbortController();
    const [ended, kept] = [
      await start(abort.signal),
      await start(abort.signal),
    ];
    kept.release();
    abort.abort();
    await until(async () => ended.exit() !== undefined);
    expect(kept.exit()).toBeUndefined();
    await killTree(kept.pid);
  });

  it('fails when the program is not there', async () => {
    await expect(
      spawnServer('/no/such/program', [], join(folder, 'log'), options()),
    ).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('endProcesses', () => {
  it('finds what names the folder or works in it, and nothing of a longer name', async () => {
    // It does not listen when it is asked, and is killed.
    const named = await spawnServer(
      'sh',
      parent(`trap '' QUIT; `),
      join(folder, 'log'),
      { ...options(), cwd: '/' },
    );
    const inside = await spawnServer(
      'sleep',
      ['600'],
      join(folder, 'log'),
      options(),
    );
    const other = await spawnServer(
      'sh',
      ['-c', `sleep 600; exit # ${folder}-other/data`],
      join(folder, 'log'),
      { ...options(), cwd: '/' },
    );
    try {
      await until(async () => (await findProcesses(folder)).length >= 2);
      const found = (await findProcesses(folder)).map(({ pid }) => pid);
      expect(found).toEqual(expect.arrayContaining([named.pid, inside.pid]));
      expect(found).not.toContain(other.pid);
      const ended = await endProcesses(folder);
      expect(ended.map(({ pid }) => pid)).toEqual(
        expect.arrayContaining([named.pid, inside.pid]),
      );
      expect(await findProcesses(folder)).toEqual([]);
      expect(other.exit()).toBeUndefined();
    } finally {
      await killTree(other.pid);
    }
  });

  it('does nothing where there is nothing', async () => {
    expect(await endProcesses(join(folder, 'none'))).toEqual([]);
  });
});

describe('identity', () => {
  const asRoot = process.getuid?.() === 0;
  const outcomeOf = (act: Promise<object>) =>
    act.catch(({ problem }: DrillProblem) => problem);

  it.each(['no-such-user-here', '--help', 'a b', 'root;id'])(
    'refuses the user %s',
    async user => {
      expect(await outcomeOf(identityOf(user))).toEqual(
        asRoot ? { code: 'not-configured', subject: 'runAs' } : {},
      );
    },
  );

  it.each([undefined, 'root'])(
    'never runs a server as root: %s',
    async user => {
      expect(await outcomeOf(serverIdentity(user))).toEqual(
        asRoot ? { code: 'runs-as-root', subject: 'runAs' } : {},
      );
    },
  );

  it('knows the ids of a user', async () => {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async flag => {
        const { stdout } = await run('id', [flag, 'nobody'], options());
        return Number(stdout.trim());
      }),
    );
    expect(await identityOf('nobody')).toEqual(asRoot ? { uid, gid } : {});
  });
});
