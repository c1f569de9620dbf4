import { openDatabase } from '@textloom/backend-kit';
import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { DatabaseCostsStore } from '../database/DatabaseCostsStore';
import { CostsStore } from '../service/ports';
import { MemoryCostsStore } from './MemoryCostsStore';

/** Runs the same tests on the store in SQLite, in PostgreSQL, and in memory; each time two processes over the same data. */
export function describeStores(
  name: string,
  tests: (make: () => Promise<[CostsStore, CostsStore]>) => void,
): void {
  describeDatabases(name, databases => {
    tests(async () => {
      const database = await openDatabase(
        await databases.create(),
        '@textloom/plugin-costs-backend',
      );
      return [
        new DatabaseCostsStore(database),
        new DatabaseCostsStore(database),
      ];
    });
  });
  const { describe: suite } = globalThis;
  suite(`${name} in memory`, () => {
    tests(async () => {
      const store = new MemoryCostsStore();
      return [store, store];
    });
  });
}
