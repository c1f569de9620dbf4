import {
  ClusterView,
  FleetView,
  NodeGroupView,
  NodeView,
} from '../domain/views';

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
}
