import { LoggerService } from '@backstage/backend-plugin-api';
import { MINUTE } from '@textloom/kernel';
import { DrillPlan } from '@textloom/plugin-restore-drills-common';
import { DrillsStore } from '../service/DrillsStore';
import { DeniedError } from '../service/errors';
import { Leases } from '../service/leases';
import { planDueAt } from '../service/planDueAt';
import { StoreConnection } from '../service/ports';
import { Starting } from '../service/Starting';
import { leaseFor, Periodic } from './Periodic';

const PERIOD_MS = MINUTE;

/** Starts drills that are due. */
export class Scheduler {
  readonly #options: {
    store: DrillsStore;
    connections: ReadonlyMap<string, StoreConnection>;
    starting: Starting;
    logger: LoggerService;
    /** Called when a drill was queued. */
    onStart: () => void;
  };
  readonly #periodic: Periodic;

  constructor(options: {
    store: DrillsStore;
    leases: Leases;
    connections: ReadonlyMap<string, StoreConnection>;
    starting: Starting;
    logger: LoggerService;
    onStart: () => void;
  }) {
    this.#options = options;
    this.#periodic = new Periodic({
      what: 'drills that are due',
      periodMs: PERIOD_MS,
      work: () => this.look(),
      lease: leaseFor(options.leases, 'scheduler', PERIOD_MS),
      logger: options.logger,
    });
  }

  start(): void {
    this.#periodic.start();
  }

  stop(): Promise<void> {
    return this.#periodic.stop();
  }

  /** Starts what is due, one drill of a store at a time; the next waits for the next look. */
  async look(): Promise<void> {
    const { store, connections, logger } = this.#options;
    const now = await store.now();
    for (const { plans, problem, firstAfterMs } of connections.values()) {
      for (const plan of problem ? [] : plans) {
        const due = await planDueAt(store, plan, firstAfterMs?.get(plan.id));
        if (due <= now) {
          await this.#start(plan).catch(error =>
            logger.warn(`The drill of ${plan.id} was not started: ${error}`),
          );
        }
      }
    }
  }

  async #start({ id }: DrillPlan): Promise<void> {
    const { starting, onStart } = this.#options;
    try {
      await starting.start(id, { actor: 'portal' });
      onStart();
    } catch (error) {
      // Another drill of the store runs: it is due until that one has finished.
      if (!(error instanceof DeniedError)) {
        throw error;
      }
    }
  }
}
