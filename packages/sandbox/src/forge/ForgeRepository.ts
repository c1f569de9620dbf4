import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '../git/runGit';
import { isRefName } from './names';

/** What the forge keeps of a repository beside Git. */
export interface RepositoryFacts {
  id: number;
  owner: string;
  name: string;
  description: string;
  /** As asked for; everybody on this machine can read it all the same. */
  private: boolean;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** Who did something to a commit, and when: RFC 3339. */
export interface Signature {
  name: string;
  email: string;
  date: string;
}

export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

/** What is in a tree of Git. */
export interface TreeEntry {
  path: string;
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** Bytes, of a blob. */
  size?: number;
}

const SHA = /^[0-9a-f]{7,40}$/;
const FORMAT = [
  '%H',
  '%T',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%B',
];

/** A bare repository on disk, read with the `git` command; what is asked is never an option of it. */
export class ForgeRepository {
  constructor(readonly facts: RepositoryFacts, readonly directory: string) {}

  /** Branch that HEAD names, whether it has a commit or not. */
  async defaultBranch(): Promise<string> {
    const head = await readFile(join(this.directory, 'HEAD'), 'utf8');
    return head.trim().replace('ref: refs/heads/', '');
  }

  /** Commit of a branch, a tag or (the beginning of) its own name, in this order; undefined when there is none. */
  async resolve(ref: string): Promise<string | undefined> {
    if (!isRefName(ref)) {
      return undefined;
    }
    const names = [`refs/heads/${ref}`, `refs/tags/${ref}`];
    for (const name of [...names, ...(SHA.test(ref) ? [ref] : [])]) {
      const found = await this.#ask('rev-parse', [
        ...['--verify', '--quiet', '--end-of-options'],
        `${name}^{commit}`,
      ]);
      if (found) {
        return found.toString().trim();
      }
    }
    return undefined;
  }

  /** Names and commits of branches or tags; of a tag with a message the commit that it is on. */
  async refs(
    kind: 'heads' | 'tags',
  ): Promise<{ name: string; commit: string }[]> {
    const listed = await this.#git('for-each-ref', [
      '--format=%(refname)%00%(objectname)%00%(*objectname)',
      `refs/${kind}`,
    ]);
    return lines(listed).map(line => {
      const [name, object, peeled] = line.split('\0');
      return {
        name: name.slice(`refs/${kind}/`.length),
        commit: peeled || object,
      };
    });
  }

  /**
   * Commits from one back, the newest first.
   * @param options.after - commit at which to stop, which is left out
   * @param options.path - only those that changed it
   */
  async log(
    commit: string,
    options: { limit: number; after?: string; path?: string },
  ): Promise<Commit[]> {
    const { limit, after, path } = options;
    const listed = await this.#git('log', [
      `--format=${FORMAT.join('%x00')}%x01`,
      `--max-count=${limit}`,
      commit,
      ...(after ? [`^${after}`] : []),
      '--',
      ...(path ? [path] : []),
    ]);
    return listed
      .toString()
      .split('\x01')
      .map(text => text.replace(/^\n/, ''))
      .filter(text => text !== '')
      .map(commitOf);
  }

  /** How many commits a commit has behind it, itself included, that another has not. */
  async count(commit: string, after?: string): Promise<number> {
    const range = after ? [`^${after}`] : [];
    const listed = await this.#git('rev-list', ['--count', commit, ...range]);
    return Number(listed.toString());
  }

  /** Whether a commit is among what another is built on. */
  async isBehind(commit: string, other: string): Promise<boolean> {
    const answer = await this.#ask('merge-base', [
      '--is-ancestor',
      commit,
      other,
    ]);
    return answer !== undefined;
  }

  /** Paths that a commit changed. */
  async changedBy(commit: string): Promise<string[]> {
    const listed = await this.#git('diff-tree', [
      ...['-r', '-z', '--root', '--no-commit-id', '--name-only'],
      commit,
    ]);
    return listed
      .toString()
      .split('\0')
      .filter(path => path !== '');
  }

  /** What is at a path of a commit; undefined when nothing is. */
  async entry(commit: string, path: string): Promise<TreeEntry | undefined> {
    const [found] = await this.#list(['-l', '-z', commit, '--', path]);
    return found;
  }

  /** What is directly in a tree, or in all below it. */
  async list(treeish: string, recursive = false): Promise<TreeEntry[]> {
    return this.#list([
      '-l',
      '-z',
      ...(recursive ? ['-r', '-t'] : []),
      treeish,
    ]);
  }

  /** Whether a whole name is one of a tree. */
  async isTree(sha: string): Promise<boolean> {
    const type = await this.#ask('cat-file', ['-t', sha]);
    return type?.toString().trim() === 'tree';
  }

  async blob(sha: string): Promise<Buffer> {
    return this.#git('cat-file', ['blob', sha]);
  }

  /** All files of a commit in one folder, as a compressed tape archive. */
  async archive(commit: string, folder: string): Promise<Buffer> {
    return this.#git('archive', [
      '--format=tar.gz',
      `--prefix=${folder}/`,
      commit,
    ]);
  }

  /** Names a commit with a tag, unless there is one of this name. */
  async tag(name: string, commit: string): Promise<void> {
    await this.#git('update-ref', [
      `refs/tags/${name}`,
      commit,
      '0'.repeat(40),
    ]);
  }

  async #list(args: readonly string[]): Promise<TreeEntry[]> {
    const listed = await this.#git('ls-tree', args);
    return listed
      .toString()
      .split('\0')
      .filter(line => line !== '')
      .map(line => {
        const [facts, path] = split(line, '\t');
        const [mode, type, sha, size] = facts.split(/ +/);
        return {
          path,
          mode,
          type: type as TreeEntry['type'],
          sha,
          ...(size !== '-' && { size: Number(size) }),
        };
      });
  }

  #git(command: string, args: readonly string[]): Promise<Buffer> {
    return runGit(this.directory, ['--literal-pathspecs', command, ...args]);
  }

  /** Undefined where Git says no. */
  #ask(command: string, args: readonly string[]): Promise<Buffer | undefined> {
    return this.#git(command, args).catch(() => undefined);
  }
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}

function lines(output: Buffer): string[] {
  return output
    .toString()
    .split('\n')
    .filter(line => line !== '');
}

function commitOf(text: string): Commit {
  const [sha, tree, parents, ...rest] = text.split('\0');
  const [an, ae, ad, cn, ce, cd, ...message] = rest;
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(parent => parent !== ''),
    author: { name: an, email: ae, date: ad },
    committer: { name: cn, email: ce, date: cd },
    message: message.join('\0').trimEnd(),
  };
}
