import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Policy,
  propose,
  refMatches,
  Release,
} from '@textloom/plugin-deployments-common';
import { PORTAL } from '../tasks/journal';
import { DeploymentsStore } from './DeploymentsStore';
import { RefusedError } from './errors';
import { OlderProposals } from './OlderProposals';
import { idFrom, Proposing } from './Proposing';
import { contextOf } from './situation';

/** What was not possible is tried again after this, milliseconds. */
const PERIOD_MS = 30_000;

/** Environments whose releases need no click: the newest release of their branches is proposed by the portal itself. */
export class AutomaticEnvironments {
  readonly #store: DeploymentsStore;
  readonly #proposing: Proposing;
  readonly #older: OlderProposals;
  readonly #policy: () => Policy;
  readonly #logger: LoggerService;
  /** Proposed or refused for good, by id of the proposal. */
  readonly #settled = new Set<string>();
  #running?: Promise<void>;
  #again = false;
  #timer?: NodeJS.Timeout;

  constructor(options: {
    store: DeploymentsStore;
    proposing: Proposing;
    older: OlderProposals;
    policy: () => Policy;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#proposing = options.proposing;
    this.#older = options.older;
    this.#policy = options.policy;
    this.#logger = options.logger;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), PERIOD_MS).unref();
    this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Looks now; never throws. One look at a time, and one more when something came meanwhile. */
  look(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#lookUntilQuiet().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #lookUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#lookOnce();
      } catch (error) {
        this.#logger.warn(`Automatic environments wait: ${error}`);
      }
    } while (this.#again);
  }

  async #lookOnce(): Promise<void> {
    const automatic = this.#policy().environments.filter(
      ({ trigger }) => trigger === 'automatic',
    );
    if (automatic.length === 0) {
      return;
    }
    for (const releases of (await this.#store.newestReleases()).values()) {
      for (const { name, refs } of automatic) {
        const newest = releases.find(({ ref }) =>
          refs.some(pattern => refMatches(pattern, ref)),
        );
        if (newest) {
          await this.#proposeOnce(newest, name);
        }
      }
    }
  }

  /** Every replica gives the same id, so that one proposal comes of it. */
  async #proposeOnce(release: Release, environment: string): Promise<void> {
    const id = idFrom('automatic', release.id, environment);
    if (this.#settled.has(id)) {
      return;
    }
    try {
      const { place, input, situation } = await this.#proposing.prepare({
        release,
        environment,
        requestedBy: PORTAL.ref,
      });
      await this.#store.transact(
        id,
        { actor: PORTAL, command: 'propose', place },
        ({ proposal, now, around }) =>
          proposal
            ? { ok: true, events: [] }
            : propose(
                { id, ...input },
                contextOf(situation, PORTAL, { now, around }),
              ),
      );
      await this.#older.giveWay(id, place, release);
      this.#settled.add(id);
    } catch (error) {
      if (error instanceof RefusedError) {
        this.#settled.add(id);
      }
      this.#logger.info(
        `${release.service} ${release.version} is not proposed for ${environment}: ${error}`,
      );
    }
  }
}
