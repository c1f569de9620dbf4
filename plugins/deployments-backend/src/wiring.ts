import { randomUUID } from 'node:crypto';
import {
  AuditorService,
  AuthService,
  DatabaseService,
  DiscoveryService,
  LoggerService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { ClusterConnections } from '@textloom/backend-kit';
import { mayVote, Proposal } from '@textloom/plugin-deployments-common';
import { ArgoDelivery } from './adapters/argo/ArgoDelivery';
import { CatalogDirectory } from './adapters/catalog/CatalogDirectory';
import {
  ClustersHealth,
  ownClustersClient,
} from './adapters/clusters/ClustersHealth';
import { allGates } from './adapters/gates/allGates';
import { codeHostOf, gitOpsOf } from './adapters/gitHosts';
import { ClusterApis } from './adapters/kubernetes/ClusterApis';
import { Announcer } from './adapters/notifications/Announcer';
import { PrometheusFigures } from './adapters/prometheus/PrometheusFigures';
import { DeploymentsConfig, readDeploymentsConfig } from './config';
import { connectDeployments } from './database/connectDeployments';
import { readPrometheus } from './prometheusConfig';
import { announcing } from './service/announcing';
import { AutomaticEnvironments } from './service/AutomaticEnvironments';
import { Commands } from './service/Commands';
import { DefaultDeploymentsService } from './service/DefaultDeploymentsService';
import { DefaultSituations } from './service/DefaultSituations';
import { DeploymentsStore } from './service/DeploymentsStore';
import { GateChecker } from './service/GateChecker';
import { Observations } from './service/Observations';
import { OlderProposals } from './service/OlderProposals';
import { Pages } from './service/Pages';
import { PolicyFile } from './service/PolicyFile';
import {
  ClusterHealthSource,
  Delivery,
  Directory,
  FiguresSource,
} from './service/ports';
import { Proposing } from './service/Proposing';
import { contextOf, Situations } from './service/situation';
import { Executor, ExecutorOptions } from './tasks/Executor';
import { GitOps } from './tasks/rendering';
import { Watcher } from './tasks/Watcher';

const clock = Date.now;

/** Services of the backend that deployments need. */
export interface BackendServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  connections: ClusterConnections;
  database: DatabaseService;
  discovery: DiscoveryService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  signals: Pick<SignalsService, 'publish'>;
}

/** What reaches outside of the portal. */
export interface Outside {
  directory: Directory & Pick<CatalogDirectory, 'repositoryOf'>;
  delivery: Delivery;
  figures: FiguresSource;
  health: ClusterHealthSource;
  /** Absent where no repository is configured. */
  gitOps?: GitOps;
}

/** The adapters that the configuration names. */
export async function connectOutside(
  services: BackendServices,
  settings: DeploymentsConfig,
): Promise<Outside & { close(): void }> {
  const { auth, catalog, config, connections, discovery } = services;
  const ownCredentials = () => auth.getOwnServiceCredentials();
  const { environments } = settings;
  const clusters = new ClusterApis({ connections, ownCredentials, clock });
  const gitOps = await gitOpsOf(config, settings, clock);
  return {
    directory: new CatalogDirectory({ catalog, ownCredentials, clock }),
    delivery: new ArgoDelivery({ clusters, environments, clock }),
    figures: new PrometheusFigures({
      ...settings.figures,
      environments: environments.map(({ name, namespace, cluster }) => ({
        name,
        namespace,
        prometheus: readPrometheus(config, cluster),
      })),
      clock,
    }),
    health: new ClustersHealth({
      clusters: ownClustersClient(auth, discovery),
      clusterOf: environment =>
        environments.find(({ name }) => name === environment)?.cluster,
      clock,
    }),
    ...(gitOps && { gitOps }),
    close: () => clusters.close(),
  };
}

