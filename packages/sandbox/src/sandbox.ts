import { join } from 'node:path';
import {
  PostgresFacts,
  SandboxPostgres,
} from './adapters/postgres/SandboxPostgres';
import { startDelivery } from './argo/startDelivery';
import { Alertmanager } from './alertmanager/Alertmanager';
import { addedDemand } from './billing/addedDemand';
import { AddedUsage } from './billing/AddedUsage';
import { BillingExport, BillingFacts } from './billing/BillingExport';
import { startCi } from './ci/startCi';
import { ForgeFacts, startForge } from './forge/startForge';
import { startControlServer } from './control/server';
import { reconcile } from './controllers/reconcile';
import { Eks } from './eks/Eks';
import { GitopsRepository } from './git/GitopsRepository';
import { GIT_PATH } from './git/httpBackend';
import { selfSignedCertificate } from './kubernetes/certificate';
import { ApiContext, User } from './kubernetes/context';
import { ClusterServer, startClusterServer } from './kubernetes/server';
import { PolicyCopy } from './policy/PolicyCopy';
import { ScenarioManager } from './scenarios/manager';
import { SandboxCluster } from './scenarios/types';
import { Prometheus } from './prometheus/Prometheus';
import { buildCluster } from './world/build';
import { CLUSTER_PLANS, KUBELET_VERSION, REGION } from './world/clusters';
import { createPodLogs } from './world/logs';
import { metricsResources } from './world/metrics';
import { ClusterWorld } from './world/world';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Port of the control server; clusters follow at +1 and +2. 0 takes free ports for all. */
  port: number;
  /** Same seed, same world. */
  seed?: number;
  /** Bearer token of the administrator. */
  token: string;
  /** Bearer token of a user without rights beyond discovery. */
  restrictedToken?: string;
  /** Where the portal is, for links and for CI. */
  portalUrl?: string;
  /** Token with which CI reports releases to the portal; without it there is no CI. */
  ciToken?: string;
  /** Opens the forge for pushes and for what its API changes; the administrator's unless set. */
  forgeToken?: string;
  /**
   * Folder of what is kept over restarts: the repository that the clusters follow, those of the forge, and rollouts that
   * are under way.
   * Without it everything begins anew.
   */
  stateDirectory?: string;
  /** The portal's policy of deployments, which is copied into the folder for scenarios to change. */
  policyFile?: string;
  /** Where TextLoom's database listens; without a port or a folder for what is kept there is none. */
  postgresPort?: number;
  /** Folder of an installed PostgreSQL's programs, instead of those that npm brings. */
  postgresBin?: string;
  /** Milliseconds since the epoch. */
  clock?(): number;
  /** Milliseconds between bookmarks of a watch. */
  bookmarkMs?: number;
  /** Changes kept per resource before older versions expire. */
  windowSize?: number;
}

/** A running sandbox. */
export interface Sandbox {
  clusters: { name: string; url: string }[];
  controlUrl: string;
  /** Verifies the clusters' TLS side: base64 of PEM, as kubeconfig's `certificate-authority-data`. */
  caData: string;
  /** AWS region of the clusters, for which requests to EKS must be signed. */
  region: string;
  /** The repository that the clusters follow, where Git is installed. */
  gitops?: Pick<GitopsRepository, 'head' | 'read'> & { url: string };
  /** The forge on which new services are, where Git is installed. */
  forge?: ForgeFacts;
  /** Copy of the policy that the portal is to obey, where there is one. */
  policyFile?: string;
  /** TextLoom's database, where there is one; it starts beside the rest. */
  postgres?: PostgresFacts;
  /** Where its bills are, where there is a folder for them; they are written beside the rest. */
  billing?: BillingFacts;
  scenarios: ScenarioManager;
  /** Forgets a cluster's history, so that older watches and continue tokens expire. */
  compact(cluster: string): void;
  /** Lets controllers and scenarios work at once instead of within a second. */
  tick(): void;
  /** Stops everything and cuts all connections. */
  close(): Promise<void>;
}

const TICK_MS = 1000;
/** After a write, controllers react this soon. */
const REACT_MS = 50;
const BOOKMARK_MS = 60_000;

