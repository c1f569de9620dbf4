import { NotFoundError } from '@backstage/errors';
import {
  canStart,
  Drill,
  DrillPlan,
  NegativeControl,
} from '@textloom/plugin-restore-drills-common';
import { DrillsStore, TransactOptions } from './DrillsStore';
import { assertPermitted } from './errors';
import { newDrill } from './newDrill';
import { StoreConnection } from './ports';

/** Queues drills, for people and for the schedule alike. */
export class Starting {
  readonly #store: DrillsStore;
  readonly #connections: ReadonlyMap<string, StoreConnection>;
  readonly #newId: () => string;

  constructor(options: {
    store: DrillsStore;
    /** By id of the store. */
    connections: ReadonlyMap<string, StoreConnection>;
    /** `drill-` and eight random hexadecimal digits. */
    newId: () => string;
  }) {
    this.#store = options.store;
    this.#connections = options.connections;
    this.#newId = options.newId;
  }

  /** @throws NotFoundError */
  planOf(id: string): { plan: DrillPlan; connection: StoreConnection } {
    for (const connection of this.#connections.values()) {
      const plan = connection.plans.find(one => one.id === id);
      if (plan) {
        return { plan, connection };
      }
    }
    throw new NotFoundError(`There is no plan ${id}`);
  }

  /** @throws NotFoundError; DeniedError when a drill of the store runs, or the control does not fit. */
  async start(
    planId: string,
    options: {
      actor: string;
      control?: NegativeControl;
      /** Why, for the drill's log. */
      reason?: string;
      idempotency?: TransactOptions['idempotency'];
    },
  ): Promise<Drill> {
    const { plan, connection } = this.planOf(planId);
    const { actor, control, reason, idempotency } = options;
    const { store } = connection;
    const id = this.#newId();
    const { drill, events } = await this.#store.transact(
      id,
      { actor, store: store.id, ...(idempotency && { idempotency }) },
      ({ running, now }) => {
        assertPermitted(
          canStart({
            permitted: true,
            kind: store.kind,
            ...(connection.problem && { problem: connection.problem }),
            ...(control && { control }),
            ...(running && { running }),
          }),
        );
        return [
          {
            type: 'queued',
            drill: newDrill({
              id,
              store,
              plan,
              ...(control && { control }),
              startedBy: actor,
              now,
            }),
          },
        ];
      },
    );
    if (events.length > 0 && reason !== undefined) {
      await this.#store.appendLog(drill.id, [
        { at: drill.queuedAt, step: drill.step, text: `asked for: ${reason}` },
      ]);
    }
    return drill;
  }
}
