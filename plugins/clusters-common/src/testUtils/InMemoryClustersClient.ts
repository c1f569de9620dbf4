import { NotFoundError } from '@backstage/errors';
import { Clock } from '@textloom/kernel';
import { ClustersApi, WorkloadName } from '../api/ClustersApi';
import {
  ChartQuery,
  HeadroomQuery,
  HistoryQuery,
  SilenceRequest,
  WorkloadsQuery,
} from '../api/queries';
import { assessCluster } from '../domain/assess';
import { ClusterFacts } from '../domain/facts';
import { fleetView } from '../domain/fleetView';
import { headroomView } from '../domain/headroom/headroomView';
import { alertsView } from '../domain/lists/alertsView';
import { chartDefinition } from '../domain/lists/chartDefinition';
import { componentView, KnownCluster } from '../domain/lists/componentView';
import { workloadsView } from '../domain/lists/workloadsView';
import { workloadNamed } from '../domain/lists/workloadNamed';
import { workloadView } from '../domain/lists/workloadView';
import { nodeGroupView, nodeView } from '../domain/nodeView';
import {
  AlertsView,
  ChartId,
  ChartView,
  HistoryView,
} from '../domain/operationsViews';
import { searchView } from '../domain/search/searchView';
import { SilenceFacts } from '../domain/sourceFacts';
import { sourceOf } from '../domain/sources';
import {
  ClusterView,
  FleetView,
  NodeGroupView,
  NodeView,
} from '../domain/views';
import {
  ComponentView,
  HeadroomView,
  SearchView,
  WorkloadsView,
  WorkloadView,
} from '../domain/workloadViews';
import { TEST_NOW } from './builders';

/** {@link ClustersApi} over facts in memory, judged by the real rules. */
export class InMemoryClustersClient implements ClustersApi {
  readonly #now: Clock;
  #facts: readonly ClusterFacts[];
  #revision = 1;
  #history: Partial<HistoryView> = {};
  #series: ChartView['series'] = [];

  constructor(
    facts: readonly ClusterFacts[] = [],
    now: Clock = () => TEST_NOW,
  ) {
    this.#facts = facts;
    this.#now = now;
  }

  /** Replaces the facts, as a change in the cluster would. */
  setFacts(facts: readonly ClusterFacts[]): void {
    this.#facts = facts;
    this.#revision++;
  }

  /** What {@link getHistory} answers, besides cluster, group and range. */
  setHistory(history: Partial<HistoryView>): void {
    this.#history = history;
  }

  /** What {@link getChart} answers as series. */
  setSeries(series: ChartView['series']): void {
    this.#series = series;
  }

  async getFleet(): Promise<FleetView> {
    return fleetView(
      this.#facts.map(facts => this.#view(facts)),
      this.#now(),
    );
  }

  async getCluster(cluster: string): Promise<ClusterView> {
    return this.#view(this.#find(cluster));
  }

  async getNodeGroup(
    cluster: string,
    nodeGroup: string,
  ): Promise<NodeGroupView> {
    const { view } = this.#known(cluster);
    return found(nodeGroupView(view, nodeGroup), cluster, nodeGroup);
  }

  async getNode(cluster: string, node: string): Promise<NodeView> {
    const { facts, view } = this.#known(cluster);
    return found(nodeView(facts, view, node), cluster, node);
  }

  async getWorkloads(
    cluster: string,
    query: WorkloadsQuery = {},
  ): Promise<WorkloadsView> {
    const { facts, view } = this.#known(cluster);
    return workloadsView(facts, view, query);
  }

  async getWorkload(
    cluster: string,
    workload: WorkloadName,
  ): Promise<WorkloadView> {
    const { facts, view } = this.#known(cluster);
    return found(workloadView(facts, view, workload), cluster, workload.name);
  }

  async getHeadroom(
    cluster: string,
    query: HeadroomQuery,
  ): Promise<HeadroomView> {
    const { facts, view } = this.#known(cluster);
    if (!('name' in query)) {
      return headroomView(facts, view, { requests: query });
    }
    const workload = workloadNamed(facts, query);
    return headroomView(facts, view, {
      workload: found(workload, cluster, query.name),
    });
  }

  async getAlerts(cluster: string): Promise<AlertsView> {
    return alertsView(this.#find(cluster), this.#now());
  }

  async createSilence(
    cluster: string,
    request: SilenceRequest,
  ): Promise<SilenceFacts> {
    const facts = this.#find(cluster);
    const silence: SilenceFacts = {
      id: `00000000-0000-4000-8000-${String(++this.#revision).padStart(
        12,
        '0',
      )}`,
      state: 'active',
      matchers: request.matchers,
      startsAt: new Date(this.#now()).toISOString(),
      endsAt: new Date(this.#now() + request.minutes * 60_000).toISOString(),
      createdBy: 'user:default/test',
      comment: request.comment,
    };
    this.#replace(cluster, {
      silences: [...(facts.silences ?? []), silence],
    });
    return silence;
  }

  async expireSilence(cluster: string, silence: string): Promise<void> {
    const { silences = [] } = this.#find(cluster);
    this.#replace(cluster, {
      silences: silences.filter(({ id }) => id !== silence),
    });
  }

  async getChart(
    cluster: string,
    chart: ChartId,
    { from, to, group }: ChartQuery,
  ): Promise<ChartView> {
    const { state, at, since, problem } = sourceOf(
      this.#find(cluster),
      'prometheus',
    );
    return {
      chart,
      cluster,
      ...(group && { group }),
      from,
      to,
      ...chartDefinition(chart),
      series: this.#series,
      markers: [],
      source: { state, at, since, problem },
    };
  }

  async getHistory(
    cluster: string,
    { from, to, group }: HistoryQuery,
  ): Promise<HistoryView> {
    this.#find(cluster);
    return {
      cluster,
      ...(group && { group }),
      from,
      to,
      spans: [],
      hours: [],
      findings: [],
      ...this.#history,
    };
  }

  async search(query: string): Promise<SearchView> {
    return searchView(this.#all(), query);
  }

  async getComponent(component: string): Promise<ComponentView> {
    return componentView(this.#all(), component, this.#now());
  }

  #all(): KnownCluster[] {
    return this.#facts.map(facts => ({ facts, view: this.#view(facts) }));
  }

  #known(cluster: string): KnownCluster {
    const facts = this.#find(cluster);
    return { facts, view: this.#view(facts) };
  }

  #replace(cluster: string, change: Partial<ClusterFacts>): void {
    this.setFacts(
      this.#facts.map(facts =>
        facts.name === cluster ? { ...facts, ...change } : facts,
      ),
    );
  }

  #find(cluster: string): ClusterFacts {
    const facts = this.#facts.find(({ name }) => name === cluster);
    if (!facts) {
      throw new NotFoundError(`No cluster ${cluster}`);
    }
    return facts;
  }

  #view(facts: ClusterFacts): ClusterView {
    const { view } = assessCluster(facts, { now: this.#now() });
    return { ...view, revision: this.#revision };
  }
}

function found<T>(value: T | undefined, cluster: string, name: string): T {
  if (value === undefined) {
    throw new NotFoundError(`No ${name} in ${cluster}`);
  }
  return value;
}
