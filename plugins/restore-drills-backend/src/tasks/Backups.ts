import { LoggerService } from '@backstage/backend-plugin-api';
import { HOUR, MINUTE } from '@textloom/kernel';
import { Leases } from '../service/leases';
import { StoreConnection } from '../service/ports';
import { Periodic } from './Periodic';

/** A copy takes seconds; whoever was killed while making one delays the next by no more than this, milliseconds. */
const LEASE_MS = 15 * MINUTE;

/** Makes the copies of stores for which nobody else does, each hour; each store by itself. */
export class Backups {
  readonly #stopping = new AbortController();
  readonly #all: readonly Periodic[];

  constructor(options: {
    leases: Leases;
    connections: ReadonlyMap<string, StoreConnection>;
    logger: LoggerService;
  }) {
    const { leases, connections, logger } = options;
    this.#all = [...connections.values()]
      .filter(({ backup }) => backup !== undefined)
      .map(
        connection =>
          new Periodic({
            what: `the copy of ${connection.store.id}`,
            periodMs: HOUR,
            work: async () => connection.backup?.(this.#stopping.signal),
            lease: leases.of(`backup:${connection.store.id}`, LEASE_MS),
            logger,
          }),
      );
  }

  start(): void {
    this.#all.forEach(one => one.start());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#all.map(one => one.stop()));
  }
}
