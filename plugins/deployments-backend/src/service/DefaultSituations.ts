import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Person, Proposal } from '@textloom/plugin-deployments-common';
import { GateChecker } from './GateChecker';
import { Observations } from './Observations';
import { PolicyFile } from './PolicyFile';
import { ClusterHealthSource, Directory } from './ports';
import { Situation, Situations, Subject } from './situation';

/** Situations from the catalog, the clusters, the gates and the policy file. */
export class DefaultSituations implements Situations {
  readonly #directory: Directory;
  readonly #policy: PolicyFile;
  readonly #observations: Observations;
  readonly #gates: GateChecker;
  readonly #health: ClusterHealthSource;
  readonly #logger: LoggerService;

  constructor(options: {
    directory: Directory;
    policy: PolicyFile;
    observations: Observations;
    gates: GateChecker;
    health: ClusterHealthSource;
    logger: LoggerService;
  }) {
    this.#directory = options.directory;
    this.#policy = options.policy;
    this.#observations = options.observations;
    this.#gates = options.gates;
    this.#health = options.health;
    this.#logger = options.logger;
  }

  async of({ place, release, rules }: Subject): Promise<Situation> {
    const { policy } = this.#policy.current();
    const inForce =
      rules ??
      policy.environments.find(({ name }) => name === place.environment);
    const [people, running, gates, incidents] = await Promise.all([
      this.#people(),
      this.#orElse(undefined, 'what runs', this.#observations.baseline(place)),
      this.#gates.check({ place, release }, inForce?.gates ?? []),
      this.#orElse([], 'incidents', this.#health.incidents()),
    ]);
    return { people, policy, gates, incidents, ...(running && { running }) };
  }

  async lastKnown({
    baseline,
    gates,
  }: Pick<Proposal, 'baseline' | 'gates'>): Promise<Situation> {
    const people = await this.#people();
    const { policy } = this.#policy.current();
    return {
      people,
      policy,
      gates,
      incidents: [],
      ...(baseline && { running: baseline }),
    };
  }

  async #people(): Promise<readonly Person[]> {
    try {
      return await this.#directory.people();
    } catch (error) {
      this.#logger.warn(`Deployments do not know people: ${error}`);
      throw new ServiceUnavailableError(
        'The catalog does not tell who is in which group; try again in a moment',
      );
    }
  }

  async #orElse<T>(otherwise: T, what: string, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      this.#logger.warn(`Deployments do not know ${what}: ${error}`);
      return otherwise;
    }
  }
}
