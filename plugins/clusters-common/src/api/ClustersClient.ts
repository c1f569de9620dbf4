import { ResponseError } from '@backstage/errors';
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
import { ClustersApi, WorkloadName } from './ClustersApi';
import {
  ChartQuery,
  HeadroomQuery,
  HistoryQuery,
  SilenceRequest,
  WorkloadsQuery,
} from './queries';

/** What the client needs: a `fetch` that resolves `plugin://` addresses, as Backstage's `fetchApi` does. */
export interface ClustersClientOptions {
  fetchApi: { fetch: typeof fetch };
}

type Query = Record<string, string | number | boolean | undefined>;

/** {@link ClustersApi} over HTTP. */
export class ClustersClient implements ClustersApi {
  readonly #fetchApi: ClustersClientOptions['fetchApi'];

  constructor(options: ClustersClientOptions) {
    this.#fetchApi = options.fetchApi;
  }

  getFleet(): Promise<FleetView> {
    return this.#get(['fleet']);
  }

  getCluster(cluster: string): Promise<ClusterView> {
    return this.#get(['clusters', cluster]);
  }

  getNodeGroup(cluster: string, nodeGroup: string): Promise<NodeGroupView> {
    return this.#get(['clusters', cluster, 'node-groups', nodeGroup]);
  }

  getNode(cluster: string, node: string): Promise<NodeView> {
    return this.#get(['clusters', cluster, 'nodes', node]);
  }

  getWorkloads(
    cluster: string,
    query: WorkloadsQuery = {},
  ): Promise<WorkloadsView> {
    return this.#get(['clusters', cluster, 'workloads'], query);
  }

  getWorkload(
    cluster: string,
    { namespace, kind, name }: WorkloadName,
  ): Promise<WorkloadView> {
    return this.#get(['clusters', cluster, 'workloads', namespace, kind, name]);
  }

  getHeadroom(cluster: string, query: HeadroomQuery): Promise<HeadroomView> {
    return this.#get(['clusters', cluster, 'headroom'], query);
  }

  getAlerts(cluster: string): Promise<AlertsView> {
    return this.#get(['clusters', cluster, 'alerts']);
  }

  async createSilence(
    cluster: string,
    request: SilenceRequest,
  ): Promise<SilenceFacts> {
    const response = await this.#send(['clusters', cluster, 'silences'], {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
    return response.json();
  }

  async expireSilence(cluster: string, silence: string): Promise<void> {
    await this.#send(['clusters', cluster, 'silences', silence], {
      method: 'DELETE',
    });
  }

  getChart(
    cluster: string,
    chart: ChartId,
    query: ChartQuery,
  ): Promise<ChartView> {
    return this.#get(['clusters', cluster, 'charts', chart], query);
  }

  getHistory(cluster: string, query: HistoryQuery): Promise<HistoryView> {
    return this.#get(['clusters', cluster, 'history'], query);
  }

  search(query: string): Promise<SearchView> {
    return this.#get(['search'], { query });
  }

  getComponent(component: string): Promise<ComponentView> {
    return this.#get(['components', component]);
  }

  async #get<T>(segments: string[], query: Query = {}): Promise<T> {
    const given = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    );
    const search = given.length ? `?${new URLSearchParams(given)}` : '';
    return (await this.#send(segments, undefined, search)).json();
  }

  async #send(
    segments: string[],
    init?: RequestInit,
    search = '',
  ): Promise<Response> {
    const path = segments.map(encodeURIComponent).join('/');
    const response = await this.#fetchApi.fetch(
      `plugin://clusters/${path}${search}`,
      init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
