import { backoffMs, between } from '../../time/backoff';
import { Collection } from './Collection';
import { ExpiredError, toFailure } from './failure';
import { SourceFailure } from '../../service/SourceFailure';
import { KubeClient } from './KubeClient';
import { listPaged } from './list';
import { Pause } from '../../time/pause';
import { Timing } from './ports';
import { Cancel, Random, Time } from '../../time/Time';
import { SourceTracker } from './SourceTracker';
import { readWatchEvent } from './wire';

/** What a reflector needs. */
export interface ReflectorOptions<TFacts> {
  client: KubeClient;
  collection: Collection<TFacts>;
  tracker: SourceTracker;
  /** Path of the collection; undefined when the server does not serve it. */
  resolvePath: (signal: AbortSignal) => Promise<string | undefined>;
  query?: Record<string, string>;
  time: Time;
  timing: Timing;
  random: Random;
  /** The collection changed. */
  onChange: () => void;
}

/** Longest wait before a new list after 410, so that sources which expired together do not list together. */
const RELIST_JITTER_MS = 2_000;
const RELIST_LIMIT_MS = 30_000;
/** Longest wait before a broken watch is taken up again. */
const RESUME_JITTER_MS = 250;
/** A watch that holds as long as this ends a row of failures. */
const SETTLED_MS = 10_000;
/** A watch that ends sooner than this, though properly, is not asked for again at once. */
const SHORT_WATCH_MS = 1_000;

/**
 * Keeps a collection equal to the server's: list, then watch, resume from the last resourceVersion, list again when
 * it has expired. It never gives up; between attempts it waits longer and longer.
 */
export class Reflector<TFacts> {
  readonly #options: ReflectorOptions<TFacts>;
  readonly #pause: Pause;
  /** Where to watch from; undefined when a list is needed. */
  #version?: string;
  /** Failures in a row; listing alone does not end the row, or a bad watch would be listed for in a tight loop. */
  #failures = 0;
  /** The last watch sent garbage: a good list is not enough to be believed again. */
  #distrusted = false;
  /** Ends the watch that is open; undefined while none is. */
  #open?: AbortController;
  /** The last watch was ended on suspicion: the next failure proves it, a watch that opens refutes it. */
  #suspected = false;

  constructor(options: ReflectorOptions<TFacts>) {
    this.#options = options;
    this.#pause = new Pause(options.time);
  }

  /** Resolves when the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMs = await this.#step(signal);
      if (waitMs > 0) {
        await this.#pause.wait(waitMs, signal);
      }
    }
  }

  /** The server answers again elsewhere: try now instead of waiting. */
  nudge(): void {
    this.#pause.nudge();
  }

  /**
   * The server does not answer elsewhere: an open watch is not believed any longer, however quiet it may rightly be.
   * A list under way has deadlines of its own.
   */
  suspect(failure: SourceFailure): void {
    this.#open?.abort(failure);
  }

  /** Lists if needed and watches once; returns how long to wait before the next step. */
  async #step(signal: AbortSignal): Promise<number> {
    const { random, time } = this.#options;
    try {
      const path = await this.#options.resolvePath(signal);
      if (!path) {
        return this.#absent();
      }
      this.#version ??= await this.#list(path, signal);
      const begin = time.now();
      await this.#watch(path, this.#version, signal);
      if (this.#suspected) {
        return between(1, RESUME_JITTER_MS, random);
      }
      const short = time.now() - begin < SHORT_WATCH_MS;
      return short ? backoffMs(this.#failures++, random) : 0;
    } catch (error) {
      return signal.aborted ? 0 : this.#recover(error);
    }
  }

  /** Takes note of what went wrong; returns how long to wait. */
  #recover(error: unknown): number {
    const { tracker, random } = this.#options;
    const row = this.#failures++;
    if (error instanceof ExpiredError) {
      this.#version = undefined;
      const limit = Math.min(RELIST_JITTER_MS * (row + 1), RELIST_LIMIT_MS);
      return between(50, limit, random);
    }
    const failure = toFailure(error);
    if (failure.problem === 'not-served') {
      return this.#absent();
    }
    if (failure.problem === 'malformed') {
      // What came before may be wrong as well.
      this.#version = undefined;
      this.#distrusted = true;
    }
    const cut =
      failure.problem === 'unreachable' || failure.problem === 'timeout';
    if (cut && row === 0 && !this.#suspected && tracker.state === 'live') {
      // A cut connection says little; the next attempt tells whether the server is gone.
      return between(1, RESUME_JITTER_MS, random);
    }
    tracker.failed(failure);
    return Math.max(backoffMs(row, random), failure.retryAfterMs ?? 0);
  }

  #absent(): number {
    const { collection, tracker, random, timing } = this.#options;
    this.#version = undefined;
    collection.clear();
    tracker.failed(new SourceFailure('not-served', 'not served'));
    return between(timing.absentMs, timing.absentMs * 1.2, random);
  }

  async #list(path: string, signal: AbortSignal): Promise<string> {
    const { client, collection, query, tracker, onChange } = this.#options;
    const version = await listPaged(client, {
      path,
      query,
      signal,
      onBegin: () => collection.begin(),
      onPage: items => collection.page(items),
    });
    collection.commit();
    if (!this.#distrusted) {
      tracker.good();
    }
    onChange();
    return version;
  }

  /** Resolves when the server ends the watch, or suspicion does. */
  async #watch(path: string, from: string, signal: AbortSignal): Promise<void> {
    const { client, query, random, time, timing } = this.#options;
    const [min, max] = timing.watchSeconds;
    const suspicion = new AbortController();
    let settle: Cancel | undefined;
    try {
      await client.watch({
        path,
        query: {
          ...query,
          watch: '1',
          allowWatchBookmarks: 'true',
          resourceVersion: from,
          timeoutSeconds: String(between(min, max, random)),
        },
        signal: AbortSignal.any([signal, suspicion.signal]),
        onOpen: () => {
          this.#open = suspicion;
          this.#suspected = false;
          settle = time.after(SETTLED_MS, () => this.#settled());
          if (!this.#distrusted) {
            this.#options.tracker.good();
          }
        },
        onEvent: value => {
          this.#apply(readWatchEvent(value, time.now()));
          this.#settled();
        },
      });
    } catch (error) {
      if (signal.aborted || !suspicion.signal.aborted) {
        throw error;
      }
      this.#suspected = true;
    } finally {
      this.#open = undefined;
      settle?.();
    }
  }

  #settled(): void {
    this.#failures = 0;
    this.#distrusted = false;
    this.#options.tracker.good();
  }

  #apply(event: ReturnType<typeof readWatchEvent>): void {
    const { collection, onChange } = this.#options;
    if (event.type !== 'BOOKMARK') {
      if (event.type === 'DELETED') {
        collection.delete(event.object);
      } else {
        collection.set(event.object);
      }
      onChange();
    }
    this.#version = event.version;
  }
}
