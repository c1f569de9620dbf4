import { openDatabase } from '@textloom/backend-kit';
import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { HOUR } from '@textloom/kernel';
import { comment, ReasonCode } from '@textloom/plugin-deployments-common';
import { anActor } from '@textloom/plugin-deployments-common/testUtils';
import { decided, PROD, uuid } from './proposals';
import {
  Decide,
  DeploymentsStore,
  TransactOptions,
} from '../service/DeploymentsStore';
import { DatabaseDeploymentsStore } from '../database/DatabaseDeploymentsStore';
import { RefusedError } from '../service/errors';
import { MemoryDeploymentsStore } from './MemoryDeploymentsStore';

/** Two processes over the same data. */
interface TwoStores {
  stores: [DeploymentsStore, DeploymentsStore];
  /** Lets a day and an hour pass for all that is stored. */
  passADay: () => Promise<void>;
}

/** Makes new stores without anything in them. */
type MakeStores = () => Promise<TwoStores>;

const LATER_MS = 25 * HOUR;

/** Runs the same tests on the store in SQLite, in PostgreSQL, and in memory. */
export function describeStores(
  name: string,
  tests: (make: MakeStores) => void,
): void {
  describeDatabases(name, databases => {
    tests(async () => {
      const database = await openDatabase(
        await databases.create(),
        '@textloom/plugin-deployments-backend',
      );
      return {
        stores: [
          new DatabaseDeploymentsStore(database),
          new DatabaseDeploymentsStore(database),
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
      const store = new MemoryDeploymentsStore(() => Date.now() + ahead);
      return {
        stores: [store, store],
        passADay: async () => {
          ahead += LATER_MS;
        },
      };
    });
  });
}

export const KEY = { key: 'k'.repeat(16), requestHash: 'a'.repeat(64) };

export const as = (
  name: string,
  options: Partial<TransactOptions> = {},
): TransactOptions => ({
  actor: anActor(name),
  command: 'test',
  place: PROD,
  ...options,
});

export const says = (text: string) =>
  decided('lead', (proposal, ctx) =>
    comment(proposal, { id: uuid(5), text }, ctx),
  );

/** Refuses, whatever there is. */
export const no =
  (code: ReasonCode): Decide =>
  () => ({ ok: false, reasons: [{ code, params: {} }] });

/** Codes of a refusal; the text of another error. */
export const reasonsOf = (error: unknown) =>
  error instanceof RefusedError
    ? error.reasons.map(({ code }) => code)
    : [String(error)];

export const idsOf = (proposals: readonly { id: string }[]) =>
  proposals.map(({ id }) => id);

/** Lets the clock go on, so that two moments differ. */
export const aMoment = () => new Promise(resolve => setTimeout(resolve, 5));
