import { openDatabase } from '@textloom/backend-kit';
import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { DatabaseDrillsStore } from '../database/DatabaseDrillsStore';
import { DatabaseLeases } from '../database/DatabaseLeases';
import { DrillsStore, TransactOptions } from '../service/DrillsStore';
import { Leases } from '../service/leases';
import { MemoryDrillsStore } from './MemoryDrillsStore';
import { LeaseTable, MemoryLeases } from './MemoryLeases';

/** Two processes over the same data. */
export interface TwoProcesses {
  stores: [DrillsStore, DrillsStore];
  leases: [Leases, Leases];
  /** Lets a day and an hour pass for keys of requests. */
  passADay(): Promise<void>;
}

const LATER_MS = 25 * 3_600_000;

/** Runs the same tests on the store in SQLite, in PostgreSQL, and in memory. */
export function describeStores(
  name: string,
  tests: (make: () => Promise<TwoProcesses>) => void,
): void {
  describeDatabases(name, databases => {
    tests(async () => {
      const database = await openDatabase(
        await databases.create(),
        '@textloom/plugin-restore-drills-backend',
      );
      return {
        stores: [
          new DatabaseDrillsStore(database),
          new DatabaseDrillsStore(database),
        ],
        leases: [
          new DatabaseLeases(database, 'one'),
          new DatabaseLeases(database, 'other'),
        ],
        passADay: async () => {
          await database('idempotency_keys').decrement('at', LATER_MS);
        },
      };
    });
  });
  const { describe: suite } = globalThis;
  suite(`${name} in memory`, () => {
    tests(async () => {
      let ahead = 0;
      const clock = () => Date.now() + ahead;
      const table: LeaseTable = new Map();
      const store = new MemoryDrillsStore(clock, table);
      return {
        stores: [store, store],
        leases: [
          new MemoryLeases(table, 'one', clock),
          new MemoryLeases(table, 'other', clock),
        ],
        passADay: async () => {
          ahead += LATER_MS;
        },
      };
    });
  });
}

export const as = (
  name: string,
  over: Partial<TransactOptions> = {},
): TransactOptions => ({
  actor: name === 'portal' ? name : `user:default/${name}`,
  store: 'orders',
  ...over,
});

/** Lets the clock go on, so that two moments differ. */
export const aMoment = () => new Promise(resolve => setTimeout(resolve, 5));
