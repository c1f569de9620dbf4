import { HistoryStore } from './HistoryStore';

/** A store that is opened when it is first needed, and again after that failed. */
export class HistoryConnection {
  readonly #connect: () => Promise<HistoryStore>;
  #store?: Promise<HistoryStore>;

  constructor(connect: () => Promise<HistoryStore>) {
    this.#connect = connect;
  }

  /** @throws what opening it threw. */
  open(): Promise<HistoryStore> {
    if (!this.#store) {
      const store = this.#connect();
      this.#store = store;
      store.catch(() => {
        this.#store = undefined;
      });
    }
    return this.#store;
  }

  /** Lets another process write, if a store was opened. */
  async release(): Promise<void> {
    await (await this.#store)?.release();
  }
}
