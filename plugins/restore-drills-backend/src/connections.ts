import { LoggerService } from '@backstage/backend-plugin-api';
import { Problem, Store } from '@textloom/plugin-restore-drills-common';
import { guarded, SourcePlaces } from './adapters/guard';
import { connectPgBackRest } from './adapters/pgbackrest';
import { connectPostgres } from './adapters/postgres';
import { connectRds } from './adapters/rds';
import { connectRedis } from './adapters/redis';
import { connectSqlite } from './adapters/sqlite';
import { ConfiguredStore, RestoreDrillsConfig } from './config';
import {
  DrillDriver,
  Ledger,
  MarkerWriter,
  StoreConnection,
} from './service/ports';
import { unconnected } from './service/unconnected';

/** What an adapter makes of the settings of a store. Nothing is opened before it is used. */
interface Parts {
  driver: DrillDriver;
  markers?: MarkerWriter;
  /** Where the ledger is not to be in the portal's database. */
  ledger?: Ledger;
  source(): Promise<SourcePlaces>;
  backup?(signal: AbortSignal): Promise<void>;
}

interface Deps {
  store: Store;
  workDirectory: string;
  /** Address of the portal. */
  portal: string;
  clock: () => number;
  logger: LoggerService;
}

/** How each store of the configuration is reached, by its id. A store that lacks something is listed with what it lacks. */
export function connectStores(
  { stores, workDirectory, baseUrl }: RestoreDrillsConfig,
  options: {
    /** In the portal's database. */
    ledger: Ledger;
    clock: () => number;
    logger: LoggerService;
  },
): Map<string, StoreConnection> {
  return new Map(
    stores.map(configured => [
      configured.store.id,
      connect(configured, { workDirectory, portal: baseUrl }, options),
    ]),
  );
}

function connect(
  configured: ConfiguredStore,
  { workDirectory, portal }: { workDirectory?: string; portal: string },
  options: Parameters<typeof connectStores>[1],
): StoreConnection {
  const { store, plans } = configured;
  const { ledger, clock, logger } = options;
  const shared = {
    store,
    plans: plans.map(({ plan }) => plan),
    firstAfterMs: new Map(
      plans.flatMap(({ plan, firstAfterMs }) =>
        firstAfterMs === undefined ? [] : [[plan.id, firstAfterMs] as const],
      ),
    ),
    ledger,
  };
  const lacking = configured.missing ?? (workDirectory ? '' : 'workDirectory');
  const parts =
    lacking === '' && workDirectory
      ? partsOf(configured, { store, workDirectory, portal, clock, logger })
      : undefined;
  if (!parts || !workDirectory) {
    // A kind without a driver lacks nothing that could be configured: the kind itself is named.
    const problem: Problem = {
      code: 'not-configured',
      subject: lacking || store.kind,
    };
    const reason = lacking
      ? `${lacking} is not configured`
      : `there is no driver for ${store.kind}`;
    logger.warn(`${store.id} is not connected: ${reason}`);
    return { ...shared, driver: unconnected(problem), problem };
  }
  const { driver, source, ...rest } = parts;
  return {
    ...shared,
    ...rest,
    driver: guarded(driver, {
      store: store.id,
      workDirectory,
      source: () => source(),
    }),
  };
}

function partsOf(configured: ConfiguredStore, deps: Deps): Parts | undefined {
  switch (configured.kind) {
    case 'postgres':
      return configured.settings && connectPostgres(configured.settings, deps);
    case 'pgbackrest':
      return (
        configured.settings && connectPgBackRest(configured.settings, deps)
      );
    case 'redis':
      return configured.settings && connectRedis(configured.settings, deps);
    case 'sqlite':
      return configured.settings && connectSqlite(configured.settings, deps);
    case 'rds':
      return configured.settings && connectRds(configured.settings, deps);
    default:
      return undefined;
  }
}
