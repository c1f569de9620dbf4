import { Forge } from '../forge/Forge';
import { Commit, ForgeRepository } from '../forge/ForgeRepository';
import { unit } from '../world/random';
import { artefactsOf, textAt } from './artefacts';
import {
  compareReleases,
  nextVersion,
  versionOfChangelog,
  versionOfTag,
} from './nextVersion';
import { CiRelease, evidenceOf } from './releases';

const MAIN = 'main';
const DEVELOP = 'develop';
/** Commits that a release names at most, and files of each. */
const MAX = { commits: 200, files: 50 };
/** How long a build takes, milliseconds. */
const BUILD_MS = 5_000;
const BUILDER = 'github-actions[bot]';

/** What building needs. */
export interface BuildOptions {
  forge: Forge;
  publish(release: CiRelease): void;
  /** Says what went wrong, in one line. */
  log(line: string): void;
  buildMs?: number;
}

/**
 * CI of the repositories on the forge, as the workflows that templates emit would have it: `main` gets the tag of the
 * version that its changelog names, `develop`, `release/*` and `hotfix/*` what comes before one. All in a release
 * follows from the commit, so building it again tells the portal nothing new.
 */
export class ForgeBuilds {
  readonly #options: BuildOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Builds of a repository come one after the other. */
  readonly #under = new Map<string, Promise<void>>();
  /** Commits that were told of, with what they were built for. */
  readonly #told = new Set<string>();
  #stopped = false;

  constructor(options: BuildOptions) {
    this.#options = options;
  }

  /** Builds after each push, and now what was pushed while nobody built. */
  async start(): Promise<void> {
    const { forge } = this.#options;
    forge.onPush(repository => this.#later(repository));
    for (const repository of await forge.repositories()) {
      this.#later(repository);
    }
  }

  /** Begins no build any more, and waits for those under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timers.forEach(timer => clearTimeout(timer));
    await Promise.all(this.#under.values());
  }

  #later(repository: ForgeRepository): void {
    if (this.#stopped) {
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const { directory } = repository;
      const before = this.#under.get(directory) ?? Promise.resolve();
      const work = before
        .then(() => this.#build(repository))
        .catch(error => {
          if (this.#stopped) {
            return;
          }
          const { owner, name } = repository.facts;
          this.#options.log(`${owner}/${name} was not built: ${error.message}`);
        });
      this.#under.set(directory, work);
    }, this.#options.buildMs ?? BUILD_MS);
    this.#timers.add(timer);
  }

  async #build(repository: ForgeRepository): Promise<void> {
    const heads = await repository.refs('heads');
    const main = heads.find(({ name }) => name === MAIN);
    await this.#tagMain(repository, main?.commit);
    for (const release of await releasesOf(repository)) {
      await this.#tell(repository, `refs/tags/v${release.version}`, release);
    }
    for (const { name, commit } of heads) {
      const version = await preRelease(repository, name, commit);
      if (version) {
        await this.#tell(repository, `refs/heads/${name}`, { version, commit });
      }
    }
  }

  /** The head of `main` becomes a release, unless it brings no new version or holds nothing to run. */
  async #tagMain(
    repository: ForgeRepository,
    head: string | undefined,
  ): Promise<void> {
    const releases = await releasesOf(repository);
    if (!head || releases.some(({ commit }) => commit === head)) {
      return;
    }
    const changelog = await textAt(repository, head, 'CHANGELOG.md');
    const version =
      versionOfChangelog(changelog ?? '') ??
      (await versionAfter(repository, head));
    const isNew = releases.every(release => release.version !== version);
    const [newest] = await repository.log(head, { limit: 1 });
    if (isNew && (await artefactsOf(repository, newest))) {
      await repository.tag(`v${version}`, head);
    }
  }

  async #tell(
    repository: ForgeRepository,
    ref: string,
    { version, commit }: { version: string; commit: string },
  ): Promise<void> {
    const key = `${repository.directory} ${ref} ${commit}`;
    const [built] = await repository.log(commit, { limit: 1 });
    const artefacts = await artefactsOf(repository, built);
    if (this.#told.has(key) || !artefacts) {
      return;
    }
    const last = await lastBefore(repository, commit);
    const commits = await repository.log(commit, {
      limit: MAX.commits,
      after: last?.commit,
    });
    this.#told.add(key);
    this.#options.publish({
      service: artefacts.service,
      version,
      images: [artefacts.image],
      ...(artefacts.chart && { chart: { ...artefacts.chart, version } }),
      commit,
      ref,
      commits: await Promise.all(
        commits.map(item => changeOf(repository, item)),
      ),
      builder: BUILDER,
      evidence: evidenceOf({
        at: Date.parse(built.committer.date),
        tests: 40 + Math.floor(60 * unit(artefacts.image.digest)),
      }),
    });
  }
}

/** What a branch of GitFlow builds before there is a release of it; undefined for other branches. */
async function preRelease(
  repository: ForgeRepository,
  branch: string,
  commit: string,
): Promise<string | undefined> {
  const [, prepared] =
    /^(?:release|hotfix)\/(\d+\.\d+\.\d+)$/.exec(branch) ?? [];
  if (!prepared && branch !== DEVELOP) {
    return undefined;
  }
  const last = await lastBefore(repository, commit);
  const count = await repository.count(commit, last?.commit);
  return prepared
    ? `${prepared}-rc.${count}`
    : `${await versionAfter(repository, commit)}-dev.${count}`;
}

/** Version that the commits since the last release ask for. */
async function versionAfter(
  repository: ForgeRepository,
  commit: string,
): Promise<string> {
  const last = await lastBefore(repository, commit);
  const since = await repository.log(commit, {
    limit: MAX.commits,
    after: last?.commit,
  });
  return nextVersion(
    last?.version,
    since.map(({ message }) => message),
  );
}

/** Releases of a repository by their tags, the oldest version first. */
async function releasesOf(
  repository: ForgeRepository,
): Promise<{ version: string; commit: string }[]> {
  const tags = await repository.refs('tags');
  return tags
    .flatMap(({ name, commit }) => {
      const version = versionOfTag(name);
      return version ? [{ version, commit }] : [];
    })
    .sort((a, b) => compareReleases(a.version, b.version));
}

/** The newest release among what a commit has behind it, itself left out. */
async function lastBefore(
  repository: ForgeRepository,
  commit: string,
): Promise<{ version: string; commit: string } | undefined> {
  const releases = await releasesOf(repository);
  for (const release of releases.reverse()) {
    if (
      release.commit !== commit &&
      (await repository.isBehind(release.commit, commit))
    ) {
      return release;
    }
  }
  return undefined;
}

async function changeOf(repository: ForgeRepository, commit: Commit) {
  const { sha, message, author } = commit;
  return {
    sha,
    title: message.split('\n')[0].slice(0, 300) || 'No title',
    author: author.email.toLowerCase().slice(0, 254) || 'unknown',
    files: (await repository.changedBy(sha))
      .filter(path => path.length <= 500)
      .slice(0, MAX.files),
  };
}
