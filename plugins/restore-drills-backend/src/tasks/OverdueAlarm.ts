import { LoggerService } from '@backstage/backend-plugin-api';
import { MINUTE } from '@textloom/kernel';
import {
  DrillPlan,
  Overdue,
  Store,
} from '@textloom/plugin-restore-drills-common';
import { DrillsStore } from '../service/DrillsStore';
import { Leases } from '../service/leases';
import { planFacts } from '../service/planFacts';
import { StoreConnection } from '../service/ports';
import { leaseFor, Periodic } from './Periodic';

const PERIOD_MS = 5 * MINUTE;

/** An alarm that somebody must hear of. */
export interface Alarm {
  store: Store;
  plan: DrillPlan;
  overdue: Overdue;
}

/**
 * Tells the owner of a store when nobody has proven for too long that it can be restored. It rests on what stands in
 * the database alone, and has a lease and a timer of its own: it also works when the scheduler or the runner does not.
 */
export class OverdueAlarm {
  readonly #options: {
    store: DrillsStore;
    connections: ReadonlyMap<string, StoreConnection>;
    tell: (alarm: Alarm) => Promise<void>;
  };
  readonly #periodic: Periodic;

  constructor(options: {
    store: DrillsStore;
    leases: Leases;
    connections: ReadonlyMap<string, StoreConnection>;
    tell: (alarm: Alarm) => Promise<void>;
    logger: LoggerService;
  }) {
    this.#options = options;
    this.#periodic = new Periodic({
      what: 'drills that are overdue',
      periodMs: PERIOD_MS,
      work: () => this.look(),
      lease: leaseFor(options.leases, 'overdue-alarm', PERIOD_MS),
      logger: options.logger,
    });
  }

  start(): void {
    this.#periodic.start();
  }

  stop(): Promise<void> {
    return this.#periodic.stop();
  }

  /** Tells what is new, once for each alarm. */
  async look(): Promise<void> {
    const { store: drills, connections, tell } = this.#options;
    const [now, newest] = await Promise.all([drills.now(), drills.newest()]);
    for (const { store, plans } of connections.values()) {
      const exposure = await drills.newestExposure(store.id);
      for (const plan of plans) {
        const { overdue } = await planFacts(drills, {
          plan,
          store,
          newest,
          now,
          ...(exposure && { exposure }),
        });
        if (overdue && (await drills.firstAlarm(keyOf(plan, overdue)))) {
          await tell({ store, plan, overdue });
        }
      }
    }
  }
}

function keyOf({ id }: DrillPlan, { priority, reason, since }: Overdue) {
  return `${id}/${reason}/${priority}/${since}`;
}
