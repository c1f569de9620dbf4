import { LoggerService } from '@backstage/backend-plugin-api';
import { MINUTE, SECOND } from '@textloom/kernel';
import { DrillSummary } from '@textloom/plugin-restore-drills-common';
import { EvidenceIssuer } from '../evidence/EvidenceIssuer';
import { DrillsStore, LostLeaseError } from '../service/DrillsStore';
import { expectedMs } from '../service/expectedMs';
import { Leases } from '../service/leases';
import { StoreConnection } from '../service/ports';
import { DrillOutput } from './DrillOutput';
import { DrillRun } from './DrillRun';
import { HeldDrill } from './HeldDrill';
import { Redactor } from './Redactor';

const PERIOD_MS = SECOND;
const EVIDENCE_MS = MINUTE;
const TTL_MS = 20 * SECOND;
/** More would measure each other. */
const AT_ONCE = 2;

/** What the runner needs. */
export interface RunnerOptions {
  store: DrillsStore;
  leases: Leases;
  connections: ReadonlyMap<string, StoreConnection>;
  evidence: EvidenceIssuer;
  redactor: Redactor;
  workDirectory: string;
  clock: () => number;
  monotonic: () => number;
  logger: LoggerService;
  /** Called when a page would show other bytes. */
  onProgress: (drill: { drill: string; store: string }) => void;
  /** Time after which a drill of a process that has ended is taken over, in milliseconds. */
  ttlMs?: number;
  /** How long a driver that was told to end may take, in milliseconds. */
  graceMs?: number;
}

interface Running {
  run: DrillRun;
  done: Promise<void>;
}

/**
 * Runs all drills that have not finished: one at a time for each store, whichever replica holds its lease. A drill
 * whose process has ended goes on here, with the step that was interrupted.
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #running = new Map<string, Running>();
  readonly #stopping = new AbortController();
  #timer?: NodeJS.Timeout;
  #looking?: Promise<void>;
  #again = false;
  readonly #troubles = new Map<string, { count: number; retryAt: number }>();
  #evidenceAt = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.wake(), PERIOD_MS);
    this.wake();
  }

  /** Looks at once: something was asked for. */
  wake(): void {
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = this.look().finally(() => {
      this.#looking = undefined;
      if (this.#again && this.#timer) {
        this.#again = false;
        this.wake();
      }
    });
  }

  /** Leaves drills where they are; another replica, or this one after its start, goes on. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#stopping.abort(new LostLeaseError());
    await this.#looking;
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** Takes what nobody runs, and ends what was cancelled. Never throws. */
  async look(): Promise<void> {
    const { store, logger } = this.#options;
    try {
      for (const drill of await store.unfinished()) {
        const running = this.#running.get(drill.id);
        if (running && drill.state === 'Cancelling') {
          running.run.cancel();
        }
        if (!running && this.#running.size < AT_ONCE && this.#isTime(drill)) {
          await this.#take(drill);
        }
      }
      await this.#issueMissing();
    } catch (error) {
      logger.warn(`Drills cannot be looked for: ${error}`);
    }
  }

  async #take({ id, store: of, state }: DrillSummary): Promise<void> {
    const { store, leases, ttlMs = TTL_MS } = this.#options;
    if (this.#stopping.signal.aborted) {
      return;
    }
    const held = await HeldDrill.take({ store, leases, drill: id, of, ttlMs });
    if (!held) {
      return;
    }
    const run = this.#runOf(held, id, of);
    if (state === 'Cancelling') {
      run.cancel();
    }
    const done = this.#through(run, held, id).finally(() => {
      this.#running.delete(id);
      if (this.#timer) {
        this.wake();
      }
    });
    this.#running.set(id, { run, done });
  }

  #runOf(held: HeldDrill, drill: string, of: string): DrillRun {
    const { store, redactor, clock, logger, onProgress } = this.#options;
    const { connections, workDirectory, monotonic, graceMs } = this.#options;
    return new DrillRun({
      held,
      connection: connections.get(of),
      output: new DrillOutput({
        drill,
        store,
        redactor,
        clock,
        logger,
        onProgress: () => onProgress({ drill, store: of }),
      }),
      workDirectory,
      clock,
      now: () => store.now(),
      monotonic,
      expectedMs: ({ plan }) => expectedMs(store, plan.id),
      stopping: this.#stopping.signal,
      ...(graceMs !== undefined && { graceMs }),
    });
  }

  /** Never throws: what is not through is taken again at the next look. */
  async #through(run: DrillRun, held: HeldDrill, id: string): Promise<void> {
    const { logger, evidence } = this.#options;
    try {
      await run.toTheEnd();
      this.#troubles.delete(id);
      await evidence.issue(id);
    } catch (error) {
      if (!(error instanceof LostLeaseError)) {
        logger.warn(`${id} was interrupted: ${error}`);
        this.#later(id);
      }
    } finally {
      await held
        .release()
        .catch(error => logger.warn(`A lease was not freed: ${error}`));
    }
  }

  #isTime({ id }: DrillSummary): boolean {
    return performance.now() >= (this.#troubles.get(id)?.retryAt ?? 0);
  }

  /** What cannot be written now is tried again ever more seldom. */
  #later(id: string): void {
    const count = (this.#troubles.get(id)?.count ?? 0) + 1;
    const waitMs = Math.min(MINUTE, SECOND * 2 ** count);
    this.#troubles.set(id, { count, retryAt: performance.now() + waitMs });
  }

  async #issueMissing(): Promise<void> {
    if (performance.now() >= this.#evidenceAt) {
      this.#evidenceAt = performance.now() + EVIDENCE_MS;
      await this.#options.evidence.issueMissing();
    }
  }
}
