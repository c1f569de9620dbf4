import { LoggerService } from '@backstage/backend-plugin-api';

/** What is done now and again. */
interface PeriodicOptions {
  /** Names it in the log, as `bills that are new`. */
  what: string;
  periodMs: number;
  work: () => Promise<unknown>;
  logger: LoggerService;
}

/** Work that is done at once and then again and again, never twice at the same time. */
export class Periodic {
  readonly #options: PeriodicOptions;
  #timer?: NodeJS.Timeout;
  #working?: Promise<void>;
  #again = false;

  constructor(options: PeriodicOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.wake(), this.#options.periodMs);
    this.wake();
  }

  /** Does it soon: now, or once more when it is being done. */
  wake(): void {
    if (this.#working) {
      this.#again = true;
      return;
    }
    this.#working = this.once().finally(() => {
      this.#working = undefined;
      if (this.#again && this.#timer) {
        this.#again = false;
        this.wake();
      }
    });
  }

  /** Does it now. Never throws. */
  async once(): Promise<void> {
    const { what, work, logger } = this.#options;
    try {
      await work();
    } catch (error) {
      logger.warn(`Trouble with ${what}: ${error}`);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#working;
  }
}
