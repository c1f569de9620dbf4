import { Octokit } from 'octokit';
import { HeadMovedError, RepositoryError } from '../../service/ports';

const DEADLINE_MS = 15_000;

/** A repository of GitHub or GitHub Enterprise. */
export interface GitHubTarget {
  /** `https://api.github.com`, or the API of an Enterprise server. */
  apiUrl: string;
  owner: string;
  repo: string;
  /** A token that is valid now; asked for before each call. */
  token: () => Promise<string | undefined>;
}

/** A client with the token of the moment. Calls end after 15 s and are not repeated by themselves. */
export async function octokitFor(target: GitHubTarget): Promise<Octokit> {
  return new Octokit({
    baseUrl: target.apiUrl,
    auth: await target.token(),
    userAgent: 'textloom-portal',
    retry: { enabled: false },
    throttle: { enabled: false },
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(DEADLINE_MS) }),
    },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
}

/** Says in our words, without addresses, why GitHub did not do it. */
export function explainGitHub(error: unknown): Error {
  if (error instanceof HeadMovedError || error instanceof RepositoryError) {
    return error;
  }
  switch ((error as { status?: number }).status) {
    case 401:
    case 403:
      return new RepositoryError(
        'denied',
        'GitHub does not accept the portal’s credentials for the repository',
      );
    case 404:
    case 422:
      return new RepositoryError(
        'not-found',
        'GitHub has no such repository, branch or commit, or the portal may not see it',
      );
    default:
      return new RepositoryError('unreachable', 'GitHub cannot be reached');
  }
}
