/** Bounds of {@link AnswerCache}. */
export interface CacheOptions {
  maxEntries: number;
  maxBytes: number;
}

/**
 * Answers by key, of which the longest unused are dropped first. A question that is being answered is not asked again
 * meanwhile; a failed one is forgotten.
 */
export class AnswerCache {
  readonly #options: CacheOptions;
  readonly #answers = new Map<string, { answer: unknown; bytes: number }>();
  readonly #pending = new Map<string, Promise<unknown>>();
  #bytes = 0;

  constructor(options: CacheOptions) {
    this.#options = options;
  }

  /** @param sizeOf - rough size of an answer in bytes */
  async get<T>(
    key: string,
    ask: () => Promise<T>,
    sizeOf: (answer: T) => number,
  ): Promise<T> {
    const known = this.#answers.get(key);
    if (known) {
      this.#answers.delete(key);
      this.#answers.set(key, known);
      return known.answer as T;
    }
    const pending = this.#pending.get(key);
    if (pending) {
      return pending as Promise<T>;
    }
    const asked = ask();
    this.#pending.set(key, asked);
    try {
      const answer = await asked;
      this.#keep(key, answer, key.length * 2 + sizeOf(answer));
      return answer;
    } finally {
      this.#pending.delete(key);
    }
  }

  clear(): void {
    this.#answers.clear();
    this.#bytes = 0;
  }

  #keep(key: string, answer: unknown, bytes: number): void {
    const { maxEntries, maxBytes } = this.#options;
    if (bytes > maxBytes / 4) {
      return;
    }
    this.#answers.set(key, { answer, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#answers) {
      if (this.#answers.size <= maxEntries && this.#bytes <= maxBytes) {
        break;
      }
      this.#answers.delete(oldest);
      this.#bytes -= freed;
    }
  }
}
