import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGit } from '../git/runGit';
import { isRecord } from '../kubernetes/types';
import { writeState } from '../state/writeState';
import { ForgeError } from './errors';
import { ForgeRepository, RepositoryFacts } from './ForgeRepository';
import {
  checkOwnerName,
  checkRepositoryName,
  isName,
  isRefName,
} from './names';

/** The organization that is there from the start. */
export const ORGANIZATION = 'textloom';
const FACTS = 'forge.json';
const MAX_DESCRIPTION = 2_048;
/** Folders that are not whole, or are on their way out; no name begins so. */
const ASIDE = '~';

/** What somebody says of a new repository. */
export interface NewRepository {
  name: unknown;
  description?: unknown;
  private?: unknown;
  default_branch?: unknown;
}

/** Repositories of organizations, each a bare one of Git in `ORGANIZATION/NAME.git`. Names differ by more than case. */
export class Forge {
  /** Folder that the organizations are in. */
  readonly root: string;
  readonly #temporary: boolean;
  readonly #now: () => number;
  readonly #watchers: ((repository: ForgeRepository) => void)[] = [];
  #lastId = 0;

  private constructor(root: string, temporary: boolean, now: () => number) {
    this.root = root;
    this.#temporary = temporary;
    this.#now = now;
  }

  /**
   * Opens what a folder holds, with the first organization.
   * @param options.directory - made when it is not there; without it a temporary one is used, which goes at the end
   * @param options.now - milliseconds since the epoch
   */
  static async open(options: {
    directory?: string;
    now(): number;
  }): Promise<Forge> {
    const { directory, now } = options;
    const root = directory ?? (await mkdtemp(join(tmpdir(), 'forge-')));
    const forge = new Forge(root, directory === undefined, now);
    await mkdir(join(root, ORGANIZATION), { recursive: true });
    await forge.#tidy();
    const ids = (await forge.repositories()).map(({ facts }) => facts.id);
    forge.#lastId = Math.max(0, ...ids);
    return forge;
  }

  /** Has somebody told of each push that was taken. */
  onPush(watcher: (repository: ForgeRepository) => void): void {
    this.#watchers.push(watcher);
  }

  /** Tells those who watch. */
  pushed(repository: ForgeRepository): void {
    this.#watchers.forEach(watcher => watcher(repository));
  }

  async organizations(): Promise<string[]> {
    const folders = await readdir(this.root, { withFileTypes: true });
    return folders
      .filter(entry => entry.isDirectory() && isName(entry.name))
      .map(({ name }) => name)
      .sort();
  }

  /** @throws ForgeError 422 when the name is not allowed or taken */
  async createOrganization(name: unknown): Promise<string> {
    const wanted = checkOwnerName(name);
    if (await this.organization(wanted)) {
      throw new ForgeError(422, `user already exists [name: ${wanted}]`);
    }
    await mkdir(join(this.root, wanted));
    return wanted;
  }

  /** The organization as it writes its name; undefined when there is none. */
  async organization(name: string): Promise<string | undefined> {
    const all = await this.organizations();
    return all.find(known => known.toLowerCase() === name.toLowerCase());
  }

  /** Of all organizations, or of one, by name. */
  async repositories(owner?: string): Promise<ForgeRepository[]> {
    const owners = owner === undefined ? await this.organizations() : [owner];
    const found = await Promise.all(
      owners.map(async name => {
        const folders = await readdir(join(this.root, name));
        return Promise.all(
          folders
            .filter(folder => folder.endsWith('.git'))
            .sort()
            .map(folder => open(join(this.root, name, folder))),
        );
      }),
    );
    return found.flat().flatMap(repository => repository ?? []);
  }

  async repository(
    owner: string,
    name: string,
  ): Promise<ForgeRepository | undefined> {
    const organization = isName(owner) && (await this.organization(owner));
    return organization && isName(name)
      ? open(this.#folderOf(organization, name))
      : undefined;
  }

  /** @throws ForgeError 404 without the organization, 409 when the name is taken, 422 when something is not allowed */
  async create(owner: string, wanted: NewRepository): Promise<ForgeRepository> {
    const organization = await this.organization(owner);
    if (!organization) {
      throw new ForgeError(404, `org does not exist [name: ${owner}]`);
    }
    const name = checkRepositoryName(wanted.name);
    const description = textOf(wanted.description);
    const branch = textOf(wanted.default_branch) || 'main';
    if (description.length > MAX_DESCRIPTION || !isRefName(branch)) {
      throw new ForgeError(422, '[Description, DefaultBranch]: invalid');
    }
    const facts: RepositoryFacts = {
      id: ++this.#lastId,
      owner: organization,
      name,
      description,
      private: wanted.private === true,
      createdAt: this.#now(),
    };
    const made = await mkdtemp(join(this.root, `${ASIDE}new-`));
    try {
      await prepare(made, branch);
      writeState(join(made, FACTS), JSON.stringify(facts));
      // Fails where something is already, whoever else creates it at this moment.
      await rename(made, this.#folderOf(organization, name));
    } catch (error) {
      await rm(made, { recursive: true, force: true });
      throw isTaken(error)
        ? new ForgeError(
            409,
            'The repository with the same name already exists.',
          )
        : error;
    }
    return new ForgeRepository(facts, this.#folderOf(organization, name));
  }

  async remove({ directory }: ForgeRepository): Promise<void> {
    // At once out of sight, whole; what is read meanwhile may end early.
    const aside = await mkdtemp(join(this.root, `${ASIDE}old-`));
    await rename(directory, join(aside, 'repository'));
    await rm(aside, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Forgets everything if it was temporary. */
  async close(): Promise<void> {
    if (this.#temporary) {
      await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  #folderOf(owner: string, name: string): string {
    return join(this.root, owner, `${name.toLowerCase()}.git`);
  }

  /** Removes what an end in the middle of something has left. */
  async #tidy(): Promise<void> {
    const left = (await readdir(this.root)).filter(name =>
      name.startsWith(ASIDE),
    );
    await Promise.all(
      left.map(name => rm(join(this.root, name), { recursive: true })),
    );
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isTaken(error: unknown): boolean {
  return (
    isRecord(error) && ['ENOTEMPTY', 'EEXIST'].includes(String(error.code))
  );
}

async function open(directory: string): Promise<ForgeRepository | undefined> {
  try {
    const facts: unknown = JSON.parse(
      await readFile(join(directory, FACTS), 'utf8'),
    );
    return isRecord(facts) && typeof facts.name === 'string'
      ? new ForgeRepository(facts as unknown as RepositoryFacts, directory)
      : undefined;
  } catch {
    return undefined;
  }
}

async function prepare(directory: string, branch: string): Promise<void> {
  await runGit(directory, [
    ...['init', '--quiet', '--bare', '--template='],
    `--initial-branch=${branch}`,
  ]);
  for (const [key, value] of [
    ['http.receivepack', 'true'],
    ['receive.autogc', 'false'],
    ['receive.fsckObjects', 'true'],
    ['receive.maxInputSize', '10m'],
  ]) {
    await runGit(directory, ['config', key, value]);
  }
}
