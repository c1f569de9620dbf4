import { apiHang } from './apiHang';
import { daemonSetGap } from './daemonSetGap';
import { eksIssue, groupAtMaximum } from './groupFaults';
import { hpaAtMaximum, hpaBlind } from './autoscalerFaults';
import { blockedDrain } from './blockedDrain';
import { changeFreeze } from './changeFreeze';
import { costSpike, restatedMonth } from './costs';
import { lostWalSegment } from './lostWalSegment';
import { memoryPressure } from './memoryPressure';
import { nodeFailure } from './nodeFailure';
import { pendingPods } from './pendingPods';
import { plannedUpgrade } from './plannedUpgrade';
import { badReleaseBuilt, manualChange, mergeToDevelop } from './releases';
import { crashLoop, oomKill } from './podFaults';
import { imagePull, rolloutStuck } from './rollouts';
import { SERVICE_FAULTS } from './serviceFaults';
import { slowApiServer } from './slowApiServer';
import { spotReclaim } from './spotReclaim';
import { SandboxCluster, Scenario, ScenarioError, ScenarioRun } from './types';
import { thousandNodes } from './thousandNodes';
import { zoneOutage } from './zoneOutage';

/** What a scenario disturbs first. */
export type ScenarioGroup =
  | 'nodes'
  | 'scaling'
  | 'workloads'
  | 'services'
  | 'releases'
  | 'backups'
  | 'costs';

/** All scenarios by what they disturb, in the order in which they are offered. */
const SCENARIOS_BY_GROUP: Record<ScenarioGroup, readonly Scenario[]> = {
  nodes: [
    nodeFailure,
    zoneOutage,
    spotReclaim,
    plannedUpgrade,
    memoryPressure,
    blockedDrain,
    daemonSetGap,
    apiHang,
    slowApiServer,
    thousandNodes,
  ],
  scaling: [pendingPods, groupAtMaximum, eksIssue, hpaAtMaximum, hpaBlind],
  workloads: [crashLoop, oomKill, imagePull, rolloutStuck],
  services: SERVICE_FAULTS,
  releases: [badReleaseBuilt, mergeToDevelop, manualChange, changeFreeze],
  backups: [lostWalSegment],
  costs: [costSpike, restatedMonth],
};

const SCENARIOS = (Object.keys(SCENARIOS_BY_GROUP) as ScenarioGroup[]).flatMap(
  group => SCENARIOS_BY_GROUP[group].map(scenario => ({ group, ...scenario })),
);

/** A scenario with what is under way of it. */
export interface ScenarioState {
  id: string;
  group: ScenarioGroup;
  title: Scenario['title'];
  effect: Scenario['effect'];
  lookAt: Scenario['lookAt'];
  defaultCluster: string;
  running: { cluster: string; target: string; since: string }[];
}

interface Running {
  scenario: Scenario;
  cluster: SandboxCluster;
  run: ScenarioRun;
  since: number;
}

/** Starts, moves on and stops scenarios; each runs at most once per cluster. */
export class ScenarioManager {
  private running: Running[] = [];

  constructor(
    private readonly clusters: SandboxCluster[],
    private readonly now: () => number,
  ) {}

  list(): ScenarioState[] {
    return SCENARIOS.map(({ start, ...scenario }) => ({
      ...scenario,
      running: this.running
        .filter(entry => entry.scenario.id === scenario.id)
        .map(({ cluster, run, since }) => ({
          cluster: cluster.name,
          target: run.target,
          since: new Date(since).toISOString(),
        })),
    }));
  }

  /**
   * Starts a scenario; one that runs already in that cluster goes on unchanged.
   * @throws ScenarioError for an unknown scenario, cluster or target.
   */
  start(
    id: string,
    options: { cluster?: string; target?: string } = {},
  ): { cluster: string; target: string } {
    const scenario = this.scenario(id);
    const cluster = this.cluster(options.cluster ?? scenario.defaultCluster);
    const existing = this.running.find(
      entry => entry.scenario === scenario && entry.cluster === cluster,
    );
    if (existing) {
      return { cluster: cluster.name, target: existing.run.target };
    }
    const run = scenario.start(cluster, options.target);
    this.running.push({ scenario, cluster, run, since: this.now() });
    return { cluster: cluster.name, target: run.target };
  }

  /**
   * Stops a scenario in one cluster, or in all where it runs. Returns how many runs it stopped.
   * @throws ScenarioError for an unknown scenario or cluster.
   */
  stop(id: string, options: { cluster?: string } = {}): number {
    const scenario = this.scenario(id);
    const cluster = options.cluster && this.cluster(options.cluster);
    const stopped = this.running.filter(
      entry =>
        entry.scenario === scenario && (!cluster || entry.cluster === cluster),
    );
    stopped.forEach(({ run }) => run.stop());
    this.running = this.running.filter(entry => !stopped.includes(entry));
    return stopped.length;
  }

  /** Moves all running scenarios on and forgets those that have run their course. */
  tick(): void {
    this.running.forEach(({ run }) => run.tick?.(this.now()));
    this.running = this.running.filter(({ run }) => !run.finished?.());
  }

  private scenario(id: string): Scenario {
    const scenario = SCENARIOS.find(candidate => candidate.id === id);
    if (!scenario) {
      throw new ScenarioError(`There is no scenario ${id}`);
    }
    return scenario;
  }

  private cluster(name: string): SandboxCluster {
    const cluster = this.clusters.find(candidate => candidate.name === name);
    if (!cluster) {
      throw new ScenarioError(`There is no cluster ${name}`);
    }
    return cluster;
  }
}
