import { LoggerService } from '@backstage/backend-plugin-api';
import { groupBy } from '@textloom/kernel';
import { isActive, Proposal } from '@textloom/plugin-deployments-common';
import { DeploymentsStore } from '../service/DeploymentsStore';
import { LostLeaseError } from '../service/errors';
import {
  CodeHost,
  Delivery,
  FiguresSource,
  Place,
  placeKey,
} from '../service/ports';
import { Situations } from '../service/situation';
import { HeldPlace } from './HeldPlace';
import { Journal } from './journal';
import { Observer } from './Observer';
import { Publisher } from './Publisher';
import { Restorer } from './Restorer';
import { GitOps } from './rendering';
import { Runner } from './Runner';
import { Starter } from './Starter';
import { Troubles } from './Troubles';

const PERIOD_MS = 1_000;
/** Steps of one proposal in one round; each looks at the world anew. */
const MAX_STEPS = 10;

/** What the executor needs. */
export interface ExecutorOptions {
  store: DeploymentsStore;
  situations: Situations;
  delivery: Delivery;
  figures: FiguresSource;
  gitOps: GitOps;
  codeHost?: CodeHost;
  /** Address of a proposal's page. */
  linkTo: (proposal: Proposal) => string;
  /** Names this process; no two may have the same. */
  holder: string;
  logger: LoggerService;
}

/**
 * Carries proposals out. Each replica runs one; a place is worked on by one of them at a time, by a lease that another
 * takes over within seconds when its holder is gone. All it knows is in the database, the repository and the cluster.
 */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #runner: Runner;
  readonly #troubles: Troubles;
  /** Work that is under way, by place. */
  readonly #busy = new Map<string, Promise<void>>();
  readonly #held = new Map<string, Place>();
  #loop?: Promise<void>;
  #stopped = false;
  #wake: () => void = () => {};

  constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#troubles = new Troubles(options.logger);
    const journal = new Journal(options.store);
    this.#runner = new Runner({
      ...options,
      journal,
      observer: new Observer({
        ...options,
        tell: (place, error) => this.#troubles.tell(place, error),
      }),
      starter: new Starter({ ...options, journal }),
      publisher: new Publisher({ ...options, journal }),
      restorer: new Restorer({ ...options, journal }),
    });
  }

  /** Begins to look each second. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Looks at once. */
  wake(): void {
    this.#wake();
  }

  /** Ends after what is under way, and leaves the places to others. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.wake();
    await this.#loop;
    await Promise.all(this.#busy.values());
    await Promise.all([...this.#held.keys()].map(key => this.#leave(key)));
  }

  /** One round over all places with open proposals. Never throws: what fails is tried again in the next. */
  async tick(): Promise<void> {
    let open: Proposal[];
    try {
      open = await this.#options.store.open();
    } catch (error) {
      this.#options.logger.warn(`Open proposals cannot be read: ${error}`);
      return;
    }
    const byPlace = groupBy(open, placeKey);
    const left = [...this.#held.keys()].filter(
      key => !byPlace.has(key) && !this.#busy.has(key),
    );
    await Promise.all([
      ...left.map(key => this.#leave(key)),
      ...[...byPlace].map(([key, proposals]) => this.#visit(key, proposals)),
    ]);
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const pause = this.#pause();
      // A place that is slow is left to itself; the others are looked at again.
      await Promise.race([this.tick(), pause]);
      await pause;
    }
  }

  #pause(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, PERIOD_MS);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Works in a place unless work is already under way there. */
  #visit(key: string, proposals: readonly Proposal[]): Promise<void> {
    const under = this.#busy.get(key);
    if (under) {
      return under;
    }
    const work = this.#work(key, proposals).finally(() =>
      this.#busy.delete(key),
    );
    this.#busy.set(key, work);
    return work;
  }

  async #work(key: string, proposals: readonly Proposal[]): Promise<void> {
    const { service, environment } = proposals[0];
    const place = { service, environment };
    try {
      const { store, holder } = this.#options;
      const held = await HeldPlace.take(store, place, holder);
      if (!held) {
        this.#held.delete(key);
        return;
      }
      this.#held.set(key, place);
      // What runs goes before what waits; the oldest first.
      const order = [...proposals].sort(
        (a, b) =>
          Number(isActive(b.state)) - Number(isActive(a.state)) ||
          a.requestedAt - b.requestedAt,
      );
      for (const proposal of order) {
        await this.#advance(held, proposal);
      }
      this.#troubles.over(place);
    } catch (error) {
      if (error instanceof LostLeaseError) {
        this.#held.delete(key);
      } else {
        this.#troubles.tell(place, error);
      }
    }
  }

  async #advance(held: HeldPlace, proposal: Proposal): Promise<void> {
    try {
      // Read under the lease: what was read before may be older than what its last holder did.
      let current: Proposal | undefined = await this.#options.store.get(
        proposal.id,
      );
      for (let step = 0; current && step < MAX_STEPS; step++) {
        current = await this.#runner.step(held, current);
      }
    } catch (error) {
      if (error instanceof LostLeaseError) {
        throw error;
      }
      // One that cannot go on must not keep the others of its place waiting.
      this.#troubles.tell(held.place, error);
    }
  }

  async #leave(key: string): Promise<void> {
    const { store, holder, logger } = this.#options;
    const place = this.#held.get(key);
    this.#held.delete(key);
    try {
      if (place) {
        await store.release(place, holder);
      }
    } catch (error) {
      logger.warn(`The lease of ${key} runs out by itself: ${error}`);
    }
  }
}
