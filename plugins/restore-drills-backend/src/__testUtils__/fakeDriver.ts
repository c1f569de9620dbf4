import {
  DrillPlan,
  LedgerEntry,
  RecoveredMarkers,
  Store,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import {
  DrillContext,
  DrillDriver,
  Leftover,
  MarkerWriter,
  StoreConnection,
} from '../service/ports';
import { MemoryLedger } from './MemoryLedger';
import { aTestPlan, aTestStore } from './testDrills';

type Method = Exclude<keyof DrillDriver, 'leftovers'>;
type Answers = {
  [M in Method]: (
    context: DrillContext,
  ) => Awaited<ReturnType<DrillDriver[M]>> | ReturnType<DrillDriver[M]>;
};

const check = (over: Partial<Verification> = {}): Verification => ({
  name: 'row-counts',
  state: 'passed',
  blocking: true,
  method: 'count(*) of every table',
  ...over,
});

/** Numbers 1 to `max` without a hole. */
export const markersTo = (max: number): RecoveredMarkers => ({
  min: 1,
  max,
  count: max,
});

/** A store in memory: its driver does what a test says, and knows what exists of each drill. */
export class FakeDriver implements DrillDriver {
  /** Every call, in order: `probe`, `restore`, … */
  readonly calls: string[] = [];
  /** Drills of which something exists. */
  readonly made = new Set<string>();
  /** What a test lets a step do instead. */
  answers: Partial<Answers> = {};
  readonly #clock: () => number;

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  async probe(context: DrillContext) {
    return this.#answer('probe', context, {
      tools: [{ name: 'postgres', version: '15.20' }],
      missing: [],
      sourceIdentity: '7331',
      sourceVersion: '15.20',
      clock: { offsetMs: 2, uncertaintyMs: 1 },
      neededBytes: 100,
      freeBytes: 1_000,
    });
  }

  async freeze(context: DrillContext) {
    return this.#answer('freeze', context, {
      failedAt: this.#clock(),
      backup: { id: 'base-1', completedAt: this.#clock() - 60_000, bytes: 90 },
      archive: [{ name: '000000010000000000000002', bytes: 10, modifiedAt: 1 }],
      recoverableUntil: '0/2FFFFFF',
    });
  }

  async plan(context: DrillContext) {
    return this.#answer('plan', context, {
      commands: ['copy base-1', 'postgres -D data'],
      backup: { id: 'base-1', completedAt: 1, bytes: 90 },
      archiveFiles: 1,
      archiveBytes: 10,
      checks: ['row-counts'],
      refusals: [],
    });
  }

  async provision(context: DrillContext) {
    this.made.add(context.drill);
    return this.#answer('provision', context, { dataDirectory: 'data' });
  }

  async restore(context: DrillContext) {
    context.log('copying base-1');
    context.progress(40, 100);
    context.progress(100, 100);
    return this.#answer('restore', context, { bytes: 100 });
  }

  async recover(context: DrillContext) {
    return this.#answer('recover', context, { timeline: 2 });
  }

  async verify(context: DrillContext) {
    return this.#answer('verify', context, [check()]);
  }

  async smoke(context: DrillContext) {
    return this.#answer('smoke', context, check({ name: 'smoke' }));
  }

  async markers(context: DrillContext) {
    return this.#answer('markers', context, markersTo(9));
  }

  async teardown(context: Parameters<DrillDriver['teardown']>[0]) {
    const there = this.made.delete(context.drill);
    return this.#answer(
      'teardown',
      context as DrillContext,
      there ? [`folder ${context.drill}`] : [],
    );
  }

  async leftovers(): Promise<Leftover[]> {
    return [...this.made].map(drill => ({
      drill,
      what: `folder ${drill}`,
      remove: async () => {
        this.made.delete(drill);
      },
    }));
  }

  async #answer<M extends Method>(
    method: M,
    context: DrillContext,
    usual: Awaited<ReturnType<DrillDriver[M]>>,
  ): Promise<Awaited<ReturnType<DrillDriver[M]>>> {
    this.calls.push(method);
    const instead = this.answers[method];
    return instead
      ? ((await instead(context)) as Awaited<ReturnType<DrillDriver[M]>>)
      : usual;
  }
}

/** Runs until it is told to end, as a driver that listens does. */
export const untilAborted = ({ signal }: DrillContext): Promise<never> =>
  new Promise((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) {
      end();
    }
    signal.addEventListener('abort', end);
  });

/** A store with a fake driver, and a ledger with markers 1 to 10, a second apart, the last a second old. */
export async function aConnection(
  over: {
    store?: Partial<Store>;
    plans?: DrillPlan[];
    driver?: FakeDriver;
    archived?: MarkerWriter['archived'];
    clock?: () => number;
  } = {},
): Promise<StoreConnection & { driver: FakeDriver }> {
  const { clock = Date.now } = over;
  const store = aTestStore(over.store);
  const ledger = new MemoryLedger();
  for (let seq = 1; seq <= 10; seq++) {
    const at = clock() - (11 - seq) * 1_000;
    await ledger.append({ store: store.id, seq, sentAt: at, ackedAt: at + 2 });
  }
  return {
    store,
    plans: over.plans ?? [aTestPlan({ store: store.id })],
    driver: over.driver ?? new FakeDriver(clock),
    ledger,
    markers: {
      prepare: async () => 10,
      write: async () => ({}),
      archived:
        over.archived ??
        (async (newest: readonly LedgerEntry[]) =>
          newest.find(({ seq }) => seq <= 9)),
      close: async () => {},
    },
  };
}
