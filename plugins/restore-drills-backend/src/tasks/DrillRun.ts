import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { MINUTE, SECOND } from '@textloom/kernel';
import {
  deadlineOf,
  Drill,
  eventOf,
  nextStep,
  StepName,
  takesDown,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem, StoreConnection } from '../service/ports';
import { DrillOutput } from './DrillOutput';
import { HeldDrill } from './HeldDrill';
import { performStep, problemOf, StepResult } from './performStep';

/** What was told to end has so long to do so. */
const GRACE_MS = 30 * SECOND;
/** The process is to end: what is left is found again, and taken down. */
const LEAVING_MS = 5 * SECOND;
/** Taking down is not cut short by the drill's own limit, but does not last forever either. */
const TAKE_DOWN_MS = 30 * MINUTE;

/** What one run of a drill needs. */
export interface DrillRunOptions {
  held: HeldDrill;
  /** Undefined when the store is no longer configured. */
  connection: StoreConnection | undefined;
  output: DrillOutput;
  workDirectory: string;
  /** Milliseconds since the epoch, by this process. */
  clock: () => number;
  /** Milliseconds since the epoch, by the database. */
  now: () => Promise<number>;
  /** Milliseconds of a clock that nobody sets. */
  monotonic: () => number;
  /** How long the drills of the plan have taken so far. */
  expectedMs: (drill: Drill) => Promise<number | undefined>;
  /** Aborted when the process is to end. */
  stopping: AbortSignal;
  graceMs?: number;
}

/** Runs one drill from where it is to its end. */
export class DrillRun {
  readonly #options: DrillRunOptions;
  readonly #cancelled = new AbortController();

  constructor(options: DrillRunOptions) {
    this.#options = options;
  }

  /** Ends the step that runs; the drill then takes down what it has made. */
  cancel(): void {
    this.#cancelled.abort(new DrillProblem({ code: 'cancelled' }));
  }

  /**
   * @returns the drill, finished.
   * @throws LostLeaseError, and whatever keeps its events from being written; somebody else goes on then.
   */
  async toTheEnd(): Promise<Drill> {
    const { held, output } = this.#options;
    try {
      const { token } = held;
      let drill = await held.append(() => [{ type: 'claimed', token }]);
      for (;;) {
        const next = nextStep(drill);
        if (!next) {
          return drill;
        }
        drill =
          next.kind === 'run'
            ? await this.#runStep(next.step)
            : await held.append(current => eventsOf(current));
      }
    } finally {
      await output.flush();
    }
  }

  async #runStep(step: StepName): Promise<Drill> {
    const { held, output, monotonic, connection } = this.#options;
    const drill = await held.append(current => {
      const next = nextStep(current);
      // Somebody has cancelled it in the meantime.
      return next?.kind === 'run' && next.step === step
        ? [{ type: 'step-started', step, attempt: next.attempt }]
        : [];
    });
    if (drill.steps[drill.steps.length - 1]?.state !== 'running') {
      return drill;
    }
    const bytes: { done?: number; total?: number } = {};
    const began = monotonic();
    const result = await this.#within(drill, step, async signal => {
      if (!connection) {
        throw new DrillProblem({
          code: 'not-configured',
          subject: drill.store.id,
        });
      }
      const context = this.#contextOf(drill, step, signal, bytes);
      return performStep(step, connection, context, drill, () =>
        this.#options.expectedMs(drill),
      );
    });
    const durationMs = Math.round(monotonic() - began);
    await output.flush();
    const { findings, problem } = result;
    const { done, total } = bytes;
    return held.append(() => [
      problem
        ? { type: 'step-failed', step, durationMs, problem, findings }
        : {
            type: 'step-passed',
            step,
            durationMs,
            ...(done !== undefined && {
              bytes: { done, ...(total !== undefined && { total }) },
            }),
            findings,
          },
    ]);
  }

  /** Runs until it is through, or is told to end. @throws the reason when nobody may write the result any more. */
  async #within(
    drill: Drill,
    step: StepName,
    act: (signal: AbortSignal) => Promise<StepResult>,
  ): Promise<StepResult> {
    const { held, stopping, output } = this.#options;
    const leaving = AbortSignal.any([held.lost, stopping]);
    const limit = new AbortController();
    const timer = setTimeout(
      () => limit.abort(new DrillProblem({ code: 'time-limit' })),
      await this.#remainingMs(drill, step),
    );
    const signal = AbortSignal.any([
      leaving,
      limit.signal,
      ...(takesDown(step) ? [] : [this.#cancelled.signal]),
    ]);
    try {
      const acting = act(signal);
      const result = await Promise.race([acting, this.#graceAfter(signal)]);
      leaving.throwIfAborted();
      return result;
    } catch (error) {
      leaving.throwIfAborted();
      if (!(error instanceof DrillProblem)) {
        output.line(step, `broke: ${error}`);
      }
      return { findings: {}, problem: problemOf(step, error, signal) };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Rejects some time after the signal: what does not listen does not hold everything up. */
  async #graceAfter(signal: AbortSignal): Promise<never> {
    await new Promise<void>(resolve => {
      if (signal.aborted) {
        resolve();
      }
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const { graceMs = GRACE_MS, stopping } = this.#options;
    const ms = stopping.aborted ? Math.min(graceMs, LEAVING_MS) : graceMs;
    await sleep(ms, undefined, { ref: false });
    throw signal.reason;
  }

  async #remainingMs(drill: Drill, step: StepName): Promise<number> {
    if (takesDown(step)) {
      return TAKE_DOWN_MS;
    }
    const now = await this.#options.now();
    return Math.max(0, (deadlineOf(drill) ?? now) - now);
  }

  #contextOf(
    drill: Drill,
    step: StepName,
    signal: AbortSignal,
    bytes: { done?: number; total?: number },
  ): DrillContext {
    const { output, workDirectory, clock } = this.#options;
    const { probe, frozen, target, recovery } = drill.findings;
    return {
      drill: drill.id,
      store: drill.store,
      plan: drill.plan,
      ...(drill.control && { control: drill.control }),
      directory: join(workDirectory, drill.id),
      ...(probe && { probe }),
      ...(frozen && { frozen }),
      target: { ...target, ...recovery },
      signal,
      log: text => output.line(step, text),
      progress: (done, total) => {
        Object.assign(bytes, { done, total });
        output.progress(step, done, total);
      },
      now: clock,
    };
  }
}

/** What follows now, should somebody have cancelled it since. */
function eventsOf(drill: Drill) {
  const next = nextStep(drill);
  const event = next && eventOf(next);
  return event ? [event] : [];
}
