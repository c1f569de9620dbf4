import { randomUUID } from 'node:crypto';
import {
  AuditorService,
  AuthService,
  DatabaseService,
  DiscoveryService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Lease, openDatabase } from '@textloom/backend-kit';
import { Clock, MINUTE, SECOND } from '@textloom/kernel';
import { Builder } from './adapters/builder/jobs';
import { ChildBuilder } from './adapters/builder/ChildBuilder';
import { InProcessBuilder } from './adapters/builder/InProcessBuilder';
import { CatalogDirectory } from './adapters/catalog/CatalogDirectory';
import {
  ClusterPods,
  ownClustersClient,
} from './adapters/clusters/ClusterPods';
import { allChanges } from './adapters/deployments/allChanges';
import { CsvChanges } from './adapters/deployments/CsvChanges';
import { Deployments } from './adapters/deployments/Deployments';
import { collectGarbage } from './adapters/duckdb/collectGarbage';
import { DuckDbEngine } from './adapters/duckdb/DuckDbEngine';
import { CsvUnitSource } from './adapters/files/CsvUnitSource';
import { CsvUsageSource } from './adapters/files/CsvUsageSource';
import { Announcer } from './adapters/notifications/Announcer';
import { CostsConfig } from './config';
import { connectSource } from './connectSources';
import { DatabaseCostsStore } from './database/DatabaseCostsStore';
import { StoredUsage } from './database/StoredUsage';
import { readEnvironments } from './settings/environments';
import { DefaultCostsService } from './service/DefaultCostsService';
import { Inquiries } from './service/Inquiries';
import { Ingest } from './tasks/Ingest';
import { Periodic } from './tasks/Periodic';
import { Review } from './tasks/Review';
import { untilCatalog } from './tasks/untilCatalog';
import { UsageSampler } from './tasks/UsageSampler';

/** Local folders are looked at often; each look at a bucket is a request that is paid for. */
const FOLDER_PERIOD_MS = 30 * SECOND;
const BUCKET_PERIOD_MS = 5 * MINUTE;
const SAMPLE_PERIOD_MS = 10 * MINUTE;
/** Also without new data: a budget's month ends, a day becomes complete. */
const REVIEW_PERIOD_MS = 15 * MINUTE;
/** A lease outlives the next time that it is renewed, and not the one after. */
const LEASE_PERIODS = 2.5;

/** Services of the backend that costs need. */
interface BackendServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: Pick<CatalogService, 'streamEntities'>;
  config: RootConfigService;
  database: DatabaseService;
  discovery: DiscoveryService;
  logger: LoggerService;
  notifications: NotificationService;
  signals: Pick<SignalsService, 'publish'>;
}

/** What all parts share. */
async function connect(
  services: BackendServices,
  settings: CostsConfig,
  clock: Clock,
) {
  const database = await openDatabase(
    services.database,
    '@textloom/plugin-costs-backend',
  );
  const store = new DatabaseCostsStore(database);
  const engine = new DuckDbEngine({
    directory: settings.dataDirectory,
    onClose: collectGarbage,
  });
  const holder = randomUUID();
  return {
    store,
    engine,
    clock,
    logger: services.logger,
    catalog: new CatalogDirectory({ ...services, clock }),
    announcer: new Announcer(services),
    inquiries: new Inquiries({ ...settings, engine, store, clock }),
    leaseFor: (name: string, periodMs: number) =>
      new Lease({ database, name, holder, ttlMs: periodMs * LEASE_PERIODS }),
  };
}

type Parts = Awaited<ReturnType<typeof connect>>;