/**
 * Starts both clusters and the control server on 127.0.0.1.
 * @throws when a port is taken; what was started before is closed again.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    await Promise.all(closers.map(closer => closer()));
  };
  try {
    return await start(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: SandboxOptions,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<Sandbox> {
  const now = options.clock ?? Date.now;
  const certificate = selfSignedCertificate(Date.now());
  const caData = Buffer.from(certificate.cert).toString('base64');
  const clusters: (SandboxCluster & { server: ClusterServer })[] = [];
  const pending = new Map<ClusterWorld, NodeJS.Timeout>();
  const react = (world: ClusterWorld) => {
    if (!pending.has(world)) {
      const work = () => {
        pending.delete(world);
        reconcile(world);
      };
      pending.set(world, setTimeout(work, REACT_MS));
    }
  };

  const portalUrl = options.portalUrl ?? 'http://localhost:7007';
  const delivery = await startDelivery({
    directory: options.stateDirectory,
    token: options.token,
    now,
    onChange: () => clusters.forEach(({ world }) => react(world)),
  });
  closers.push(delivery.close);
  const { repository } = delivery;
  const forge = await startForge({
    directory: options.stateDirectory,
    token: options.forgeToken ?? options.token,
    now,
  });
  closers.push(forge.close);
  const ci = startCi({
    portalUrl,
    token: options.ciToken,
    forge: forge.forge,
    now,
  });
  closers.push(ci.close);
  const policy = policyOf(options);
  const postgres = await planPostgres(options);
  if (postgres) {
    closers.push(() => postgres.close());
  }
  const added = addedUsageOf(options);
  const billing = await startBilling(options, now, added);
  if (billing) {
    closers.push(() => billing.close());
  }

  for (const [index, plan] of CLUSTER_PLANS.entries()) {
    const world = buildCluster({
      seed: options.seed ?? 1,
      plan,
      now,
      windowSize: options.windowSize,
      adjust: delivery.adjust,
      resume: delivery.resume,
    });
    const server = await startClusterServer(contextOf(world, options), {
      port: options.port === 0 ? 0 : options.port + 1 + index,
      certificate,
      onWrite: () => react(world),
    });
    closers.push(server.close);
    clusters.push({
      name: plan.name,
      world,
      server,
      ci: ci.reporter,
      policy,
      postgres,
      billing,
    });
  }

  const scenarios = new ScenarioManager(clusters, now);
  const keep = () => delivery.keep(clusters.map(({ world }) => world));
  const tick = () => {
    scenarios.tick();
    clusters.forEach(({ world }) => reconcile(world));
    keep();
    policy?.refresh();
    added?.observe(addedDemand(clusters.map(({ world }) => world)), now());
    billing?.refresh();
  };
  const control = await startControlServer({
    port: options.port,
    scenarios,
    clusters: clusters.map(({ name, server }) => ({ name, url: server.url })),
    monitoring: new Map(
      clusters.map(({ name, world }) => [
        name,
        {
          alertmanager: new Alertmanager(world),
          prometheus: new Prometheus(world),
        },
      ]),
    ),
    eks: new Eks(clusters.map(({ world }) => world)),
    token: options.token,
    caData,
    portalUrl,
    git: delivery.serve,
    forge: forge.serve,
    repositories: forge.names,
    onChange: tick,
  });
  closers.push(control.close);
  const forgeFacts = forge.factsAt(control.url);
  clusters.forEach(({ world }) => delivery.install(world, control.url));
  const timer = setInterval(tick, TICK_MS);
  closers.push(async () => {
    clearInterval(timer);
    pending.forEach(timeout => clearTimeout(timeout));
    keep();
  });

  return {
    clusters: clusters.map(({ name, server }) => ({ name, url: server.url })),
    controlUrl: control.url,
    caData,
    region: REGION,
    ...(forgeFacts && { forge: forgeFacts }),
    ...(policy && { policyFile: policy.path }),
    ...(postgres && { postgres: postgres.facts }),
    ...(billing && { billing: billing.facts }),
    ...(repository && {
      gitops: {
        url: `${control.url}${GIT_PATH}`,
        head: () => repository.head(),
        read: commit => repository.read(commit),
      },
    }),
    scenarios,
    compact: name =>
      clusters.find(cluster => cluster.name === name)?.world.store.compact(),
    tick,
    close,
  };
}

/** @throws when the file cannot be read, or there is no folder for its copy */
function policyOf({
  policyFile,
  stateDirectory,
}: SandboxOptions): PolicyCopy | undefined {
  if (policyFile === undefined) {
    return undefined;
  }
  if (stateDirectory === undefined) {
    throw new Error('A policy needs a state folder for its copy');
  }
  return new PolicyCopy({ source: policyFile, directory: stateDirectory });
}

/** None without a folder to keep it in; the rest of the sandbox does not wait for it. */
async function planPostgres({
  stateDirectory,
  postgresPort,
  postgresBin,
}: SandboxOptions): Promise<SandboxPostgres | undefined> {
  if (stateDirectory === undefined || postgresPort === undefined) {
    return undefined;
  }
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const postgres = await SandboxPostgres.plan({
    directory: stateDirectory,
    port: postgresPort,
    log,
    ...(postgresBin && { bin: postgresBin }),
  });
  if (!postgres) {
    log('There is no PostgreSQL for this platform: it cannot be restored');
  }
  postgres?.start().catch(error => log(`Sandbox database: ${error.message}`));
  return postgres;
}

/** Beside the bills, which others read. */
function addedUsageOf({
  stateDirectory,
}: SandboxOptions): AddedUsage | undefined {
  return stateDirectory === undefined
    ? undefined
    : AddedUsage.open(join(stateDirectory, 'added-usage.json'));
}

/** None without a folder to keep them in; the rest of the sandbox does not wait until they are written. */
async function startBilling(
  { stateDirectory, seed = 1 }: SandboxOptions,
  now: () => number,
  added?: AddedUsage,
): Promise<BillingExport | undefined> {
  if (stateDirectory === undefined) {
    return undefined;
  }
  const billing = await BillingExport.open({
    directory: join(stateDirectory, 'billing'),
    seed,
    now,
    added,
    log: line => process.stderr.write(`${line}\n`),
  });
  billing.start();
  return billing;
}

function contextOf(world: ClusterWorld, options: SandboxOptions): ApiContext {
  const admin: User = {
    name: 'sandbox-admin',
    groups: ['system:masters', 'system:authenticated'],
    admin: true,
  };
  const users = new Map([[options.token, admin]]);
  if (options.restrictedToken) {
    users.set(options.restrictedToken, {
      name: 'restricted',
      groups: ['system:authenticated'],
      admin: false,
    });
  }
  return {
    name: world.name,
    gitVersion: KUBELET_VERSION,
    store: world.store,
    registry: world.registry,
    computed: metricsResources(world),
    logs: createPodLogs(world.seed),
    users,
    bookmarkMs: options.bookmarkMs ?? BOOKMARK_MS,
  };
}
