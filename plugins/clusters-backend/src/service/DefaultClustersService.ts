import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  ClustersSignal,
  ClusterView,
  FleetView,
  fleetView,
  NodeGroupView,
  NodeView,
} from '@textloom/plugin-clusters-common';
import { Cancel, Random, Time } from '../time/Time';
import { answerOf } from './answer';
import { ClusterLocator } from './ClusterLocator';
import { ClusterRecord, Judgement } from './ClusterRecord';
import { Answer, ClustersService } from './ClustersService';
import { Fleet } from './Fleet';

/** A change waits this long for those that come with it. */
const GATHER_MS = 25;
/** A cluster is assessed at most this often, and so is what is told of it. */
const PERIOD_MS = 1_000;
/** Rules that depend on time alone are looked at this often. */
const TICK_MS = 5_000;

/** What the service needs. */
export interface DefaultClustersServiceOptions extends Judgement {
  locator: ClusterLocator;
  /** Tells that a view changed. */
  publish: (signal: ClustersSignal) => Promise<void>;
  logger: LoggerService;
  time: Time;
  random: Random;
}

interface Entry {
  record: ClusterRecord;
  assessedAt: number;
  /** Set while an assessment is due. */
  due?: Cancel;
}

/** Keeps a view of each cluster, as its collector's facts and the time require, and tells of changes. */
export class DefaultClustersService implements ClustersService {
  readonly #options: DefaultClustersServiceOptions;
  readonly #fleet: Fleet;
  readonly #entries = new Map<string, Entry>();
  #fleetAnswer?: { locator: string; answer: Answer<FleetView> };
  #tick?: Cancel;

  constructor(options: DefaultClustersServiceOptions) {
    this.#options = options;
    this.#fleet = new Fleet({
      ...options,
      onChange: cluster => this.#changed(cluster),
      onGone: cluster => this.#forget(cluster),
    });
  }

  /** Begins to collect. */
  start(): void {
    this.#fleet.start();
    const tick = () => {
      [...this.#entries.keys()].forEach(cluster => this.#changed(cluster));
      this.#tick = this.#options.time.after(TICK_MS, tick);
    };
    tick();
  }

  /** Resolves when neither timers nor connections are left. */
  async stop(): Promise<void> {
    this.#tick?.();
    await this.#fleet.stop();
    this.#entries.forEach(({ due }) => due?.());
    this.#entries.clear();
  }

  async getFleet(): Promise<Answer<FleetView>> {
    const status = this.#fleet.status();
    const locator = JSON.stringify(status);
    if (this.#fleetAnswer?.locator !== locator) {
      const views = [...this.#entries.values()]
        .map(({ record }) => record.view)
        .filter(view => view !== undefined);
      const view = fleetView(views, this.#options.time.now());
      this.#fleetAnswer = {
        locator,
        answer: answerOf({ ...view, locator: status }),
      };
    }
    return this.#fleetAnswer.answer;
  }

  async getCluster(name: { cluster: string }): Promise<Answer<ClusterView>> {
    return this.#record(name.cluster).cluster();
  }

  async getNodeGroup(name: {
    cluster: string;
    nodeGroup: string;
  }): Promise<Answer<NodeGroupView>> {
    return this.#record(name.cluster).nodeGroup(name.nodeGroup);
  }

  async getNode(name: {
    cluster: string;
    node: string;
  }): Promise<Answer<NodeView>> {
    return this.#record(name.cluster).node(name.node);
  }

  #record(cluster: string): ClusterRecord {
    const entry = this.#entries.get(cluster);
    if (!entry) {
      throw new NotFoundError(`No cluster is named ${cluster}`);
    }
    return entry.record;
  }

  #changed(cluster: string): void {
    const { time } = this.#options;
    const entry = this.#entries.get(cluster);
    if (!entry) {
      this.#add(cluster);
    } else if (!entry.due) {
      const earliest = entry.assessedAt + PERIOD_MS - time.now();
      entry.due = time.after(Math.max(GATHER_MS, earliest), () => {
        entry.due = undefined;
        this.#assess(cluster, entry);
      });
    }
  }

  /** A new cluster has a view at once, if only one that says that nothing is known yet. */
  #add(cluster: string): void {
    const entry: Entry = {
      record: new ClusterRecord({
        groupLabels: this.#options.groupLabels,
        thresholds: this.#options.thresholds,
      }),
      assessedAt: -Infinity,
    };
    this.#entries.set(cluster, entry);
    this.#assess(cluster, entry);
    // The first answers of its sources need not wait.
    entry.assessedAt = -Infinity;
  }

  #forget(cluster: string): void {
    this.#entries.get(cluster)?.due?.();
    this.#entries.delete(cluster);
    this.#fleetAnswer = undefined;
  }

  #assess(cluster: string, entry: Entry): void {
    const { time, logger, publish } = this.#options;
    const collector = this.#fleet.collector(cluster);
    if (!collector) {
      return;
    }
    entry.assessedAt = time.now();
    const { changed, replaced } = entry.record.assess(
      collector.facts(),
      time.now(),
    );
    if (replaced) {
      this.#fleetAnswer = undefined;
    }
    const revision = entry.record.view?.revision;
    if (changed && revision !== undefined) {
      publish({ cluster, revision }).catch(error =>
        logger.warn(`A change of cluster ${cluster} was not told`, error),
      );
    }
  }
}
