const MOST = 500;

/**
 * Answers that were worked out, by key; the least recently used go first. What failed is not kept, and a question that
 * is being worked out is not asked twice. Keys name the data version and the scope.
 */
export class Memo {
  readonly #answers = new Map<string, Promise<unknown>>();

  of<T>(key: readonly unknown[], work: () => Promise<T>): Promise<T> {
    const id = JSON.stringify(key);
    const known = this.#answers.get(id) as Promise<T> | undefined;
    const answer = known ?? work();
    this.#answers.delete(id);
    this.#answers.set(id, answer);
    if (!known) {
      answer.catch(() => {
        if (this.#answers.get(id) === answer) this.#answers.delete(id);
      });
      const [oldest] = this.#answers.keys();
      if (this.#answers.size > MOST) this.#answers.delete(oldest);
    }
    return answer;
  }
}
