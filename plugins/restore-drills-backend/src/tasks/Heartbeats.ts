import { LoggerService } from '@backstage/backend-plugin-api';
import { DrillsStore } from '../service/DrillsStore';
import { Leases } from '../service/leases';
import { StoreConnection } from '../service/ports';
import { Heartbeat } from './Heartbeat';

/** The heartbeats of all stores that have one, each by itself: a slow store delays its own alone. */
export class Heartbeats {
  readonly #all: readonly Heartbeat[];

  constructor(options: {
    store: DrillsStore;
    leases: Leases;
    connections: ReadonlyMap<string, StoreConnection>;
    clock: () => number;
    logger: LoggerService;
  }) {
    const { connections, ...shared } = options;
    this.#all = [...connections.values()].flatMap(connection => {
      const { markers, store } = connection;
      return markers && store.heartbeatMs !== undefined
        ? new Heartbeat({
            ...shared,
            connection: { ...connection, markers },
            periodMs: store.heartbeatMs,
          })
        : [];
    });
  }

  start(): void {
    this.#all.forEach(one => one.start());
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map(one => one.stop()));
  }
}
