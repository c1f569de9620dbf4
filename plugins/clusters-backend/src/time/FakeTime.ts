import { Cancel, Time } from './Time';

/** Lets everything happen that is ready to happen. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Time that passes only when told. */
export class FakeTime implements Time {
  #now: number;
  #timers = new Set<{ at: number; task: () => void }>();

  constructor(now = Date.parse('2026-01-01T00:00:00Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): Cancel {
    const timer = { at: this.#now + ms, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** @throws when a timer still waits: something was not stopped. */
  assertIdle(): void {
    if (this.#timers.size > 0) {
      throw new Error(`${this.#timers.size} timers are left`);
    }
  }

  /** Passes `ms`, running each timer at its moment. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const [next] = [...this.#timers]
        .filter(({ at }) => at <= end)
        .sort((a, b) => a.at - b.at);
      if (!next) {
        break;
      }
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
      await settle();
    }
    this.#now = end;
  }
}
