/** Time limits and periods in milliseconds. */
export interface Timing {
  /** Until the head of an answer. */
  headMs: number;
  /** Between two chunks of a listed page. */
  chunkMs: number;
  /** Silence after which a watch is taken for half-open. Bookmarks are due each 60 s. */
  watchIdleMs: number;
  /** Period of the probe of the API server, and its limit. */
  probeMs: number;
  probeLimitMs: number;
  /** Period of polled sources. */
  pollMs: number;
  /** When to look again for what the server did not serve. */
  absentMs: number;
  /** Bounds of `timeoutSeconds` of a watch, in seconds. */
  watchSeconds: [min: number, max: number];
}

export const DEFAULT_TIMING: Timing = {
  headMs: 10_000,
  chunkMs: 10_000,
  watchIdleMs: 75_000,
  probeMs: 10_000,
  probeLimitMs: 5_000,
  pollMs: 15_000,
  absentMs: 60_000,
  watchSeconds: [300, 600],
};
