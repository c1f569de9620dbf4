import { LoggerService } from '@backstage/backend-plugin-api';
import { HeldLease, Leases } from '../service/leases';

/** What is done now and again. */
export interface PeriodicOptions {
  /** Names it in the log, as `drills that are due`. */
  what: string;
  periodMs: number;
  work: () => Promise<void>;
  /** Of whom one replica alone does it. */
  lease?: HeldLease;
  logger: LoggerService;
}

/** Work that is done at once and then again and again, never twice at the same time. */
export class Periodic {
  readonly #options: PeriodicOptions;
  #timer?: NodeJS.Timeout;
  #working?: Promise<void>;

  constructor(options: PeriodicOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.wake(), this.#options.periodMs);
    this.wake();
  }

  wake(): void {
    this.#working ??= this.once().finally(() => {
      this.#working = undefined;
    });
  }

  /** Does it now, if this replica is the one. Never throws. */
  async once(): Promise<void> {
    const { what, work, lease, logger } = this.#options;
    try {
      if (!lease || (await lease.hold())) {
        await work();
      }
    } catch (error) {
      logger.warn(`Trouble with ${what}: ${error}`);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#working;
    await this.#options.lease?.release().catch(() => {});
  }
}

/** A lease for work of a period: it outlives the next time, and not the one after. */
export function leaseFor(
  leases: Leases,
  name: string,
  periodMs: number,
): HeldLease {
  return leases.of(name, periodMs * 2.5);
}
