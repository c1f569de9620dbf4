import { ResponseError } from '@backstage/errors';
import {
  ClusterView,
  FleetView,
  NodeGroupView,
  NodeView,
} from '../domain/views';
import { ClustersApi } from './ClustersApi';

/** What the client needs: a `fetch` that resolves `plugin://` addresses, as Backstage's `fetchApi` does. */
export interface ClustersClientOptions {
  fetchApi: { fetch: typeof fetch };
}

/** {@link ClustersApi} over HTTP. */
export class ClustersClient implements ClustersApi {
  readonly #fetchApi: ClustersClientOptions['fetchApi'];

  constructor(options: ClustersClientOptions) {
    this.#fetchApi = options.fetchApi;
  }

  getFleet(): Promise<FleetView> {
    return this.#get('fleet');
  }

  getCluster(cluster: string): Promise<ClusterView> {
    return this.#get('clusters', cluster);
  }

  getNodeGroup(cluster: string, nodeGroup: string): Promise<NodeGroupView> {
    return this.#get('clusters', cluster, 'node-groups', nodeGroup);
  }

  getNode(cluster: string, node: string): Promise<NodeView> {
    return this.#get('clusters', cluster, 'nodes', node);
  }

  async #get<T>(...segments: string[]): Promise<T> {
    const path = segments.map(encodeURIComponent).join('/');
    const response = await this.#fetchApi.fetch(`plugin://clusters/${path}`);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
