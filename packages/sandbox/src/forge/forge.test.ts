import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AT,
  basic,
  ForgeServer,
  startForgeServer,
  TOKEN,
} from './__testUtils__/forgeServer';
import { Forge } from './Forge';

jest.setTimeout(60_000);

const FILES = {
  'README.md': '# Captions 字幕\n',
  'catalog-info.yaml': 'kind: Component\n',
  'chart/Chart.yaml': 'name: captions\n',
  'docs/a b/ü.md': 'ü\n',
};

describe('the forge', () => {
  let server: ForgeServer;
  let copy: string;

  beforeAll(async () => {
    server = await startForgeServer();
    copy = await server.push('captions', FILES);
  });
  afterAll(() => server?.close());

  const read = async (path: string) => {
    const answer = await server.ask(path);
    return { status: answer.status, body: await answer.json() };
  };
  const REPO = '/api/v1/repos/textloom/captions';

  it('has one organization from the start, and takes others', async () => {
    expect(await read('/api/v1/orgs/textloom')).toMatchObject({
      status: 200,
      body: { name: 'textloom', username: 'textloom' },
    });
    expect((await read('/api/v1/orgs/nobody')).status).toBe(404);
    const make = (username: unknown) =>
      server.ask('/api/v1/orgs', {
        method: 'POST',
        body: JSON.stringify({ username }),
      });
    expect((await make('other-team')).status).toBe(201);
    expect((await make('Other-Team')).status).toBe(422);
    expect((await make('api')).status).toBe(422);
    expect((await make('../x')).status).toBe(422);
  });

  it('creates a repository, tells of it and deletes it', async () => {
    const made = await server.create('Overlays', {
      description: 'Draws <over> videos',
      private: true,
    });
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({
      name: 'Overlays',
      full_name: 'textloom/Overlays',
      owner: { login: 'textloom' },
      description: 'Draws <over> videos',
      private: true,
      empty: true,
      default_branch: 'main',
      html_url: `${server.url}/textloom/Overlays`,
      clone_url: `${server.url}/textloom/Overlays.git`,
      created_at: '2026-11-25T10:00:00Z',
      permissions: { admin: true, push: true, pull: true },
    });
    // Names differ by more than case.
    const again = await server.create('overlays');
    expect(again.status).toBe(409);
    expect((await again.json()).message).toBe(
      'The repository with the same name already exists.',
    );
    const path = '/api/v1/repos/textloom/overlays';
    expect((await read(path)).body.name).toBe('Overlays');
    expect((await server.ask(path, { method: 'DELETE' })).status).toBe(204);
    expect((await read(path)).status).toBe(404);
    expect((await server.create('overlays')).status).toBe(201);
  });

  it('makes one repository of two requests at once', async () => {
    const made = await Promise.all(
      ['race', 'race', 'RACE'].map(name => server.create(name)),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it.each([
    ['', 422],
    [undefined, 422],
    [7, 422],
    ['..', 422],
    ['-', 422],
    ['a/b', 422],
    ['a b', 422],
    ['x.git', 422],
    ['x.wiki', 422],
    ['ä', 422],
    ['x'.repeat(101), 422],
    ['a\0b', 422],
  ])('takes no repository named %p', async (name, status) => {
    expect((await server.create(name)).status).toBe(status);
  });

  it('changes nothing without its token', async () => {
    for (const authorization of ['', 'token other', basic('other').slice(15)]) {
      for (const [path, method] of [
        ['/api/v1/orgs/textloom/repos', 'POST'],
        [REPO, 'DELETE'],
      ]) {
        const answer = await server.ask(path, {
          method,
          headers: { authorization },
          ...(method === 'POST' && { body: '{"name":"x"}' }),
        });
        expect([authorization, answer.status]).toEqual([authorization, 401]);
      }
    }
    const anonymous = await fetch(`${server.url}${REPO}`);
    expect(anonymous.status).toBe(200);
    expect((await anonymous.json()).permissions.push).toBe(false);
    const wrong = await server.ask(REPO, {
      headers: { authorization: 'token other' },
    });
    expect(wrong.status).toBe(401);
  });

  it('refuses bodies that it cannot take', async () => {
    const post = (body: string, type = 'application/json') =>
      server.ask('/api/v1/orgs/textloom/repos', {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    expect((await post('{')).status).toBe(422);
    expect((await post('[]')).status).toBe(422);
    expect((await post('{"name":"x"}', 'text/plain')).status).toBe(415);
    expect((await post(`"${'x'.repeat(70_000)}"`)).status).toBe(413);
    const long = { name: 'long', description: 'x'.repeat(2_049) };
    expect((await post(JSON.stringify(long))).status).toBe(422);
    const branch = { name: 'branch', default_branch: '../x' };
    expect((await post(JSON.stringify(branch))).status).toBe(422);
    expect((await read('/api/v1/repos/textloom/branch')).status).toBe(404);
    expect((await server.ask(REPO, { method: 'PATCH' })).status).toBe(405);
  });

  it('shows files, folders, branches, commits and trees', async () => {
    const head = await server.git(copy, 'rev-parse', 'HEAD');
    const readme = await read(`${REPO}/contents/README.md?ref=main`);
    expect(readme.body).toMatchObject({
      name: 'README.md',
      path: 'README.md',
      type: 'file',
      encoding: 'base64',
      last_commit_sha: head,
      sha: await server.git(copy, 'rev-parse', 'HEAD:README.md'),
      html_url: `${server.url}/textloom/captions/src/branch/main/README.md`,
    });
    expect(Buffer.from(readme.body.content, 'base64').toString()).toBe(
      FILES['README.md'],
    );
    const odd = await server.ask(`${REPO}/raw/docs/a%20b/%C3%BC.md`);
    expect(await odd.text()).toBe('ü\n');
    expect(odd.headers.get('content-type')).toMatch('text/plain');
    const root = await read(`${REPO}/contents`);
    expect(
      root.body.map(({ path, type }: Record<string, string>) => [path, type]),
    ).toEqual([
      ['README.md', 'file'],
      ['catalog-info.yaml', 'file'],
      ['chart', 'dir'],
      ['docs', 'dir'],
    ]);
    const chart = await read(`${REPO}/contents/chart?ref=${head}`);
    expect(chart.body).toMatchObject([{ path: 'chart/Chart.yaml' }]);
    expect((await read(`${REPO}/branches/main`)).body).toMatchObject({
      name: 'main',
      commit: { id: head, message: 'feat: begin', author: { name: 'Ana' } },
    });
    expect((await read(`${REPO}/branches`)).body).toHaveLength(1);
    expect((await read(`${REPO}/branches/none`)).status).toBe(404);
    expect((await read(`${REPO}/git/commits/main`)).body.sha).toBe(head);
    expect((await read(`${REPO}/commits`)).body).toHaveLength(1);
    const tree = await server.git(copy, 'rev-parse', 'HEAD^{tree}');
    for (const name of ['main', head, tree]) {
      const { body } = await read(`${REPO}/git/trees/${name}?recursive=true`);
      expect(body).toMatchObject({ sha: tree, truncated: false });
      expect(body.tree).toHaveLength(7);
    }
  });

  it('is cloned by anybody, and pushed to with the token only', async () => {
    const url = `${server.url}/textloom/captions.git`;
    await server.git(server.folder, 'clone', '--quiet', url, 'anonymous');
    const clone = join(server.folder, 'anonymous');
    expect(await readFile(join(clone, 'README.md'), 'utf8')).toBe(
      FILES['README.md'],
    );
    await writeFile(join(clone, 'README.md'), 'changed');
    await server.git(clone, 'commit', '--quiet', '--all', '--message', 'x');
    const refused = /could not read|Authentication/;
    await expect(server.git(clone, 'push', '--quiet')).rejects.toThrow(refused);
    const withHeader = (header: string) =>
      server.git(clone, '-c', `http.extraHeader=${header}`, 'push', '--quiet');
    await expect(withHeader(basic('other'))).rejects.toThrow(refused);
    const before = await server.git(copy, 'rev-parse', 'HEAD');
    expect((await read(`${REPO}/git/commits/main`)).body.sha).toBe(before);
    const pushed: string[] = [];
    server.forge.onPush(({ facts }) => pushed.push(facts.name));
    await server.git(clone, 'checkout', '--quiet', '-b', 'feature/x');
    for (const scheme of ['token', 'Bearer']) {
      const header = `Authorization: ${scheme} ${TOKEN}`;
      const config = `http.extraHeader=${header}`;
      await server.git(
        clone,
        ...['-c', config, 'push', '--quiet', 'origin'],
        `HEAD:feature/${scheme}`,
      );
    }
    expect(pushed).toEqual(['captions', 'captions']);
    expect((await read(`${REPO}/branches/feature/token`)).status).toBe(200);
    const at = await read(`${REPO}/contents/README.md?ref=feature/token`);
    expect(Buffer.from(at.body.content, 'base64').toString()).toBe('changed');
  });

  it('takes no more than it is meant for', async () => {
    const large = join(server.folder, 'large');
    await mkdir(large);
    await server.git(large, 'init', '--quiet', '--initial-branch=main');
    await writeFile(join(large, 'blob'), randomBytes(11 * 1024 * 1024));
    await server.git(large, 'add', '--all');
    await server.git(large, 'commit', '--quiet', '--message', 'Large');
    await server.create('large');
    const push = server.git(
      large,
      ...['-c', `http.extraHeader=${basic(TOKEN)}`, 'push', '--quiet'],
      ...[`${server.url}/textloom/large.git`, 'main'],
    );
    await expect(push).rejects.toThrow();
    expect((await read('/api/v1/repos/textloom/large')).body.empty).toBe(true);
    expect((await read('/api/v1/repos/textloom/large/contents')).status).toBe(
      404,
    );
  });

  it.each([
    '/contents/../../../etc/passwd',
    '/contents/%2e%2e/%2e%2e/forge.json',
    '/contents/..%2f..%2fforge.json',
    '/contents/.git/config',
    '/contents/x%00y',
    '/contents/README.md?ref=--all',
    '/contents/README.md?ref=main..main',
    '/contents/README.md?ref=main%5E%7Btree%7D',
    '/contents/README.md?ref=@{-1}',
    '/raw/README.md?ref=../HEAD',
    '/raw/forge.json',
    '/raw/chart',
    '/archive/main.zip',
    '/archive/--output=x.tar.gz',
    '/git/trees/README.md',
    '/git/commits/HEAD%20x',
    '/contents/%',
    '/unknown',
  ])('answers a refusal to %s', async path => {
    const answer = await server.ask(`${REPO}${path}`);
    expect([400, 404, 422]).toContain(answer.status);
    expect(Object.keys(await answer.json())).toEqual(['message', 'url']);
  });

  it.each([
    '/textloom/captions.git/HEAD',
    '/textloom/captions.git/config',
    '/textloom/captions.git/objects/info/packs',
    '/textloom/captions.git/info/refs',
    '/textloom/captions.git/info/refs?service=git-x',
    '/textloom/..%2fcaptions.git/info/refs?service=git-upload-pack',
    '/~new-x/captions.git/info/refs?service=git-upload-pack',
    '/textloom/none.git/info/refs?service=git-upload-pack',
  ])('serves nothing but the smart protocol: %s', async path => {
    expect((await server.ask(path)).status).toBe(404);
  });

  it('keeps what was pushed over a restart, and clears what was left half made', async () => {
    await mkdir(join(server.directory, '~new-left'));
    const again = await Forge.open({
      directory: server.directory,
      now: () => AT,
    });
    const repository = await again.repository('textloom', 'captions');
    expect(await repository?.resolve('main')).toBe(
      await server.git(copy, 'rev-parse', 'HEAD'),
    );
    expect(await readdir(server.directory)).not.toContain('~new-left');
    const made = await again.create('textloom', { name: 'after-restart' });
    const ids = (await again.repositories()).map(({ facts }) => facts.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(made.facts.id).toBe(Math.max(...ids));
  });

  it('has pages that a person can read, in both languages', async () => {
    const page = async (path: string, language = 'en') => {
      const answer = await fetch(`${server.url}${path}`, {
        headers: { 'accept-language': language },
      });
      return { status: answer.status, text: await answer.text() };
    };
    expect((await page('')).text).toContain('textloom/captions');
    const overview = await page('/textloom/captions');
    expect(overview.text).toContain(
      `git clone ${server.url}/textloom/captions.git`,
    );
    expect(overview.text).toContain('catalog-info.yaml');
    expect((await page('/textloom/captions', 'zh-CN')).text).toContain('克隆');
    // What the scaffolder waits for after a push.
    const branch = await page('/textloom/captions/src/branch/main');
    expect(branch.status).toBe(200);
    const file = await page('/textloom/captions/src/branch/main/README.md');
    expect(file.text).toContain('# Captions 字幕');
    const folder = await page('/textloom/captions/src/branch/main/docs/a%20b');
    expect(folder.text).toContain('docs/a%20b/%C3%BC.md');
    const slashed = '/textloom/captions/src/branch/feature/token/README.md';
    expect((await page(slashed)).text).toContain('changed');
    for (const path of [
      '/textloom/none',
      '/x',
      '/textloom/captions/src/tag/x',
    ]) {
      expect([path, (await page(path)).status]).toEqual([path, 404]);
    }
  });

  it('runs nothing that somebody pushes or writes', async () => {
    const script = '<script>alert(1)</script>';
    await server.create('hostile', { description: script });
    await server.push('hostile', { '<img src=x>.md': script });
    const root = await (await fetch(`${server.url}/textloom/hostile`)).text();
    expect(root).not.toMatch(/<script>|<img/);
    const path = encodeURIComponent('<img src=x>.md');
    const file = await fetch(
      `${server.url}/textloom/hostile/src/branch/main/${path}`,
    );
    expect(await file.text()).toContain('&lt;script&gt;');
    expect(file.headers.get('content-security-policy')).toMatch(
      "default-src 'none'",
    );
  });
});

it('goes with its folder when it was given none', async () => {
  const forge = await Forge.open({ now: () => AT });
  await forge.create('textloom', { name: 'x' });
  await forge.close();
  await expect(readdir(forge.root)).rejects.toThrow('ENOENT');
});
