import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ClusterView,
  FleetView,
  NodeGroupView,
  NodeView,
} from '@textloom/plugin-clusters-common';

/** A view, ready to be sent. */
export interface Answer<TView> {
  view: TView;
  /** The view as JSON. */
  body: string;
  /** Strong entity tag of the body. */
  etag: string;
}

/** For whom a call is made. */
export interface CallOptions {
  credentials: BackstageCredentials;
}

/** Answers from memory; no call reaches a cluster. */
export interface ClustersService {
  getFleet(options: CallOptions): Promise<Answer<FleetView>>;
  /** @throws NotFoundError when no such cluster is configured. */
  getCluster(
    name: { cluster: string },
    options: CallOptions,
  ): Promise<Answer<ClusterView>>;
  /** @throws NotFoundError when cluster or node group is not known. */
  getNodeGroup(
    name: { cluster: string; nodeGroup: string },
    options: CallOptions,
  ): Promise<Answer<NodeGroupView>>;
  /** @throws NotFoundError when cluster or node is not known. */
  getNode(
    name: { cluster: string; node: string },
    options: CallOptions,
  ): Promise<Answer<NodeView>>;
}
