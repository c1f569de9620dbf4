import { setTimeout as sleep } from 'node:timers/promises';
import { DrillProblem } from '../../service/ports';
import { RdsInstance } from './answers';

/** So many questions after another may go unanswered before a wait is given up. */
const PATIENCE = 10;
const FIRST_MS = 5_000;
const MAX_MS = 15_000;
const GROWTH = 1.5;

/** Serves, though its storage is still being arranged. */
const READY = new Set(['available', 'storage-optimization']);
/** From these an instance does not come back by itself. Whatever is not known here is waited for. */
const FATAL =
  /^(?:failed|restore-error|storage-full|incompatible-.+|inaccessible-encryption-credentials.*|insufficient-capacity|deleting|delete-.+|stopping|stopped)$/;

/** A clock that a test may turn. */
export interface Pace {
  /** Milliseconds since the epoch. */
  now(): number;
  /** @throws the signal's reason when it is aborted meanwhile. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The real one. */
export function realPace(now: () => number): Pace {
  return {
    now,
    pause: async (ms, signal) => {
      await sleep(ms, undefined, signal && { signal }).catch(() => {});
      signal?.throwIfAborted();
    },
  };
}

/** Whether an instance can be used. */
export function isReady({ status }: RdsInstance): boolean {
  return READY.has(status);
}

/** Whether an instance is in a state from which it does not come back. */
export function isFatal({ status }: RdsInstance): boolean {
  return FATAL.test(status);
}

/** How often it is looked, and how: less and less often. */
export interface Watch {
  pace: Pace;
  look(): Promise<RdsInstance | undefined>;
  log(line: string): void;
  signal?: AbortSignal;
}

/**
 * Looks until an instance is there and `until` says so. Each state is told once, with how long the one before took.
 *
 * @returns the instance, and how much too long the wait may have been, in milliseconds.
 * @throws DrillProblem `restore-failed` with the state when it is one without return, or the instance is gone.
 */
export async function waitFor(
  { pace, look, log, signal }: Watch,
  until: (instance: RdsInstance) => boolean,
): Promise<{ instance: RdsInstance; pollingMs: number }> {
  let state = '';
  let since = pace.now();
  const lookPatiently = patiently(look, log);
  for (let waitMs = FIRST_MS; ; waitMs = Math.min(MAX_MS, waitMs * GROWTH)) {
    signal?.throwIfAborted();
    const seen = await lookPatiently();
    if (seen === 'unanswered') {
      await pace.pause(waitMs, signal);
      continue;
    }
    const { instance } = seen;
    const status = instance?.status ?? 'gone';
    if (status !== state) {
      const took = Math.round((pace.now() - since) / 1000);
      log(state ? `${status}, after ${took} s ${state}` : status);
      since = pace.now();
      state = status;
    }
    if (!instance || isFatal(instance)) {
      throw new DrillProblem({ code: 'restore-failed', subject: status });
    }
    if (until(instance)) {
      return { instance, pollingMs: waitMs };
    }
    await pace.pause(waitMs, signal);
  }
}

/**
 * Looks until there is no instance any more.
 *
 * @returns false when `limitMs` are over before.
 */
export async function waitUntilGone(
  { pace, look, log, signal }: Watch,
  limitMs: number,
  whileThere: (instance: RdsInstance) => Promise<void>,
): Promise<boolean> {
  const end = pace.now() + limitMs;
  let state = '';
  const lookPatiently = patiently(look, log);
  for (let waitMs = FIRST_MS; ; waitMs = Math.min(MAX_MS, waitMs * GROWTH)) {
    const seen = await lookPatiently();
    if (seen === 'unanswered') {
      await pace.pause(waitMs, signal);
      continue;
    }
    const { instance } = seen;
    if (!instance) {
      return true;
    }
    if (instance.status !== state) {
      state = instance.status;
      log(state);
    }
    if (pace.now() >= end) {
      return false;
    }
    await whileThere(instance);
    await pace.pause(waitMs, signal);
  }
}

/**
 * A restore takes up to hours, in which AWS may be too busy for a question or not be reached for a moment: that says
 * nothing of the instance, and is asked again later.
 */
function patiently(
  look: Watch['look'],
  log: Watch['log'],
): () => Promise<{ instance: RdsInstance | undefined } | 'unanswered'> {
  let unanswered = 0;
  return async () => {
    try {
      const instance = await look();
      unanswered = 0;
      return { instance };
    } catch (error) {
      unanswered += 1;
      if (!isPassing(error) || unanswered > PATIENCE) {
        throw error;
      }
      log(`no answer: ${error.problem.code}; asking again`);
      return 'unanswered';
    }
  };
}

/** Of AWS itself, and not of the source or the copy. */
function isPassing(error: unknown): error is DrillProblem {
  return (
    error instanceof DrillProblem &&
    (error.problem.code === 'throttled' ||
      error.problem.code === 'source-unreachable') &&
    error.problem.subject === 'AWS'
  );
}
