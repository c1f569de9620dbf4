import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import {
  AuditorService,
  AuthService,
  DatabaseService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { openDatabase } from '@textloom/backend-kit';
import { People } from './adapters/catalog/People';
import { Announcer } from './adapters/notifications/Announcer';
import { RestoreDrillsConfig } from './config';
import { connectStores } from './connections';
import { DatabaseDrillsStore } from './database/DatabaseDrillsStore';
import { DatabaseLeases } from './database/DatabaseLeases';
import { EvidenceFiles } from './evidence/EvidenceFiles';
import { EvidenceIssuer } from './evidence/EvidenceIssuer';
import { passingSigner, readSigner } from './evidence/keys';
import { DefaultRestoreDrillsService } from './service/DefaultRestoreDrillsService';
import { DryRuns } from './service/DryRuns';
import { Pages } from './service/Pages';
import { Starting } from './service/Starting';
import { Backups } from './tasks/Backups';
import { expectedMs } from './service/expectedMs';
import { Heartbeats } from './tasks/Heartbeats';
import { OverdueAlarm } from './tasks/OverdueAlarm';
import { Redactor, secretsOf } from './tasks/Redactor';
import { Runner } from './tasks/Runner';
import { Scheduler } from './tasks/Scheduler';
import { Sweeper } from './tasks/Sweeper';

const clock = Date.now;
const monotonic = () => performance.now();
const newId = () => `drill-${randomBytes(4).toString('hex')}`;

/** Services of the backend that restore drills need. */
export interface BackendServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  database: DatabaseService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  signals: Pick<SignalsService, 'publish'>;
}

/** The service with everything that works behind it. */
export async function createRestoreDrills(
  services: BackendServices,
  settings: RestoreDrillsConfig,
  connect = connectStores,
) {
  const { auditor, logger, permissions } = services;
  const { workDirectory = '' } = settings;
  if (workDirectory) {
    // Without it drills are refused one by one, each with the reason; pages go on.
    await mkdir(workDirectory, { recursive: true, mode: 0o755 }).catch(error =>
      logger.error(`The work directory cannot be made: ${error.message}`),
    );
  }
  const announcer = new Announcer(services);
  const database = await openDatabase(
    services.database,
    '@textloom/plugin-restore-drills-backend',
  );
  const store = new DatabaseDrillsStore(database, change =>
    announcer.changed(change),
  );
  const leases = new DatabaseLeases(database, randomUUID());
  const connections = connect(settings, {
    ledger: store.ledger,
    clock,
    logger,
  });
  const starting = new Starting({ store, connections, newId });
  const shared = { store, leases, connections, clock, logger };
  const runner = new Runner({
    ...shared,
    workDirectory,
    monotonic,
    redactor: new Redactor(secretsOf(settings.stores)),
    evidence: await issuerOf(settings, store, logger),
    onProgress: progress => announcer.signal(progress),
  });
  const wake = () => runner.wake();
  const tasks = [
    runner,
    new Sweeper(shared),
    new Heartbeats(shared),
    new Backups(shared),
    new Scheduler({ ...shared, starting, onStart: wake }),
    new OverdueAlarm({ ...shared, tell: alarm => announcer.overdue(alarm) }),
  ];
  const people = new People(services);
  return {
    service: new DefaultRestoreDrillsService({
      store,
      connections,
      starting,
      auditor,
      permissions,
      onWrite: wake,
      pages: new Pages({
        store,
        connections,
        namesOf: refs => people.namesOf(refs),
      }),
      dryRuns: new DryRuns({
        workDirectory,
        clock,
        newId,
        expectedMs: plan => expectedMs(store, plan),
        logger,
      }),
    }),
    store,
    start(): void {
      tasks.forEach(task => task.start());
    },
    async stop(): Promise<void> {
      await Promise.all(tasks.map(task => task.stop()));
    },
  };
}

async function issuerOf(
  { evidence, environment }: RestoreDrillsConfig,
  store: DatabaseDrillsStore,
  logger: LoggerService,
): Promise<EvidenceIssuer> {
  const { keyFile, directory } = evidence;
  return new EvidenceIssuer({
    store,
    signer: keyFile
      ? await readSigner(keyFile, { create: environment === 'sandbox' })
      : passingSigner(),
    ...(directory && { files: new EvidenceFiles(directory) }),
    environment,
    logger,
  });
}
