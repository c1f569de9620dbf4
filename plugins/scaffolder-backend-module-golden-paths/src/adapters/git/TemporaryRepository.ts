import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureOf, GitOptions, GitResult, runGit } from './runGit';

/** Trailer of every commit that a task makes: by it the task is recognised later. */
export const TASK_TRAILER = 'Template-Task';

/** Id that tells the index to take a file out. */
const NOTHING = '0'.repeat(40);

/** A repository elsewhere. */
export interface Remote {
  /** `https://…` or a path. */
  url: string;
  /** Sent as the password of HTTP basic authentication. */
  token?: string;
}

/** Who commits. */
export interface Identity {
  name: string;
  email: string;
}

/** A commit that changed a folder. */
export interface Change {
  commit: string;
  /** The task that made it, by its trailer. */
  task?: string;
}

/** A bare repository in a temporary folder, between a workspace and a remote one. */
export class TemporaryRepository {
  readonly #folder: string;
  readonly #remote: Remote;

  private constructor(folder: string, remote: Remote) {
    this.#folder = folder;
    this.#remote = remote;
  }

  /** Runs some work in a new repository, and removes it. */
  static async use<T>(
    remote: Remote,
    work: (repository: TemporaryRepository) => Promise<T>,
  ): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'golden-paths-git-'));
    try {
      const repository = new TemporaryRepository(folder, remote);
      await repository.#must(['init', '--quiet', '--bare']);
      return await work(repository);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The newest commit of a branch, fetched with its history unless shallow; `undefined` where there is no such branch. */
  async fetch(branch: string, shallow: boolean): Promise<string | undefined> {
    const ref = `refs/heads/${branch}`;
    const listed = await this.#must([
      'ls-remote',
      '--end-of-options',
      this.#remote.url,
      ref,
    ]);
    if (listed.stdout === '') {
      return undefined;
    }
    await this.#must([
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      ...(shallow ? ['--depth=1'] : []),
      '--end-of-options',
      this.#remote.url,
      `+${ref}:${ref}`,
    ]);
    return this.#line(['rev-parse', '--verify', ref]);
  }

  /** Id of a tree, by which contents are compared; `undefined` where the commit has no such folder. */
  async tree(commit: string, folder = ''): Promise<string | undefined> {
    const { code, stdout } = await this.#git([
      'rev-parse',
      '--verify',
      '--quiet',
      `${commit}:${folder}`,
    ]);
    return code === 0 ? stdout.trim() : undefined;
  }

  /** Takes a folder as it is; what its `.gitignore` names stays out. */
  async snapshot(workTree: string): Promise<string> {
    await this.#must(['--work-tree', workTree, 'add', '--all', '.'], {
      cwd: workTree,
    });
    return this.#line(['write-tree']);
  }

  /** The tree of a commit with files put in (`null` takes out every file under a path). */
  async change(
    commit: string,
    files: ReadonlyMap<string, string | null>,
  ): Promise<string> {
    await this.#must(['read-tree', commit]);
    const blobs = await this.#blobs(
      [...files.values()].filter(content => content !== null),
    );
    const entries: string[] = [];
    for (const [path, content] of files) {
      if (content === null) {
        const inside = await this.#filesUnder(commit, path);
        entries.push(...inside.map(file => `0 ${NOTHING}\t${file}\0`));
      } else {
        entries.push(`100644 ${blobs.shift()}\t${path}\0`);
      }
    }
    await this.#must(['update-index', '-z', '--index-info'], {
      input: entries.join(''),
    });
    return this.#line(['write-tree']);
  }

  /** @param at milliseconds since the epoch. */
  commit(options: {
    tree: string;
    parent?: string;
    message: string;
    author: Identity;
    at: number;
  }): Promise<string> {
    const { tree, parent, message, author, at } = options;
    const date = `${Math.floor(at / 1_000)} +0000`;
    return this.#line(
      ['commit-tree', tree, ...(parent ? ['-p', parent] : []), '-F', '-'],
      {
        input: message,
        env: {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_AUTHOR_DATE: date,
          GIT_COMMITTER_NAME: author.name,
          GIT_COMMITTER_EMAIL: author.email,
          GIT_COMMITTER_DATE: date,
        },
      },
    );
  }

  /**
   * Moves a branch, and only from where it was seen; `undefined` where it was not there.
   * @returns whether it moved; `false` when somebody else was faster.
   */
  async push(
    commit: string,
    branch: string,
    seen: string | undefined,
  ): Promise<boolean> {
    const ref = `refs/heads/${branch}`;
    const pushed = await this.#git([
      'push',
      '--quiet',
      '--porcelain',
      `--force-with-lease=${ref}:${seen ?? ''}`,
      '--end-of-options',
      this.#remote.url,
      `${commit}:${ref}`,
    ]);
    if (pushed.code === 0) {
      return true;
    }
    // The answer may have been lost on the way; the branch itself tells.
    const listed = await this.#must([
      'ls-remote',
      '--end-of-options',
      this.#remote.url,
      ref,
    ]);
    const head = listed.stdout.split('\t')[0] || undefined;
    if (head !== commit && head === seen) {
      throw failureOf(pushed);
    }
    return head === commit;
  }

  /** Commits that changed a folder, or the whole repository, the newest first. */
  async changes(commit: string, folder?: string): Promise<Change[]> {
    const { stdout } = await this.#must(
      [
        'log',
        '--max-count=1000',
        `--format=%H %(trailers:key=${TASK_TRAILER},valueonly,separator=%x20)`,
        commit,
        ...(folder === undefined ? [] : ['--', folder]),
      ],
      { env: { GIT_LITERAL_PATHSPECS: '1' } },
    );
    return stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => {
        const [hash, task] = line.split(' ');
        return { commit: hash, ...(task && { task }) };
      });
  }

  /** Ids of contents, in their order, by one process for all of them. */
  async #blobs(contents: readonly string[]): Promise<string[]> {
    const folder = await mkdtemp(join(this.#folder, 'contents-'));
    const paths = contents.map((_, index) => join(folder, String(index)));
    await Promise.all(
      contents.map((content, index) => writeFile(paths[index], content)),
    );
    const { stdout } = await this.#must(
      ['hash-object', '-w', '--no-filters', '--stdin-paths'],
      { input: paths.map(path => `${path}\n`).join('') },
    );
    return stdout.split('\n');
  }

  async #filesUnder(commit: string, folder: string): Promise<string[]> {
    const { stdout } = await this.#must([
      'ls-tree',
      '-r',
      '-z',
      '--full-tree',
      '--name-only',
      commit,
      '--',
      folder,
    ]);
    return stdout.split('\0').filter(path => path !== '');
  }

  #git(
    args: readonly string[],
    options: GitOptions & { cwd?: string } = {},
  ): Promise<GitResult> {
    const { token } = this.#remote;
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    return runGit(
      [
        ...(options.cwd ? ['-C', options.cwd] : []),
        '--git-dir',
        this.#folder,
        ...args,
      ],
      {
        ...options,
        secretConfig: token
          ? { 'http.extraHeader': `Authorization: Basic ${basic}` }
          : {},
      },
    );
  }

  async #must(
    args: readonly string[],
    options?: GitOptions & { cwd?: string },
  ): Promise<GitResult> {
    const result = await this.#git(args, options);
    if (result.code !== 0) {
      throw failureOf(result);
    }
    return result;
  }

  async #line(args: readonly string[], options?: GitOptions): Promise<string> {
    return (await this.#must(args, options)).stdout.trim();
  }
}
