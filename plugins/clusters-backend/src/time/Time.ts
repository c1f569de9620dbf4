/** Stops what was scheduled; a second call does nothing. */
export type Cancel = () => void;

/** Time as the collector sees it, so that tests decide when it passes. */
export interface Time {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once after `ms` milliseconds. */
  after(ms: number, task: () => void): Cancel;
}

/** A number in [0, 1), for jitter. */
export type Random = () => number;

/** The machine's clock and timers. Timers keep no process alive. */
export const systemTime: Time = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
