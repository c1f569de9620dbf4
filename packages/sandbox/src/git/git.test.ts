import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Gitops } from './Gitops';
import { GitopsRepository } from './GitopsRepository';
import { GIT_PATH, serveGit } from './httpBackend';
import { gitEnvironment } from './runGit';

jest.setTimeout(60_000);

const TOKEN = 'secret-token';
const PATH = 'environments/dev/textloom-api/deployment.yaml';
const SEED = new Map([
  [PATH, 'kind: Deployment # 文\n'],
  ['environments/dev/textloom-api/service.yaml', ''],
]);
const AT = Date.parse('2026-11-25T10:00:00Z');

const run = promisify(execFile);

/** The Git that a person or the portal has, with its own folder of work. */
async function git(directory: string, ...args: string[]) {
  const who = ['-c', 'user.name=Ana', '-c', 'user.email=ana@textloom.invalid'];
  const { stdout } = await run('git', ['-C', directory, ...who, ...args], {
    env: gitEnvironment(),
    encoding: 'utf8',
  });
  return stdout.trim();
}

const basic = (token: string) =>
  `Authorization: Basic ${Buffer.from(`x:${token}`).toString('base64')}`;

describe('the repository of the sandbox', () => {
  let folder: string;
  let repository: GitopsRepository;
  let gitops: Gitops;
  let server: http.Server;
  let url: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gitops-test-'));
    const directory = join(folder, 'state');
    repository = await GitopsRepository.open({ directory, seed: SEED, at: AT });
    gitops = new Gitops(repository);
    await gitops.refresh();
    server = http.createServer((request, response) =>
      serveGit(
        { root: directory, token: TOKEN, onPush: () => gitops.refresh() },
        request,
        response,
      ),
    );
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}${GIT_PATH}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const clone = async (header = basic(TOKEN), name = 'copy') => {
    const config = `http.extraHeader=${header}`;
    await git(folder, 'clone', '--quiet', '-c', config, url, name);
    return join(folder, name);
  };
  const commit = async (copy: string, text: string) => {
    await writeFile(join(copy, PATH), text);
    await git(copy, 'commit', '--quiet', '--all', '--message', 'Change');
    return git(copy, 'rev-parse', 'HEAD');
  };

  it('is cloned with what it was filled with', async () => {
    const copy = await clone();
    expect(await readFile(join(copy, PATH), 'utf8')).toBe(
      'kind: Deployment # 文\n',
    );
    expect(await git(copy, 'log', '--format=%cI', '-1')).toBe(
      '2026-11-25T10:00:00+00:00',
    );
    expect(await git(copy, 'rev-parse', 'HEAD')).toBe(await repository.head());
    const head = (await repository.head()) ?? '';
    expect(await repository.read(head)).toEqual(SEED);
  });

  it('takes a push, and has noticed it when the client is done', async () => {
    const copy = await clone(`Authorization: Bearer ${TOKEN}`);
    const pushed = await commit(copy, 'kind: Deployment\n# changed\n');
    await git(copy, 'push', '--quiet');
    expect(gitops.latest()?.commit).toBe(pushed);
    const other = await clone(basic(TOKEN), 'other');
    expect(await readFile(join(other, PATH), 'utf8')).toContain('# changed');
  });

  it('refuses a push that is not based on its head, and one that rewrites it', async () => {
    const [first, second] = [await clone(), await clone(basic(TOKEN), 'two')];
    const head = await commit(first, 'first');
    await git(first, 'push', '--quiet');
    await commit(second, 'second');
    await expect(git(second, 'push', '--quiet')).rejects.toThrow('rejected');
    await expect(git(second, 'push', '--quiet', '--force')).rejects.toThrow(
      'denying non-fast-forward',
    );
    await expect(
      git(second, 'push', '--quiet', 'origin', ':main'),
    ).rejects.toThrow('prohibited');
    expect(await repository.head()).toBe(head);
  });

  it.each([
    ['another token', basic('other')],
    ['a longer token', basic(`${TOKEN}x`)],
    ['another scheme', `Authorization: Token ${TOKEN}`],
  ])('opens to nobody with %s', async (_, header) => {
    await expect(clone(header)).rejects.toThrow(
      /could not read|Authentication/,
    );
  });

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, url), {
      ...init,
      headers: { authorization: `Bearer ${TOKEN}`, ...init.headers },
    });

  it('answers 401 without a token, whatever is asked', async () => {
    for (const path of [`${GIT_PATH}/info/refs`, `${GIT_PATH}/../x`, '/git/']) {
      const answer = await fetch(new URL(path, url));
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
    }
  });

  it.each([
    `${GIT_PATH}/HEAD`,
    `${GIT_PATH}/config`,
    `${GIT_PATH}/objects/info/packs`,
    `${GIT_PATH}/%2e%2e/state/gitops.git/info/refs`,
    '/git/other.git/info/refs',
  ])('serves nothing but the smart protocol: %s', async path => {
    expect((await ask(path)).status).toBe(404);
  });

  it('takes no more than it is meant for', async () => {
    const answer = await ask(`${GIT_PATH}/git-receive-pack`, {
      method: 'POST',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
      headers: { 'content-type': 'application/x-git-receive-pack-request' },
    });
    expect(answer.status).toBe(413);
    const before = await repository.head();
    const copy = await clone();
    await writeFile(join(copy, PATH), randomBytes(11 * 1024 * 1024));
    await git(copy, 'commit', '--quiet', '--all', '--message', 'Large');
    // So much is sent in chunks, without a length.
    await expect(git(copy, 'push', '--quiet')).rejects.toThrow();
    expect(await repository.head()).toBe(before);
  });

  it('keeps what was pushed over a restart', async () => {
    const copy = await clone();
    const pushed = await commit(copy, 'kept');
    await git(copy, 'push', '--quiet');
    await repository.close();
    const again = await GitopsRepository.open({
      directory: join(folder, 'state'),
      seed: new Map([['other', 'seed']]),
      at: AT,
    });
    expect(await again.head()).toBe(pushed);
    expect((await again.read(pushed))?.get(PATH)).toBe('kept');
  });

  it('knows commits by their whole name only', async () => {
    const head = (await repository.head()) ?? '';
    expect(await repository.read('0'.repeat(40))).toBeUndefined();
    expect(await repository.read(head.slice(0, 10))).toBeUndefined();
    expect(await repository.read('--all')).toBeUndefined();
  });

  it('finds its head when Git has packed it away', async () => {
    const head = await repository.head();
    await git(join(folder, 'state', 'gitops.git'), 'pack-refs', '--all');
    expect(await repository.head()).toBe(head);
  });
});

