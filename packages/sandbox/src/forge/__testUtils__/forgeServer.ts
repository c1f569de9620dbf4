import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from '../../git/runGit';
import { Forge } from '../Forge';
import { FORGE_PATH, serveForge } from '../serveForge';

const run = promisify(execFile);

export const TOKEN = 'secret-token';
/** Time of the clock, and of the first commit. */
export const AT = Date.parse('2026-11-25T10:00:00Z');

/** The header that a person's Git sends. */
export const basic = (token: string) =>
  `Authorization: Basic ${Buffer.from(`ana:${token}`).toString('base64')}`;

/** A forge behind a server of its own, in a folder that goes at the end. */
export async function startForgeServer() {
  const folder = await mkdtemp(join(tmpdir(), 'forge-test-'));
  const directory = join(folder, 'state');
  const forge = await Forge.open({ directory, now: () => AT });
  const server = http.createServer((request, response) =>
    serveForge({ forge, token: TOKEN }, request, response),
  );
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const url = `http://${host}${FORGE_PATH}`;

  /** The Git that a person has. */
  const git = async (at: string, ...args: string[]) => {
    const who = [
      '-c',
      'user.name=Ana',
      '-c',
      'user.email=Ana@textloom.invalid',
    ];
    const { stdout } = await run('git', ['-C', at, ...who, ...args], {
      env: gitEnvironment({
        ...process.env,
      }),
      encoding: 'utf8',
    });
    return stdout.trim();
  };
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: {
        authorization: `token ${TOKEN}`,
        'content-type': 'application/json',
        ...init.headers,
      },
    });
  const create = (name: unknown, more: object = {}) =>
    ask('/api/v1/orgs/textloom/repos', {
      method: 'POST',
      body: JSON.stringify({ name, ...more }),
    });
  return {
    folder,
    directory,
    forge,
    host,
    url,
    git,
    ask,
    create,
    /** Makes a repository and pushes its first commit; the working copy is returned. */
    async push(
      name: string,
      files: Record<string, string>,
      options: { branch?: string; message?: string } = {},
    ) {
      const { branch = 'main', message = 'feat: begin' } = options;
      await create(name);
      const copy = join(folder, `copy-${name}`);
      await git(folder, 'init', '--quiet', `--initial-branch=${branch}`, copy);
      await this.write(copy, files);
      await git(copy, 'add', '--all');
      await git(copy, 'commit', '--quiet', '--message', message);
      const remote = `${url}/textloom/${name}.git`;
      await git(copy, 'remote', 'add', 'origin', remote);
      await git(copy, 'config', 'http.extraHeader', basic(TOKEN));
      await git(copy, 'push', '--quiet', 'origin', branch);
      return copy;
    },
    async write(copy: string, files: Record<string, string>) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(copy, path)), { recursive: true });
        await writeFile(join(copy, path), text);
      }
    },
    /** Commits what is changed and pushes it; the commit is returned. */
    async change(
      copy: string,
      files: Record<string, string>,
      message: string,
      branch = 'main',
    ) {
      await this.write(copy, files);
      await git(copy, 'add', '--all');
      await git(copy, 'commit', '--quiet', '--message', message);
      await git(copy, 'push', '--quiet', 'origin', `HEAD:${branch}`);
      return git(copy, 'rev-parse', 'HEAD');
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

export type ForgeServer = Awaited<ReturnType<typeof startForgeServer>>;
