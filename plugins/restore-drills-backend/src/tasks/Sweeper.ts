import { LoggerService } from '@backstage/backend-plugin-api';
import { MINUTE } from '@textloom/kernel';
import { DrillsStore } from '../service/DrillsStore';
import { Leftover, StoreConnection } from '../service/ports';
import { Periodic } from './Periodic';

const PERIOD_MS = 10 * MINUTE;

/** Removes what drills have left that no longer run. Every replica looks at its own machine. */
export class Sweeper {
  readonly #store: DrillsStore;
  readonly #connections: ReadonlyMap<string, StoreConnection>;
  readonly #logger: LoggerService;
  readonly #periodic: Periodic;
  #removed = 0;

  constructor(options: {
    store: DrillsStore;
    connections: ReadonlyMap<string, StoreConnection>;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#connections = options.connections;
    this.#logger = options.logger;
    this.#periodic = new Periodic({
      what: 'what drills have left behind',
      periodMs: PERIOD_MS,
      work: () => this.sweep(),
      logger: options.logger,
    });
  }

  /** How many leftovers this process has removed. */
  get removed(): number {
    return this.#removed;
  }

  start(): void {
    this.#periodic.start();
  }

  stop(): Promise<void> {
    return this.#periodic.stop();
  }

  async sweep(): Promise<void> {
    for (const { driver, store } of this.#connections.values()) {
      // A drill is in the database before anything of it exists: looked for in this order, none is taken for over.
      const found = await driver.leftovers().catch(error => {
        this.#logger.warn(`${store.id} cannot be swept: ${error}`);
        return [];
      });
      if (found.length > 0) {
        await this.#removeAllBut(await this.#unfinished(), found);
      }
    }
  }

  async #unfinished(): Promise<Set<string>> {
    const drills = await this.#store.unfinished();
    return new Set(drills.map(({ id }) => id));
  }

  async #removeAllBut(
    unfinished: ReadonlySet<string>,
    found: readonly Leftover[],
  ): Promise<void> {
    for (const { drill, what, remove } of found) {
      if (!unfinished.has(drill)) {
        try {
          await remove();
          this.#removed += 1;
          this.#logger.warn(`${drill} had left behind: ${what}; removed`);
        } catch (error) {
          this.#logger.error(`${what} of ${drill} cannot be removed: ${error}`);
        }
      }
    }
  }
}
