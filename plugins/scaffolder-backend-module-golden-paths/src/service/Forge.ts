import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';

/** Names that forges, registries and Kubernetes all take. */
const REPO = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,38}[a-z0-9]$/;
const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9]|[-_.](?=[A-Za-z0-9])){0,38}$/;

/** A repository of a forge. */
export interface RepositoryName {
  owner: string;
  repo: string;
}

/** Where repositories are. */
export interface Forge {
  find(
    name: RepositoryName,
  ): Promise<{ empty: boolean; defaultBranch: string } | undefined>;
  /** @throws ConflictError when the name is taken, InputError when the owner does not exist. */
  create(
    name: RepositoryName,
    options: { description: string; defaultBranch: string; isPrivate: boolean },
  ): Promise<void>;
  /** Removes a repository; it need not be there. */
  remove(name: RepositoryName): Promise<void>;
  cloneUrl(name: RepositoryName): string;
  /** Where its files are read on a branch. */
  contentsUrl(name: RepositoryName, branch: string): string;
  /** What Git signs in with; it never leaves the process but in a header. */
  readonly token: string;
}

/** Forges by host. */
export type Forges = (host: string) => Forge | undefined;

/**
 * A repository and its forge.
 * @param repoUrl as the form's picker writes it: `host?owner=o&repo=r`.
 * @throws InputError for another form, a name that no forge takes, or an unknown host.
 */
export function repositoryOf(
  repoUrl: string,
  {
    forges,
    integrations,
  }: { forges: Forges; integrations: ScmIntegrationRegistry },
): { forge: Forge; name: RepositoryName } {
  const { host, owner = '', repo } = parseRepoUrl(repoUrl, integrations);
  if (!REPO.test(repo)) {
    throw new InputError(
      `${JSON.stringify(
        repo,
      )} cannot be the name of a repository: 3 to 40 lower-case letters, digits and single hyphens, beginning with a letter`,
    );
  }
  if (!OWNER.test(owner)) {
    throw new InputError(`${JSON.stringify(owner)} cannot own a repository`);
  }
  const forge = forges(host);
  if (!forge) {
    throw new InputError(
      `textloom:publish does not know the forge ${host}; it is configured in integrations.gitea and goldenPaths.forge`,
    );
  }
  return { forge, name: { owner, repo } };
}
