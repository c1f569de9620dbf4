import { createHash } from 'node:crypto';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  compareVersions,
  EnvironmentPolicy,
  involvedIn,
  ProposeInput,
  Release,
  Success,
} from '@textloom/plugin-deployments-common';
import { GitOps, renderAtHead } from '../tasks/rendering';
import { DeploymentsStore, StoredSurroundings } from './DeploymentsStore';
import { Directory, Place, RepositoryError } from './ports';
import { Situation, Situations } from './situation';

/** What somebody wants to run somewhere. */
export interface Wish {
  release: Release;
  environment: string;
  /** Reference of whoever asks. */
  requestedBy: string;
  reason?: string;
}

/** A wish with all that is needed to decide on it. */
export interface Prepared {
  place: Place;
  input: Omit<ProposeInput, 'id'>;
  situation: Situation;
  around: StoredSurroundings;
}

/** Renders what is wished for and compares it with what runs. */
export class Proposing {
  readonly #store: DeploymentsStore;
  readonly #situations: Situations;
  readonly #directory: Directory;
  readonly #gitOps: GitOps | undefined;

  constructor(options: {
    store: DeploymentsStore;
    situations: Situations;
    directory: Directory;
    /** Absent where no repository is configured. */
    gitOps?: GitOps;
  }) {
    this.#store = options.store;
    this.#situations = options.situations;
    this.#directory = options.directory;
    this.#gitOps = options.gitOps;
  }

  /** @throws NotFoundError, ServiceUnavailableError, and InputError when the release does not fit the place's files. */
  async prepare(wish: Wish): Promise<Prepared> {
    const { release, environment, requestedBy, reason } = wish;
    const gitOps = this.#gitOps;
    if (!gitOps) {
      throw new ServiceUnavailableError(
        'No repository is configured under deployments.gitops',
      );
    }
    const place = { service: release.service, environment };
    const [known, situation, around] = await Promise.all([
      this.#directory.service(release.service),
      this.#situations.of({ place, release }),
      this.#store.around(place),
    ]);
    if (!known) {
      throw new NotFoundError(
        `The catalog has no component ${release.service} that runs in a cluster`,
      );
    }
    const rules = situation.policy.environments.find(
      ({ name }) => name === environment,
    );
    if (!rules) {
      throw new NotFoundError(`The policy has no environment ${environment}`);
    }
    const { fingerprint, changes } = await render(
      gitOps,
      wish,
      rules,
      situation,
    );
    const rollbackOf = await this.#takesBack(
      place,
      release,
      around.successes.filter(success => success.environment === environment),
      fingerprint.artefacts,
    );
    return {
      place,
      situation,
      around,
      input: {
        release,
        service: release.service,
        owner: known.owner,
        environment,
        fingerprint,
        changes,
        involved: involvedIn(release, requestedBy, situation.people),
        ...(situation.running && { baseline: situation.running }),
        ...(reason !== undefined && { reason }),
        ...(rollbackOf !== undefined && { rollbackOf }),
      },
    };
  }

  /**
   * The proposal that runs now, when the release is older and has succeeded here before: then the wish is the way back.
   */
  async #takesBack(
    place: Place,
    { version }: Release,
    successes: readonly Success[],
    artefacts: string,
  ): Promise<string | undefined> {
    const running = successes.find(({ until }) => until === undefined);
    const isBack =
      running !== undefined &&
      running.artefacts !== artefacts &&
      compareVersions(version, running.version) < 0 &&
      successes.some(success => success.artefacts === artefacts);
    if (!isBack) {
      return undefined;
    }
    const { items } = await this.#store.list({
      ...place,
      open: false,
      limit: 50,
    });
    return items.find(
      ({ state, version: ended }) =>
        state === 'Succeeded' && ended === running.version,
    )?.id;
  }
}

async function render(
  gitOps: GitOps,
  { release, environment }: Wish,
  { strategy }: EnvironmentPolicy,
  { running }: Situation,
) {
  try {
    return await renderAtHead(gitOps, {
      place: { service: release.service, environment },
      release,
      strategy,
      baseline: running,
    });
  } catch (error) {
    throw error instanceof RepositoryError
      ? new ServiceUnavailableError(error.message)
      : error;
  }
}

/** An id that the same text always gives, in the form of a random UUID: who asks twice asks for the same. */
export function idFrom(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x40;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
