import { ServiceUnavailableError } from '@backstage/errors';

/** Bounds of {@link QuestionQueue}. */
export interface QueueOptions {
  maxConcurrent: number;
  maxWaiting: number;
}

/** Work of which only some is done at once, and only so much may wait: more load is refused, not piled up. */
export class QuestionQueue {
  readonly #options: QueueOptions;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** @throws ServiceUnavailableError when too much waits already */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await work();
    } finally {
      // The place passes to the next without becoming free, so that nobody overtakes.
      const next = this.#waiting.shift();
      if (next) {
        next();
      } else {
        this.#running--;
      }
    }
  }

  async #turn(): Promise<void> {
    const { maxConcurrent, maxWaiting } = this.#options;
    if (this.#running < maxConcurrent) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= maxWaiting) {
      throw new ServiceUnavailableError(
        'Too many questions about costs are waiting; try again in a few seconds',
      );
    }
    await new Promise<void>(resolve => {
      this.#waiting.push(resolve);
    });
  }
}
