/** Answers that are looked at: one slow answer, or two, change nothing. */
const KEPT = 5;
/** Fewer prove nothing. */
const ENOUGH = 3;

/** How long the last few answers took. */
export class RecentTimes {
  #times: number[] = [];

  /** @param ms - Time of one answer. A clock that was set back in between makes it none. */
  add(ms: number): void {
    if (ms >= 0) {
      this.#times = [...this.#times, ms].slice(-KEPT);
    }
  }

  /** In milliseconds, of an even number the lower of the middle ones; undefined before there are enough. */
  median(): number | undefined {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return sorted.length < ENOUGH
      ? undefined
      : sorted[Math.floor((sorted.length - 1) / 2)];
  }
}
