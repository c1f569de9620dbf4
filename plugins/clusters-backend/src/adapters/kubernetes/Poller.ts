import { backoffMs, between } from '../../time/backoff';
import { toFailure } from './failure';
import { SourceFailure } from '../../service/SourceFailure';
import { Pause } from '../../time/pause';
import { Random, Time } from '../../time/Time';
import { SourceTracker } from './SourceTracker';

/** What a poller needs. */
export interface PollerOptions {
  /** Asks once; resolves with false when the server does not serve it. */
  ask: (signal: AbortSignal) => Promise<boolean>;
  tracker: SourceTracker;
  time: Time;
  random: Random;
  periodMs: number;
  absentMs: number;
  /** Longest wait after failures; the period if shorter. */
  maxBackoffMs?: number;
  /** The source's facts are void. */
  onAbsent?: () => void;
  onAnswer: () => void;
  onFailure?: (failure: SourceFailure) => void;
}

/** Asks again and again, each time after the last answer. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #pause: Pause;
  #failures = 0;
  #asking = false;
  #again = false;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#pause = new Pause(options.time);
  }

  /** Resolves when the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#asking = true;
      this.#again = false;
      const waitMs = await this.#step(signal);
      this.#asking = false;
      if (!this.#again) {
        await this.#pause.wait(waitMs, signal);
      }
    }
  }

  /** Asks at once; while it asks, once more: that answer may be from before what the nudge is about. */
  nudge(): void {
    this.#again = this.#asking;
    this.#pause.nudge();
  }

  async #step(signal: AbortSignal): Promise<number> {
    const { tracker, random, periodMs, absentMs } = this.#options;
    try {
      if (!(await this.#options.ask(signal))) {
        throw new SourceFailure('not-served', 'not served');
      }
      this.#failures = 0;
      tracker.good();
      this.#options.onAnswer();
      return between(periodMs * 0.9, periodMs * 1.1, random);
    } catch (error) {
      if (signal.aborted) {
        return 0;
      }
      const failure = toFailure(error);
      tracker.failed(failure);
      this.#options.onFailure?.(failure);
      if (failure.problem === 'not-served') {
        this.#options.onAbsent?.();
        return between(absentMs, absentMs * 1.2, random);
      }
      const waitMs = Math.min(
        backoffMs(this.#failures++, random),
        this.#options.maxBackoffMs ?? Infinity,
      );
      return Math.max(waitMs, failure.retryAfterMs ?? 0);
    }
  }
}
