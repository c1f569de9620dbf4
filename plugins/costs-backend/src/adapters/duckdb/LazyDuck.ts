import { Duck, DuckOptions, DuckSession, openDuck } from './openDuck';

/** A database that is opened by its first user and closed when nobody has used it for a while. */
export class LazyDuck {
  readonly #options: DuckOptions;
  readonly #closeAfterMs: number;
  readonly #onClose: () => void;
  #duck?: Promise<Duck>;
  /** Connections that nobody uses: to make one takes longer than many a question. */
  #idle: DuckSession[] = [];
  #users = 0;
  #timer?: NodeJS.Timeout;

  /** @param onClose - called when it was closed, as to free what it has answered with */
  constructor(
    options: DuckOptions,
    closeAfterMs: number,
    onClose: () => void = () => {},
  ) {
    this.#options = options;
    this.#closeAfterMs = closeAfterMs;
    this.#onClose = onClose;
  }

  /** Whether it takes memory now. */
  get isOpen(): boolean {
    return this.#duck !== undefined;
  }

  /** Lends a connection for one piece of work. */
  async use<T>(work: (session: DuckSession) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#users++;
    try {
      const duck = await this.#open();
      const session = this.#idle.pop() ?? (await duck.connect());
      try {
        const answer = await work(session);
        this.#idle.push(session);
        return answer;
      } catch (error) {
        // It may have been interrupted, and would pass that on to the next.
        session.close();
        throw error;
      }
    } finally {
      this.#users--;
      this.#closeLater();
    }
  }

  /** Closes it at once when nobody uses it. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const duck = this.#duck;
    if (duck && this.#users === 0) {
      this.#duck = undefined;
      this.#idle.splice(0).forEach(session => session.close());
      (await duck).close();
      this.#onClose();
    }
  }

  #open(): Promise<Duck> {
    this.#duck ??= openDuck(this.#options).catch(error => {
      this.#duck = undefined;
      throw error;
    });
    return this.#duck;
  }

  #closeLater(): void {
    if (this.#users === 0) {
      this.#timer = setTimeout(() => this.close(), this.#closeAfterMs);
      this.#timer.unref();
    }
  }
}
