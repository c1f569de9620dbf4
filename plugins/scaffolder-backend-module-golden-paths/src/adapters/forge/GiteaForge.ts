import {
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';
import { Forge, RepositoryName } from '../../service/Forge';

const DEADLINE_MS = 15_000;
/** What is read of an answer. Source: Gitea's OpenAPI description, `Repository`. */
const repositorySchema = z.object({
  empty: z.boolean(),
  default_branch: z.string(),
});

/** A Gitea-compatible forge, by its REST API. */
export class GiteaForge implements Forge {
  readonly #baseUrl: string;
  readonly #token: string;

  /** @param options `baseUrl` without a slash at its end; the token's user may create and delete repositories of the organisations. */
  constructor(options: { baseUrl: string; token: string }) {
    this.#baseUrl = options.baseUrl;
    this.#token = options.token;
  }

  async find(
    name: RepositoryName,
  ): Promise<{ empty: boolean; defaultBranch: string } | undefined> {
    const response = await this.#ask('GET', this.#path(name));
    if (response.status === 404) {
      return undefined;
    }
    const { empty, default_branch } = await this.#read(response);
    return { empty, defaultBranch: default_branch };
  }

  async create(
    { owner, repo }: RepositoryName,
    options: {
      description: string;
      defaultBranch: string;
      isPrivate: boolean;
    },
  ): Promise<void> {
    const response = await this.#ask(
      'POST',
      `orgs/${encodeURIComponent(owner)}/repos`,
      {
        name: repo,
        description: options.description,
        default_branch: options.defaultBranch,
        private: options.isPrivate,
        auto_init: false,
      },
    );
    if (response.status === 404) {
      throw new InputError(
        `The forge has no organisation ${owner}; choose one that exists`,
      );
    }
    if (response.status === 409) {
      throw new ConflictError(`${owner}/${repo} exists already`);
    }
    if (response.status === 422) {
      throw new InputError(`The forge does not permit the name ${repo}`);
    }
    await this.#read(response);
  }

  async remove(name: RepositoryName): Promise<void> {
    const response = await this.#ask('DELETE', this.#path(name));
    if (response.status !== 404) {
      refuse(response);
    }
  }

  cloneUrl({ owner, repo }: RepositoryName): string {
    return `${this.#baseUrl}/${owner}/${repo}.git`;
  }

  contentsUrl({ owner, repo }: RepositoryName, branch: string): string {
    return `${this.#baseUrl}/${owner}/${repo}/src/branch/${branch}/`;
  }

  get token(): string {
    return this.#token;
  }

  #path({ owner, repo }: RepositoryName): string {
    return `repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
  }

  async #ask(method: string, path: string, body?: object): Promise<Response> {
    try {
      return await fetch(`${this.#baseUrl}/api/v1/${path}`, {
        method,
        headers: {
          Accept: 'application/json',
          Authorization: `token ${this.#token}`,
          ...(body && { 'Content-Type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
    } catch {
      // The cause names the host.
      throw new ServiceUnavailableError('The forge does not answer');
    }
  }

  async #read(response: Response) {
    refuse(response);
    const parsed = repositorySchema.safeParse(
      await response.json().catch(() => undefined),
    );
    if (!parsed.success) {
      throw new ServiceUnavailableError(
        'The forge does not answer as Gitea does',
      );
    }
    return parsed.data;
  }
}

function refuse({ ok, status }: Response): void {
  if (status === 401 || status === 403) {
    throw new NotAllowedError(
      'The forge does not let the portal do that; check goldenPaths.forge.token',
    );
  }
  if (!ok) {
    throw new ServiceUnavailableError(`The forge answers with ${status}`);
  }
}