it('goes with its folder when it was given none', async () => {
  const repository = await GitopsRepository.open({ seed: SEED, at: AT });
  expect(await repository.head()).toMatch(/^[0-9a-f]{40}$/);
  const { root } = repository;
  await repository.close();
  await expect(readFile(join(root, 'gitops.git', 'HEAD'))).rejects.toThrow(
    'ENOENT',
  );
});

it('gives the same first commit for the same world', async () => {
  const heads = await Promise.all(
    [1, 2].map(async () => {
      const repository = await GitopsRepository.open({ seed: SEED, at: AT });
      const head = await repository.head();
      await repository.close();
      return head;
    }),
  );
  expect(heads[0]).toBe(heads[1]);
});

describe('Gitops', () => {
  const commitOf = (digit: string) => digit.repeat(40);
  const deployment =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n';

  it('answers an older commit once it was read, and says what is missing', async () => {
    const files = new Map([['a/b.yaml', deployment]]);
    let told = 0;
    const gitops = new Gitops(
      {
        head: async () => commitOf('2'),
        read: async commit => (commit === commitOf('9') ? undefined : files),
      },
      () => {
        told += 1;
      },
    );
    expect(gitops.latest()).toBeUndefined();
    await gitops.refresh();
    await gitops.refresh();
    expect(told).toBe(1);
    expect(gitops.latest()?.commit).toBe(commitOf('2'));
    expect(gitops.at(commitOf('1'))).toBeUndefined();
    expect(gitops.at(commitOf('9'))).toBeUndefined();
    await new Promise(setImmediate);
    expect(gitops.at(commitOf('1'))).toMatchObject({ commit: commitOf('1') });
    expect(gitops.at(commitOf('9'))).toBe('missing');
  });

  it('asks again after a failure', async () => {
    let broken = true;
    const gitops = new Gitops({
      head: async () => commitOf('2'),
      read: async () => {
        if (broken) {
          throw new Error('no');
        }
        return new Map();
      },
    });
    gitops.at(commitOf('1'));
    await new Promise(setImmediate);
    broken = false;
    gitops.at(commitOf('1'));
    await new Promise(setImmediate);
    expect(gitops.at(commitOf('1'))).toMatchObject({ commit: commitOf('1') });
  });
});
