import { LoggerService } from '@backstage/backend-plugin-api';
import { Proposal, Success } from '@textloom/plugin-deployments-common';
import { DeploymentsStore } from '../service/DeploymentsStore';
import { LostLeaseError } from '../service/errors';
import {
  Delivery,
  DeliveryError,
  Observation,
  Place,
  placeKey,
} from '../service/ports';
import { HeldPlace } from './HeldPlace';
import { Journal } from './journal';
import { digestsOf, ownImages } from './running';
import { Troubles } from './Troubles';

const PERIOD_MS = 30_000;
/** Ended proposals among which the one that runs is looked for. */
const ENDED = 50;

/** What the watcher needs. */
export interface WatcherOptions {
  store: DeploymentsStore;
  delivery: Delivery;
  /** Names this process; no two may have the same. */
  holder: string;
  logger: LoggerService;
}

/**
 * Looks for what was changed past the portal: where something else runs than what has succeeded last, or was adopted
 * since, while no proposal changes the place. That proposal becomes `Diverged`: it no longer counts as what runs, and
 * its owners are asked to adopt the change or to revert it. Seen twice in a row, so that a moment in between is no change.
 */
export class Watcher {
  readonly #options: WatcherOptions;
  readonly #journal: Journal;
  readonly #troubles: Troubles;
  /** What ran otherwise at the last look, by place. */
  #before = new Map<string, string>();
  #timer?: NodeJS.Timeout;
  #looking?: Promise<void>;

  constructor(options: WatcherOptions) {
    this.#options = options;
    this.#journal = new Journal(options.store);
    this.#troubles = new Troubles(options.logger);
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#looking ??= this.look().finally(() => {
        this.#looking = undefined;
      });
    }, PERIOD_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#looking;
  }

  /** One look at all places where something has succeeded or was adopted. Never throws. */
  async look(): Promise<void> {
    const { delivery, logger } = this.#options;
    try {
      const settled = await this.#settled();
      const places = [...settled.keys()].map(placeOf);
      const seen = await delivery.observeAll(places);
      const before = this.#before;
      this.#before = new Map();
      for (const place of places) {
        await this.#lookAt(place, { settled, seen, before });
      }
    } catch (error) {
      logger.warn(`Changes past the portal cannot be looked for: ${error}`);
    }
  }

  /** What is to run, in each place that no proposal changes now. */
  async #settled(): Promise<Map<string, Success | Proposal>> {
    const { store } = this.#options;
    const [running, adopted, open] = await Promise.all([
      store.running(),
      store.adopted(),
      store.open(),
    ]);
    const settled = new Map<string, Success | Proposal>(
      // The newest comes first, and the last entry of a key stays.
      [...adopted].reverse().map(proposal => [placeKey(proposal), proposal]),
    );
    running.forEach((success, key) => settled.set(key, success));
    open.forEach(proposal => {
      if (proposal.execution) {
        settled.delete(placeKey(proposal));
      }
    });
    return settled;
  }

  async #lookAt(
    place: Place,
    found: {
      settled: ReadonlyMap<string, Success | Proposal>;
      seen: ReadonlyMap<string, Observation | DeliveryError>;
      before: ReadonlyMap<string, string>;
    },
  ): Promise<void> {
    const key = placeKey(place);
    const settled = found.settled.get(key);
    const observation = found.seen.get(key);
    if (!settled || !observation || observation instanceof DeliveryError) {
      return;
    }
    try {
      const proposal =
        'release' in settled ? settled : await this.#proposalOf(place, settled);
      const other = proposal && otherThan(proposal, observation);
      if (!other) {
        return;
      }
      this.#before.set(key, other.join());
      if (found.before.get(key) === other.join()) {
        await this.#tell(place, proposal, other);
      }
      this.#troubles.over(place);
    } catch (error) {
      // Another replica has the place: it tells.
      if (!(error instanceof LostLeaseError)) {
        this.#troubles.tell(place, error);
      }
    }
  }

  /** The proposal that has succeeded last in the place. */
  async #proposalOf(
    { service, environment }: Place,
    { version }: Success,
  ): Promise<Proposal | undefined> {
    const { store } = this.#options;
    const { items } = await store.list({
      service,
      environment,
      open: false,
      limit: ENDED,
    });
    const last = items.find(
      item => item.state === 'Succeeded' && item.version === version,
    );
    return last && store.get(last.id);
  }

  async #tell(
    place: Place,
    proposal: Proposal,
    observed: readonly string[],
  ): Promise<void> {
    const { store, holder } = this.#options;
    const held = await HeldPlace.take(store, place, holder);
    if (held) {
      await this.#journal.append(held, proposal, {
        type: 'diverged',
        observed,
        expected: expectedOf(proposal),
      });
    }
  }
}

/** Images that are to run: those that were adopted, else those of the release. */
function expectedOf({ release, adoption }: Proposal): string[] {
  return digestsOf(adoption?.running.images ?? release.images);
}

/** All that runs of the release's repositories, if any of it is not to run. */
function otherThan(
  proposal: Proposal,
  seen: Observation,
): string[] | undefined {
  const expected = expectedOf(proposal);
  const observed = digestsOf(ownImages(proposal, seen));
  return observed.some(digest => !expected.includes(digest))
    ? observed
    : undefined;
}

function placeOf(key: string): Place {
  const [service, environment] = key.split('/');
  return { service, environment };
}
