import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Files,
  GitOpsRepository,
  HeadMovedError,
  RepositoryError,
} from '../../service/ports';
import { commitObject, CommitIdentity } from './commitObject';
import { CommitSigner } from './CommitSigner';
import { failureOf, GitContext, GitResult, runGit } from './runGit';
import { readTree } from './tree';

/** Where the repository is and how the portal writes to it. */
export interface GitRepositoryOptions {
  /** `https://…`, `ssh://…` or a path. */
  url: string;
  branch: string;
  /** Sent as the password of HTTP basic authentication. */
  token?: string;
  identity: CommitIdentity;
  signer?: CommitSigner;
  /** Folder for a copy of the branch; made when it is not there. Not shared between processes. */
  cacheDirectory: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Commits of which trailers are looked for. */
const SEARCH_DEPTH = 1_000;
const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** A branch of any Git server, reached by the `git` command. */
export class GitRepository implements GitOpsRepository {
  readonly #options: GitRepositoryOptions;
  readonly #git: GitContext;
  /** One command at a time works in the copy. */
  #queue: Promise<unknown> = Promise.resolve();
  #ready = false;

  constructor(options: GitRepositoryOptions) {
    this.#options = options;
    const { token, cacheDirectory } = options;
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    this.#git = {
      directory: join(cacheDirectory, 'gitops.git'),
      secretConfig: token
        ? { 'http.extraHeader': `Authorization: Basic ${basic}` }
        : {},
    };
  }

  head(): Promise<string> {
    return this.#inTurn(() => this.#fetch());
  }

  read(commit: string, folder: string): Promise<Files> {
    return this.#inTurn(async () => {
      await this.#has(commit);
      return readTree(
        args => this.#must(args),
        commit,
        folder,
        input => this.#must(['cat-file', '--batch'], { input }),
      );
    });
  }

  commit(change: {
    expectedHead: string;
    files: Files;
    message: string;
  }): Promise<string> {
    return this.#inTurn(async () => {
      const head = await this.#fetch();
      if (head !== change.expectedHead) {
        throw new HeadMovedError(head);
      }
      const tree = await this.#writeTree(head, change.files);
      const commit = await this.#writeCommit(tree, head, change.message);
      await this.#push(commit, head);
      return commit;
    });
  }

  find({
    name,
    value,
  }: {
    name: string;
    value: string;
  }): Promise<string | undefined> {
    return this.#inTurn(async () => {
      const head = await this.#fetch();
      const { stdout } = await this.#must([
        'log',
        `--max-count=${SEARCH_DEPTH}`,
        `--format=%H %(trailers:key=${name},valueonly,separator=%x20)`,
        head,
      ]);
      return stdout
        .toString()
        .split('\n')
        .map(line => line.split(' '))
        .find(([, ...values]) => values.includes(value))?.[0];
    });
  }

  parent(commit: string): Promise<string> {
    return this.#inTurn(async () => {
      await this.#has(commit);
      const { stdout } = await this.#must(['rev-parse', `${commit}^`]);
      return stdout.toString().trim();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => {});
    return result;
  }

  async #prepare(): Promise<void> {
    if (!this.#ready) {
      await mkdir(this.#options.cacheDirectory, { recursive: true });
      await this.#must(['init', '--quiet', '--bare']);
      this.#ready = true;
    }
  }

  async #fetch(): Promise<string> {
    await this.#prepare();
    const { url, branch } = this.#options;
    const ref = `refs/heads/${branch}`;
    await this.#must([
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--end-of-options',
      url,
      `+${ref}:${ref}`,
    ]);
    const { stdout } = await this.#must(['rev-parse', '--verify', ref]);
    return stdout.toString().trim();
  }

  async #has(commit: string): Promise<void> {
    if (!COMMIT.test(commit)) {
      throw new RepositoryError('not-found', 'That is not a commit');
    }
    await this.#prepare();
    const known = await runGit(this.#git, ['cat-file', '-e', commit]);
    if (known.code !== 0) {
      await this.#fetch();
    }
  }

  async #writeTree(head: string, files: Files): Promise<string> {
    const folder = await mkdtemp(join(this.#options.cacheDirectory, 'index-'));
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    try {
      await this.#must(['read-tree', head], { env });
      const lines: string[] = [];
      for (const [path, content] of files) {
        const blob = await this.#must(['hash-object', '-w', '--stdin'], {
          input: content,
        });
        lines.push(`100644 ${blob.stdout.toString().trim()}\t${path}\0`);
      }
      await this.#must(['update-index', '-z', '--index-info'], {
        env,
        input: lines.join(''),
      });
      const { stdout } = await this.#must(['write-tree'], { env });
      return stdout.toString().trim();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #writeCommit(
    tree: string,
    parent: string,
    message: string,
  ): Promise<string> {
    const { identity, signer, now } = this.#options;
    const seconds = Math.floor(now() / 1_000);
    const content = { tree, parent, identity, message, seconds };
    const signature = await signer?.sign(commitObject(content));
    const { stdout } = await this.#must(
      ['hash-object', '-t', 'commit', '-w', '--stdin'],
      { input: commitObject(content, signature) },
    );
    return stdout.toString().trim();
  }

  /** Moves the branch, and only from where it was seen. */
  async #push(commit: string, expectedHead: string): Promise<void> {
    const { url, branch } = this.#options;
    const pushed = await runGit(this.#git, [
      'push',
      '--quiet',
      '--porcelain',
      `--force-with-lease=refs/heads/${branch}:${expectedHead}`,
      '--end-of-options',
      url,
      `${commit}:refs/heads/${branch}`,
    ]);
    if (pushed.code !== 0) {
      // The answer may have been lost on the way; the branch itself tells.
      const head = await this.#fetch();
      if (head !== commit) {
        throw head === expectedHead
          ? failureOf(pushed)
          : new HeadMovedError(head);
      }
    }
  }

  async #must(
    args: readonly string[],
    options?: { input?: string | Buffer; env?: Record<string, string> },
  ): Promise<GitResult> {
    const result = await runGit(this.#git, args, options);
    if (result.code !== 0) {
      throw failureOf(result);
    }
    return result;
  }
}
