import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { MINUTE } from '@textloom/kernel';
import {
  DrillPlan,
  DryRun,
  frozenDigest,
} from '@textloom/plugin-restore-drills-common';
import { RefusedError } from './errors';
import { DrillContext, DrillProblem, StoreConnection } from './ports';

const LIMIT_MS = 2 * MINUTE;

/** What dry runs need. */
export interface DryRunOptions {
  workDirectory: string;
  /** Milliseconds since the epoch. */
  clock: () => number;
  newId: () => string;
  /** How long drills of a plan have taken, in milliseconds. */
  expectedMs: (plan: string) => Promise<number | undefined>;
  logger: LoggerService;
}

/** Looks at what drills would do, and touches nothing. Whoever asks of the same plan meanwhile waits for that answer. */
export class DryRuns {
  readonly #options: DryRunOptions;
  readonly #looking = new Map<string, Promise<DryRun>>();

  constructor(options: DryRunOptions) {
    this.#options = options;
  }

  /**
   * @throws RefusedError when a drill would be refused before there is anything to tell; ServiceUnavailableError when
   * the store cannot be looked at.
   */
  of(connection: StoreConnection, plan: DrillPlan): Promise<DryRun> {
    const looking =
      this.#looking.get(plan.id) ??
      this.#look(connection, plan).finally(() => this.#looking.delete(plan.id));
    this.#looking.set(plan.id, looking);
    return looking;
  }

  async #look(
    { driver, store, problem }: StoreConnection,
    plan: DrillPlan,
  ): Promise<DryRun> {
    if (problem) {
      throw new RefusedError([problem]);
    }
    const { logger } = this.#options;
    const context = this.#contextOf(store, plan);
    try {
      const probe = await driver.probe(context);
      const frozen = await driver.freeze({ ...context, probe });
      const [dryRun, expectedMs] = await Promise.all([
        driver.plan({
          ...context,
          probe,
          frozen: { ...frozen, digest: frozenDigest(frozen) },
        }),
        this.#options.expectedMs(plan.id),
      ]);
      return { ...dryRun, ...(expectedMs !== undefined && { expectedMs }) };
    } catch (error) {
      if (error instanceof DrillProblem) {
        throw new RefusedError([error.problem]);
      }
      // What caused it may name hosts, which callers need not know.
      logger.warn(`${store.id} cannot be looked at: ${error}`);
      throw new ServiceUnavailableError(
        `${store.title} cannot be looked at now`,
      );
    }
  }

  #contextOf(store: DrillContext['store'], plan: DrillPlan): DrillContext {
    const { workDirectory, clock, newId } = this.#options;
    const drill = newId();
    return {
      drill,
      store,
      plan,
      ...(plan.control && { control: plan.control }),
      directory: join(workDirectory, drill),
      target: {},
      signal: AbortSignal.timeout(LIMIT_MS),
      log: () => {},
      progress: () => {},
      now: clock,
    };
  }
}
