import { GithubCredentialsProvider } from '@backstage/integration';
import { GitOpsRepository, Place, Renderer } from '../service/ports';
import { CommitSigner } from './git/CommitSigner';
import { CommitIdentity } from './git/commitObject';
import { GitRepository } from './git/GitRepository';
import { GitHubTarget } from './github/client';
import { GitHubRepository } from './github/GitHubRepository';
import { DirectoryRenderer } from './rendering/DirectoryRenderer';
import { HelmRenderer } from './rendering/HelmRenderer';

/** The repository that the clusters follow, as configured. */
export interface GitOpsOptions {
  /** `git` is any server, by the `git` command; `github` is GitHub's API, which signs by itself. */
  type: 'git' | 'github';
  url: string;
  branch: string;
  /** For `git`; `github` takes the credentials of `integrations.github`. */
  token?: string;
  author: CommitIdentity;
  /** OpenPGP key for `git`. */
  signingKey?: { armoredKey: string; passphrase?: string };
  renderer: 'directory' | 'helm';
  helmCommand: string;
  /** Folder of a place, with `{environment}` and `{service}`. */
  path: string;
  /** For copies of the repository. */
  cacheDirectory: string;
  namespaceOf(environment: string): string;
  now(): number;
}

/** The repository, how its places are rendered, and where they are. */
export interface GitOps {
  repository: GitOpsRepository;
  renderer: Renderer;
  folderOf(place: Place): string;
}

/** @throws when the signing key cannot be read, or the address is not one of GitHub. */
export async function createGitOps(
  options: GitOpsOptions,
  github: { credentials: GithubCredentialsProvider; apiUrl: string },
): Promise<GitOps> {
  const folderOf = ({ service, environment }: Place) =>
    options.path
      .replaceAll('{environment}', environment)
      .replaceAll('{service}', service);
  const { namespaceOf, helmCommand: command } = options;
  return {
    folderOf,
    renderer:
      options.renderer === 'helm'
        ? new HelmRenderer({ command, folderOf, namespaceOf })
        : new DirectoryRenderer(),
    repository:
      options.type === 'github'
        ? new GitHubRepository(
            gitHubTarget(options.url, github),
            options.branch,
          )
        : new GitRepository({
            url: options.url,
            branch: options.branch,
            token: options.token,
            identity: options.author,
            signer:
              options.signingKey &&
              (await CommitSigner.read(
                options.signingKey.armoredKey,
                options.signingKey.passphrase,
              )),
            cacheDirectory: options.cacheDirectory,
            now: options.now,
          }),
  };
}

/** The repository behind an address such as `https://github.com/textloom/gitops`. @throws when it is none. */
export function gitHubTarget(
  url: string,
  {
    credentials,
    apiUrl,
  }: { credentials: GithubCredentialsProvider; apiUrl: string },
): GitHubTarget {
  const [owner, repo, ...rest] = new URL(url).pathname
    .replace(/^\/|(\.git)?\/?$/g, '')
    .split('/');
  if (!owner || !repo || rest.length > 0) {
    throw new Error('The address must be https://<host>/<owner>/<repository>');
  }
  return {
    apiUrl,
    owner,
    repo,
    token: async () => (await credentials.getCredentials({ url })).token,
  };
}
