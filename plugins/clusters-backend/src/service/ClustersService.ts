import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { Answer } from '@textloom/backend-kit';
import {
  AlertsView,
  ChartId,
  ChartQuery,
  ChartView,
  ClusterView,
  ComponentView,
  FleetView,
  HeadroomQuery,
  HeadroomView,
  HistoryQuery,
  HistoryView,
  NodeGroupView,
  NodeView,
  SearchView,
  SilenceFacts,
  SilenceRequest,
  WorkloadName,
  WorkloadsQuery,
  WorkloadsView,
  WorkloadView,
} from '@textloom/plugin-clusters-common';

/** For whom a call is made. */
export interface CallOptions {
  credentials: BackstageCredentials;
  /** The request behind the call, for the audit log; absent for calls by agents. */
  request?: Parameters<AuditorService['createEvent']>[0]['request'];
}

/** Names a cluster. */
export interface InCluster {
  cluster: string;
}

/**
 * Answers from memory; no call reaches a cluster, except charts and silences, which ask Prometheus and
 * Alertmanager. Every call that names a cluster throws NotFoundError when none of that name is configured.
 */
export interface ClustersService {
  getFleet(options: CallOptions): Promise<Answer<FleetView>>;
  search(
    name: { query: string },
    options: CallOptions,
  ): Promise<Answer<SearchView>>;
  getComponent(
    name: { component: string },
    options: CallOptions,
  ): Promise<Answer<ComponentView>>;
  getCluster(
    name: InCluster,
    options: CallOptions,
  ): Promise<Answer<ClusterView>>;
  /** @throws NotFoundError when the node group is not known. */
  getNodeGroup(
    name: InCluster & { nodeGroup: string },
    options: CallOptions,
  ): Promise<Answer<NodeGroupView>>;
  /** @throws NotFoundError when the node is not known. */
  getNode(
    name: InCluster & { node: string },
    options: CallOptions,
  ): Promise<Answer<NodeView>>;
  getWorkloads(
    name: InCluster & { query: WorkloadsQuery },
    options: CallOptions,
  ): Promise<Answer<WorkloadsView>>;
  /** @throws NotFoundError when the workload is not known. */
  getWorkload(
    name: InCluster & WorkloadName,
    options: CallOptions,
  ): Promise<Answer<WorkloadView>>;
  /** @throws NotFoundError when the workload is not known. */
  getHeadroom(
    name: InCluster & { query: HeadroomQuery },
    options: CallOptions,
  ): Promise<Answer<HeadroomView>>;
  getAlerts(name: InCluster, options: CallOptions): Promise<Answer<AlertsView>>;
  /** @throws ServiceUnavailableError when Prometheus does not answer. */
  getChart(
    name: InCluster & { chart: ChartId; query: ChartQuery },
    options: CallOptions,
  ): Promise<Answer<ChartView>>;
  /** @throws ServiceUnavailableError when the history cannot be read. */
  getHistory(
    name: InCluster & { query: HistoryQuery },
    options: CallOptions,
  ): Promise<Answer<HistoryView>>;
  /** @throws ServiceUnavailableError when Alertmanager is not there or does not take it. */
  createSilence(
    name: InCluster & { request: SilenceRequest },
    options: CallOptions,
  ): Promise<Answer<SilenceFacts>>;
  /** @throws NotFoundError when there is no such silence. */
  expireSilence(
    name: InCluster & { silence: string },
    options: CallOptions,
  ): Promise<void>;
}
