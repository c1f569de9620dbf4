import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { Answer, answerOf } from '@textloom/backend-kit';
import {
  AlertsView,
  alertsView,
  ChartId,
  ChartQuery,
  ChartView,
  ClustersSignal,
  ClusterView,
  ComponentView,
  componentView,
  FleetView,
  fleetView,
  HeadroomQuery,
  HeadroomView,
  HistoryQuery,
  HistoryView,
  KnownCluster,
  NodeGroupView,
  NodeView,
  SearchView,
  searchView,
  SilenceFacts,
  SilenceRequest,
  WorkloadName,
  WorkloadsQuery,
  WorkloadsView,
  WorkloadView,
} from '@textloom/plugin-clusters-common';
import { Cancel, Random, Time } from '../time/Time';
import { ClusterLocator } from './ClusterLocator';
import { ClusterRecord, Judgement } from './ClusterRecord';
import { CallOptions, ClustersService, InCluster } from './ClustersService';
import { chartOf } from './charts';
import { Fleet } from './Fleet';
import { AssessmentKeeper } from './HistoryStore';
import { HistoryReader } from './HistoryStore';
import { headroomOf, workloadOf, workloadsOf } from './lists';
import { createSilence, expireSilence } from './silences';

/** A change waits this long for those that come with it. */
const GATHER_MS = 25;
/** A cluster is assessed at most this often, and so is what is told of it. */
const PERIOD_MS = 1_000;
/** Rules that depend on time alone are looked at this often. */
const TICK_MS = 5_000;

/** What the service needs. */
export interface DefaultClustersServiceOptions extends Judgement {
  locator: ClusterLocator;
  /** Keeps what was judged over restarts. */
  keeper?: AssessmentKeeper;
  /** Absent where nobody keeps it. */
  history?: HistoryReader;
  /** Tells that a view changed. */
  publish: (signal: ClustersSignal) => Promise<void>;
  auditor: AuditorService;
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

  async search({ query }: { query: string }): Promise<Answer<SearchView>> {
    return answerOf(searchView(this.#known(), query));
  }

  async getComponent(name: {
    component: string;
  }): Promise<Answer<ComponentView>> {
    const { time } = this.#options;
    return answerOf(componentView(this.#known(), name.component, time.now()));
  }

  async getCluster(name: InCluster): Promise<Answer<ClusterView>> {
    return this.#record(name.cluster).cluster();
  }

  async getNodeGroup(
    name: InCluster & { nodeGroup: string },
  ): Promise<Answer<NodeGroupView>> {
    return this.#record(name.cluster).nodeGroup(name.nodeGroup);
  }

  async getNode(name: InCluster & { node: string }): Promise<Answer<NodeView>> {
    return this.#record(name.cluster).node(name.node);
  }

  async getWorkloads({
    cluster,
    query,
  }: InCluster & { query: WorkloadsQuery }): Promise<Answer<WorkloadsView>> {
    return workloadsOf(this.#record(cluster), query);
  }

  async getWorkload({
    cluster,
    ...workload
  }: InCluster & WorkloadName): Promise<Answer<WorkloadView>> {
    return workloadOf(this.#record(cluster), workload);
  }

  async getHeadroom({
    cluster,
    query,
  }: InCluster & { query: HeadroomQuery }): Promise<Answer<HeadroomView>> {
    return headroomOf(this.#record(cluster), query);
  }

  async getAlerts({ cluster }: InCluster): Promise<Answer<AlertsView>> {
    const { time } = this.#options;
    return this.#record(cluster).answer('alerts', ({ facts }) =>
      alertsView(facts, time.now()),
    );
  }

  async getChart(
    name: InCluster & { chart: ChartId; query: ChartQuery },
  ): Promise<Answer<ChartView>> {
    const record = this.#record(name.cluster);
    return chartOf(name, {
      record,
      collector: this.#fleet.collector(name.cluster),
      history: this.#options.history,
    });
  }

  async getHistory({
    cluster,
    query,
  }: InCluster & { query: HistoryQuery }): Promise<Answer<HistoryView>> {
    this.#record(cluster);
    const { history } = this.#options;
    if (!history) {
      throw new ServiceUnavailableError('No history is kept');
    }
    return answerOf(await history.read(cluster, query));
  }

  async createSilence(
    name: InCluster & { request: SilenceRequest },
    options: CallOptions,
  ): Promise<Answer<SilenceFacts>> {
    this.#record(name.cluster);
    const writer = this.#fleet.collector(name.cluster)?.silences;
    return answerOf(
      await createSilence(name, { ...options, ...this.#options, writer }),
    );
  }

  async expireSilence(
    name: InCluster & { silence: string },
    options: CallOptions,
  ): Promise<void> {
    this.#record(name.cluster);
    const writer = this.#fleet.collector(name.cluster)?.silences;
    await expireSilence(name, { ...options, ...this.#options, writer });
  }

  #known(): KnownCluster[] {
    return [...this.#entries.values()].flatMap(
      ({ record }) => record.known ?? [],
    );
  }

  #record(cluster: string): ClusterRecord {
    const entry = this.#entries.get(cluster);
    if (entry) {
      return entry.record;
    }
    throw this.#fleet.status().state === 'connecting'
      ? new ServiceUnavailableError('The list of clusters is not read yet')
      : new NotFoundError(`No cluster is named ${cluster}`);
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
      record: new ClusterRecord(
        {
          groupLabels: this.#options.groupLabels,
          thresholds: this.#options.thresholds,
          overrides: this.#options.overrides,
        },
        this.#options.keeper?.recall(cluster),
      ),
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
    const { view, memory } = entry.record;
    if (view && memory) {
      this.#options.keeper?.take(view, memory);
    }
    const revision = entry.record.view?.revision;
    if (changed && revision !== undefined) {
      publish({ cluster, revision }).catch(error =>
        logger.warn(`A change of cluster ${cluster} was not told`, error),
      );
    }
  }
}
