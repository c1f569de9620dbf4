import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGit } from './runGit';

/** Text files by path from the root of the repository. */
export type Files = ReadonlyMap<string, string>;

/** Branch that the clusters follow. */
export const BRANCH = 'main';
const NAME = 'gitops.git';
const COMMIT = /^[0-9a-f]{40}$/;

/** A bare Git repository on disk: what should run where. */
export class GitopsRepository {
  /** Folder in which the repository is. */
  readonly root: string;
  readonly #temporary: boolean;

  private constructor(root: string, temporary: boolean) {
    this.root = root;
    this.#temporary = temporary;
  }

  /**
   * Opens the repository in a folder, and fills it with a first commit when there is none yet.
   * @param options.directory - made when it is not there; without it a temporary one is used, which goes at the end
   * @param options.at - time of the first commit, milliseconds since the epoch
   * @throws when Git is not installed
   */
  static async open(options: {
    directory?: string;
    seed: Files;
    at: number;
  }): Promise<GitopsRepository> {
    const { directory } = options;
    if (directory) {
      await mkdir(directory, { recursive: true });
    }
    const root = directory ?? (await mkdtemp(join(tmpdir(), 'gitops-')));
    const repository = new GitopsRepository(root, directory === undefined);
    try {
      await repository.#prepare();
      if ((await repository.head()) === undefined) {
        await repository.#seed(options.seed, options.at);
      }
    } catch (error) {
      await repository.close();
      throw error;
    }
    return repository;
  }

  /** Commit at the head of the branch; undefined when there is none. */
  async head(): Promise<string | undefined> {
    const loose = await readFile(
      join(this.#path, 'refs', 'heads', BRANCH),
      'utf8',
    ).catch(() => '');
    if (COMMIT.test(loose.trim())) {
      return loose.trim();
    }
    // Refs that Git has packed are in a file of its own form.
    return this.#git(['rev-parse', '--verify', `refs/heads/${BRANCH}`]).then(
      output => output.toString().trim(),
      () => undefined,
    );
  }

  /** All files of a commit; undefined when there is no such commit. */
  async read(commit: string): Promise<Files | undefined> {
    if (!COMMIT.test(commit)) {
      return undefined;
    }
    const listed = await this.#git(['ls-tree', '-rz', commit]).catch(
      () => undefined,
    );
    const entries = listed
      ?.toString()
      .split('\0')
      .flatMap(line => {
        const [, object, path] =
          /^100\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
        return object && path ? [{ object, path }] : [];
      });
    return entries && this.#contents(entries);
  }

  /** Forgets the repository if it was temporary. */
  async close(): Promise<void> {
    if (this.#temporary) {
      await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  get #path(): string {
    return join(this.root, NAME);
  }

  async #prepare(): Promise<void> {
    await this.#git([
      'init',
      '--quiet',
      '--bare',
      `--initial-branch=${BRANCH}`,
    ]);
    for (const [key, value] of [
      ['http.receivepack', 'true'],
      ['receive.denyNonFastForwards', 'true'],
      ['receive.denyDeletes', 'true'],
      ['receive.autogc', 'false'],
      ['receive.fsckObjects', 'true'],
      ['receive.maxInputSize', '10m'],
    ]) {
      await this.#git(['config', key, value]);
    }
  }

  async #seed(files: Files, at: number): Promise<void> {
    const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const who = `TextLoom sandbox <sandbox@textloom.invalid> ${Math.floor(
      at / 1_000,
    )} +0000`;
    const changes = [...files].map(
      ([path, text]) => `M 100644 inline ${path}\n${data(text)}`,
    );
    await this.#git(
      ['fast-import', '--quiet'],
      `commit refs/heads/${BRANCH}\ncommitter ${who}\n${data(
        'What runs in each environment',
      )}${changes.join('')}`,
    );
  }

  async #contents(
    entries: { object: string; path: string }[],
  ): Promise<Map<string, string>> {
    const output = await this.#git(
      ['cat-file', '--batch'],
      entries.map(({ object }) => `${object}\n`).join(''),
    );
    const files = new Map<string, string>();
    let from = 0;
    for (const { path } of entries) {
      const line = output.indexOf('\n', from);
      const size = Number(output.toString('utf8', from, line).split(' ')[2]);
      files.set(path, output.toString('utf8', line + 1, line + 1 + size));
      from = line + size + 2;
    }
    return files;
  }

  #git(args: readonly string[], input?: string): Promise<Buffer> {
    return runGit(this.#path, args, input);
  }
}
