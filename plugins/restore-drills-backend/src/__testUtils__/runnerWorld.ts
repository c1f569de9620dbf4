import {
  Drill,
  NegativeControl,
  Problem,
} from '@textloom/plugin-restore-drills-common';
import { Runner } from '../tasks/Runner';
import { eventually } from './eventually';
import { aConnection, FakeDriver } from './fakeDriver';
import { aRunner, sharedMemory } from './process';
import { as } from './stores';
import { aTestPlan, drillId, queues } from './testDrills';

/** The drill of these tests. */
export const ID = drillId(1);

/** Runners over one memory, one fake store, and a clock that can be set ahead. */
export class RunnerWorld {
  ahead = 0;
  readonly memory = sharedMemory(() => Date.now() + this.ahead);
  readonly driver = new FakeDriver();
  readonly #running: Runner[] = [];

  async begin(
    over: Parameters<typeof aConnection>[0] = {},
    more: Partial<Parameters<typeof aRunner>[0]> = {},
  ) {
    const { driver, memory } = this;
    const connection = await aConnection({ driver, ...over });
    const made = aRunner({
      store: memory.store,
      leases: memory.leasesOf('one'),
      connections: [connection],
      ...more,
    });
    this.#running.push(made.runner);
    made.runner.start();
    return { ...made, connection };
  }

  async queue(over: { control?: NegativeControl; timeLimitMs?: number } = {}) {
    const { control, timeLimitMs } = over;
    const plan = aTestPlan(timeLimitMs === undefined ? {} : { timeLimitMs });
    await this.memory.store.transact(
      ID,
      as('sre'),
      queues(1, { plan, ...(control && { control }) }),
    );
    this.#running.forEach(runner => runner.wake());
  }

  async drill(): Promise<Drill> {
    return (await this.memory.store.get(ID)) as Drill;
  }

  end(): Promise<Drill> {
    return eventually(async () => {
      const drill = await this.drill();
      if (drill.state !== 'Finished') {
        throw new Error(`The drill is ${drill.state} at ${drill.step}`);
      }
      return drill;
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.splice(0).map(runner => runner.stop()));
  }
}

export const statesOf = ({ steps }: Drill) =>
  Object.fromEntries(steps.map(({ step, state }) => [step, state]));

export const problemsOf = ({ outcome }: Drill): readonly Problem[] =>
  outcome?.kind === 'cancelled' ? [] : outcome?.problems ?? [];