/** The service with everything that works behind it. */
export async function createDeployments(
  services: BackendServices,
  settings = readDeploymentsConfig(services.config),
  connect = connectOutside,
) {
  const { auditor, logger, permissions } = services;
  const outside = await connect(services, settings);
  const policy = new PolicyFile({
    ...(settings.policyFile && { path: settings.policyFile }),
    clock,
    logger,
  });
  const {
    store: database,
    knownHeads,
    stop: stopStore,
  } = await connectDeployments(services.database, {
    logger,
    ...(settings.checkpoints !== undefined && {
      checkpoints: settings.checkpoints,
    }),
  });
  const observations = new Observations({
    delivery: outside.delivery,
    releasesOf: (service, limit) => database.releasesOf(service, limit),
    clock,
  });
  const situations = new DefaultSituations({
    ...outside,
    policy,
    observations,
    gates: new GateChecker({
      gates: allGates({ ...outside, store: database }),
      clock,
    }),
    logger,
  });
  const store = announced(services, situations, database);
  const shared = { store, situations, logger };
  const proposing = new Proposing({ ...shared, ...outside });
  const older = new OlderProposals(shared);
  const automatic = new AutomaticEnvironments({
    ...shared,
    proposing,
    older,
    policy: () => policy.current().policy,
  });
  const service = new DefaultDeploymentsService({
    ...shared,
    ...outside,
    policy,
    observations,
    proposing,
    automatic,
    auditor,
    commands: new Commands({ ...shared, older, auditor }),
    pages: new Pages({
      ...shared,
      ...outside,
      observations,
      proposing,
      policy,
      permissions,
      ...(knownHeads && { knownHeads }),
      clock,
    }),
  });
  const holder = randomUUID();
  const watcher = new Watcher({
    store,
    delivery: outside.delivery,
    holder,
    logger,
  });
  const executor = executorOf(
    { ...shared, holder, baseUrl: settings.baseUrl },
    services.config,
    outside,
  );
  return {
    service,
    store,
    /** Something changed outside: look again at once. */
    wake: () => {
      observations.forget();
      executor?.wake();
    },
    async start(): Promise<void> {
      await policy.start({ strict: settings.strict }, () => automatic.look());
      automatic.start();
      executor?.start();
      watcher.start();
    },
    async stop(): Promise<void> {
      policy.stop();
      await automatic.stop();
      await watcher.stop();
      await executor?.stop();
      await stopStore();
      outside.close();
    },
  };
}

/** None where no repository is configured. */
function executorOf(
  {
    baseUrl,
    ...shared
  }: Pick<ExecutorOptions, 'store' | 'situations' | 'logger' | 'holder'> & {
    baseUrl: string;
  },
  config: RootConfigService,
  { delivery, figures, gitOps, directory }: Outside,
): Executor | undefined {
  return (
    gitOps &&
    new Executor({
      ...shared,
      delivery,
      figures,
      gitOps,
      codeHost: codeHostOf(config, name => directory.repositoryOf(name)),
      linkTo: ({ id }) => `${baseUrl}/deployments/proposals/${id}`,
    })
  );
}

/** The store, whose changes people and pages hear of. */
function announced(
  { signals, notifications, logger }: BackendServices,
  situations: Situations,
  store: DeploymentsStore,
): DeploymentsStore {
  const announcer = new Announcer({
    signals,
    notifications,
    logger,
    nextActors: proposal => nextActors(proposal, situations, store),
  });
  return announcing(store, {
    proposal: change => announcer.proposal(change),
    release: release => announcer.release(release),
  });
}

/** Everybody whose approval would be taken now. */
async function nextActors(
  proposal: Proposal,
  situations: Situations,
  store: DeploymentsStore,
): Promise<string[]> {
  const [situation, now] = await Promise.all([
    situations.lastKnown(proposal),
    store.now(),
  ]);
  const around = { successes: [], denied: [], debts: [] };
  return situation.people
    .map(({ ref }) => ref)
    .filter(ref => {
      const actor = { ref, kind: 'human', provenAt: now } as const;
      const ctx = contextOf(situation, actor, { now, around });
      return mayVote(proposal, ctx).ok;
    });
}