/** The service with everything that works behind it. */
export async function createCosts(
  services: BackendServices,
  settings: CostsConfig,
  clock: Clock = Date.now,
) {
  const parts = await connect(services, settings, clock);
  const { engine, announcer } = parts;
  const ending = new AbortController();
  const reviewing = reviewingOf(parts, settings, warmUp);
  const builder = builderOf(__filename);
  const ingest = ingestOf(
    { ...parts, builder, signal: ending.signal },
    settings,
    () => reviewing.wake(),
  );
  const tasks = [
    readingOf(parts, settings, ingest, ending.signal),
    reviewing,
    ...(settings.usage ? [] : [samplingOf(parts, services)]),
  ];
  const { units } = settings;
  const service = new DefaultCostsService({
    ...parts,
    settings,
    auditor: services.auditor,
    changes: changesOf(services, settings, clock),
    ...(units && {
      units: {
        source: new CsvUnitSource(units),
        definitions: units.definitions,
      },
    }),
    newId: randomUUID,
    refresh: () => ingest.run(),
    onWrite: written => {
      announcer.signal(written);
      reviewing.wake();
    },
  });
  /** New figures are worked out before the first person asks for them. */
  async function warmUp(): Promise<void> {
    const credentials = await services.auth.getOwnServiceCredentials();
    const scope = { kind: 'all' } as const;
    const portal = { credentials, actor: 'portal', scope };
    await service.getOverview(portal, { by: 'layer' });
  }
  return {
    service,
    start(): void {
      tasks.forEach(task => task.start());
    },
    async stop(): Promise<void> {
      ending.abort();
      builder.close();
      await Promise.all(tasks.map(task => task.stop()));
      await engine.close();
    },
  };
}

function ingestOf(
  {
    catalog,
    announcer,
    leaseFor,
    ...parts
  }: Parts & { builder: Builder; signal: AbortSignal },
  settings: CostsConfig,
  onChange: () => void,
): Ingest {
  const directory = settings.dataDirectory;
  return new Ingest({
    ...parts,
    directory,
    sources: settings.sources.map(source => connectSource(source, directory)),
    usage: settings.usage
      ? new CsvUsageSource({ ...settings.usage, logger: parts.logger })
      : new StoredUsage(parts.store),
    owners: catalog,
    rules: settings.allocation,
    lease: leaseFor('ingest', readingPeriod(settings)),
    onChange: state => {
      announcer.signal({ dataVersion: state.version });
      onChange();
    },
  });
}

/** A process of its own for what is built; modules in TypeScript are run by what has loaded them. */
function builderOf(module: string): Builder {
  return module.endsWith('.js') ? new ChildBuilder() : new InProcessBuilder();
}

function readingPeriod({ sources }: CostsConfig): number {
  return sources.some(({ kind }) => kind === 's3')
    ? BUCKET_PERIOD_MS
    : FOLDER_PERIOD_MS;
}

function readingOf(
  { catalog, logger }: Parts,
  settings: CostsConfig,
  ingest: Ingest,
  signal: AbortSignal,
): Periodic {
  let known: Promise<void> | undefined;
  return new Periodic({
    what: 'bills that are new',
    periodMs: readingPeriod(settings),
    work: async () => {
      known ??= untilCatalog(catalog, signal);
      await known;
      await ingest.run();
    },
    logger,
  });
}

function reviewingOf(
  { announcer, leaseFor, ...parts }: Parts,
  settings: CostsConfig,
  warmUp: () => Promise<void>,
): Periodic {
  const review = new Review({
    ...parts,
    ...settings,
    lease: leaseFor('review', REVIEW_PERIOD_MS),
    tell: alert => announcer.budget(alert),
  });
  return new Periodic({
    what: 'the review of costs',
    periodMs: REVIEW_PERIOD_MS,
    work: async () => {
      await review.run();
      await warmUp();
      // Hundreds of questions are answered and kept; people's next ones may take the moment of opening it again.
      await parts.engine.close();
    },
    logger: parts.logger,
  });
}

function changesOf(
  services: BackendServices,
  { changes }: CostsConfig,
  clock: Clock,
) {
  const sources = [
    new Deployments(services),
    ...(changes ? [new CsvChanges(changes)] : []),
  ];
  return allChanges(sources, { logger: services.logger, clock });
}

/** Adds what pods hold to the usage of the day, by one replica alone. */
function samplingOf(
  { store, leaseFor, clock, logger }: Parts,
  services: BackendServices,
): Periodic {
  const lease = leaseFor('usage', SAMPLE_PERIOD_MS);
  const sampler = new UsageSampler({
    pods: new ClusterPods({
      clusters: ownClustersClient(services),
      environmentOf: readEnvironments(services.config),
    }),
    store,
    periodMs: SAMPLE_PERIOD_MS,
    clock,
  });
  return new Periodic({
    what: 'samples of pods',
    periodMs: SAMPLE_PERIOD_MS,
    work: async () => {
      if (await lease.hold()) await sampler.sample();
    },
    logger,
  });
}
