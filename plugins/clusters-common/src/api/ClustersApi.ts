import { WorkloadKind } from '../domain/workloadFacts';
import {
  AlertsView,
  ChartId,
  ChartView,
  HistoryView,
} from '../domain/operationsViews';
import { SilenceFacts } from '../domain/sourceFacts';
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
import {
  ChartQuery,
  HeadroomQuery,
  HistoryQuery,
  SilenceRequest,
  WorkloadsQuery,
} from './queries';

/** Names a workload. */
export interface WorkloadName {
  kind: WorkloadKind;
  namespace: string;
  name: string;
}

/** What the clusters plugin answers. Errors are `ResponseError` with the server's words. */
export interface ClustersApi {
  /** `GET /fleet` */
  getFleet(): Promise<FleetView>;
  /** `GET /clusters/:cluster`; NotFoundError when no such cluster is configured. */
  getCluster(cluster: string): Promise<ClusterView>;
  /** `GET /clusters/:cluster/node-groups/:nodeGroup` */
  getNodeGroup(cluster: string, nodeGroup: string): Promise<NodeGroupView>;
  /** `GET /clusters/:cluster/nodes/:node` */
  getNode(cluster: string, node: string): Promise<NodeView>;
  /** `GET /clusters/:cluster/workloads` */
  getWorkloads(cluster: string, query?: WorkloadsQuery): Promise<WorkloadsView>;
  /** `GET /clusters/:cluster/workloads/:namespace/:kind/:name` */
  getWorkload(cluster: string, workload: WorkloadName): Promise<WorkloadView>;
  /** `GET /clusters/:cluster/headroom`; InputError when the shape is not given. */
  getHeadroom(cluster: string, query: HeadroomQuery): Promise<HeadroomView>;
  /** `GET /clusters/:cluster/alerts` */
  getAlerts(cluster: string): Promise<AlertsView>;
  /** `POST /clusters/:cluster/silences`; needs `clusters.silence.create`. */
  createSilence(
    cluster: string,
    request: SilenceRequest,
  ): Promise<SilenceFacts>;
  /** `DELETE /clusters/:cluster/silences/:silence`; needs `clusters.silence.delete`. */
  expireSilence(cluster: string, silence: string): Promise<void>;
  /** `GET /clusters/:cluster/charts/:chart` */
  getChart(
    cluster: string,
    chart: ChartId,
    query: ChartQuery,
  ): Promise<ChartView>;
  /** `GET /clusters/:cluster/history` */
  getHistory(cluster: string, query: HistoryQuery): Promise<HistoryView>;
  /** `GET /search?query=` over nodes, pods, workloads and images of all clusters. */
  search(query: string): Promise<SearchView>;
  /** `GET /components/:component` */
  getComponent(component: string): Promise<ComponentView>;
}
