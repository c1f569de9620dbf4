import { SourceFailure } from '../../service/SourceFailure';
import { KubeClient } from './KubeClient';
import { Poller } from './Poller';
import { Timing } from './ports';
import { RecentTimes } from './RecentTimes';
import { Random, Time } from '../../time/Time';
import { SourceTracker } from './SourceTracker';
import { readVersion } from './wire';

/** The `Date` header counts whole seconds, and an answer takes its time: less is no skew. */
const SKEW_NOISE_MS = 2_000;

/** What a probe needs. */
export interface ServerProbeOptions {
  client: KubeClient;
  tracker: SourceTracker;
  time: Time;
  timing: Timing;
  random: Random;
  onAnswer: () => void;
  /** The server does not answer; called at each failed probe. */
  onLost: (failure: SourceFailure) => void;
  /** The server answers again. */
  onFound: () => void;
}

/** Asks for the version: cheap, allowed to everyone, and proof that the server is there and takes our word. */
export class ServerProbe {
  readonly #options: ServerProbeOptions;
  readonly #poller: Poller;
  readonly #times = new RecentTimes();
  #lost = false;
  #version?: string;
  #skewMs = 0;

  constructor(options: ServerProbeOptions) {
    const { timing } = options;
    this.#options = options;
    this.#poller = new Poller({
      ...options,
      ask: signal => this.#ask(signal),
      periodMs: timing.probeMs,
      absentMs: timing.absentMs,
      maxBackoffMs: timing.probeMs,
      onAnswer: () => this.#found(),
      onFailure: failure => this.#failed(failure),
    });
  }

  /** `gitVersion` of the server. */
  get version(): string | undefined {
    return this.#version;
  }

  /** Server's clock minus ours, in milliseconds; 0 when it is within what the probe can tell. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** Median time of the last answers, in milliseconds; undefined before there are enough of them. */
  get latencyMs(): number | undefined {
    return this.#times.median();
  }

  /** Resolves when the signal aborts. */
  run(signal: AbortSignal): Promise<void> {
    return this.#poller.run(signal);
  }

  async #ask(signal: AbortSignal): Promise<boolean> {
    const { client, time, timing } = this.#options;
    const asked = time.now();
    const { value, date } = await client.get({
      path: '/version',
      signal,
      limitMs: timing.probeLimitMs,
    });
    const answered = time.now();
    this.#times.add(answered - asked);
    this.#version = readVersion(value);
    // Half a second: the header was cut to the second.
    const skew = date
      ? Date.parse(date) + 500 - (asked + answered) / 2
      : Number.NaN;
    this.#skewMs =
      Number.isNaN(skew) || Math.abs(skew) < SKEW_NOISE_MS
        ? 0
        : Math.round(skew / 1000) * 1000;
    return true;
  }

  #found(): void {
    if (this.#lost) {
      this.#lost = false;
      this.#options.onFound();
    }
    this.#options.onAnswer();
  }

  #failed(failure: SourceFailure): void {
    const { problem } = failure;
    if (problem === 'unreachable' || problem === 'timeout') {
      // Each time: a watch that was opened since may have lost its server as well.
      this.#lost = true;
      this.#options.onLost(failure);
    }
  }
}
