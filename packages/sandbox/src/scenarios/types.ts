import { SandboxPostgres } from '../adapters/postgres/SandboxPostgres';
import { BillingExport } from '../billing/BillingExport';
import { CiReporter } from '../ci/CiReporter';
import { ClusterServer } from '../kubernetes/server';
import { PolicyCopy } from '../policy/PolicyCopy';
import { ClusterWorld } from '../world/world';

/** A cluster with the server that serves it. */
export interface SandboxCluster {
  name: string;
  world: ClusterWorld;
  server: Pick<ClusterServer, 'url' | 'setHung' | 'setDelay'>;
  /** Builds releases, where there is a portal to report them to. */
  ci?: Pick<CiReporter, 'publish'>;
  /** What may be deployed when, where a portal reads it. */
  policy?: Pick<PolicyCopy, 'freeze' | 'thaw'>;
  /** The database, where there is one. */
  postgres?: Pick<SandboxPostgres, 'loseSegment'>;
  /** The bills, where they are written. */
  billing?: Pick<BillingExport, 'spike' | 'restate'>;
}

/** A text in both languages of the portal. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** A disturbance that is under way in one cluster. */
export interface ScenarioRun {
  /** What it disturbs, e.g. a node's name. */
  target: string;
  /** Moves it on; called about every second. */
  tick?(now: number): void;
  /** Whether it has run its course. */
  finished?(): boolean;
  /** Undoes it. */
  stop(): void;
}

/** A disturbance that a person can trigger. */
export interface Scenario {
  id: string;
  title: Bilingual;
  /** What it does. */
  effect: Bilingual;
  /** Where in the portal it shows. */
  lookAt: Bilingual;
  /** Cluster it is for unless another is named. */
  defaultCluster: string;
  /** @throws ScenarioError when the target does not exist or does not fit. */
  start(cluster: SandboxCluster, target: string | undefined): ScenarioRun;
}

/** A scenario was asked for something that it cannot do; the message is for the person who asked. */
export class ScenarioError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScenarioError';
  }
}
