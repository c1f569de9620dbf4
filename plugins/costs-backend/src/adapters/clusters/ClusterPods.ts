import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  ClustersApi,
  ClustersClient,
  ClusterView,
  WorkloadSummary,
} from '@textloom/plugin-clusters-common';
import { PodSample, PodSource } from '../../tasks/UsageSampler';
import { pluginFetch } from '../pluginFetch';

const PAGE = 200;
const MAX_WORKLOADS = 10_000;
const GIB = 1024 ** 3;
/** Namespaces of the control planes of service meshes. */
const MESH = new Set(['istio-system', 'istio-ingress', 'linkerd']);

/** Which environment a namespace of a cluster holds. */
type EnvironmentOf = (cluster: string, namespace: string) => string | undefined;

/** A clusters API that speaks with the portal's own credentials. */
export function ownClustersClient(services: {
  auth: AuthService;
  discovery: DiscoveryService;
}): ClustersApi {
  return new ClustersClient({
    fetchApi: pluginFetch(services, 'clusters', () =>
      services.auth.getOwnServiceCredentials(),
    ),
  });
}

/**
 * What pods ask for now, by workload and node group, from the clusters plugin. It knows requests of pods, and usage of
 * nodes only: a pod that uses more than it asked for counts with its request.
 */
export class ClusterPods implements PodSource {
  readonly #clusters: ClustersApi;
  readonly #environmentOf: EnvironmentOf;

  constructor(options: {
    clusters: ClustersApi;
    environmentOf: EnvironmentOf;
  }) {
    this.#clusters = options.clusters;
    this.#environmentOf = options.environmentOf;
  }

  /** Clusters that are not seen live are left out: what they hold now is not known. */
  async sample(): ReturnType<PodSource['sample']> {
    const { clusters } = await this.#clusters.getFleet();
    const live = clusters.filter(({ freshness }) => freshness.state === 'live');
    const samples = await Promise.all(
      live.map(({ name }) => this.#sampleOf(name)),
    );
    return {
      pods: samples.flatMap(({ pods }) => pods),
      capacity: samples.flatMap(({ capacity }) => capacity),
    };
  }

  async #sampleOf(cluster: string) {
    const view = await this.#clusters.getCluster(cluster);
    const groupOfNode = new Map(
      view.nodeGroups.flatMap(({ name, nodes }) =>
        nodes.map(node => [node.name, name] as const),
      ),
    );
    const pods: PodSample[] = [];
    for await (const workload of this.#workloads(cluster)) {
      const counts = await this.#podsByGroup(cluster, workload, groupOfNode);
      for (const [nodeGroup, count] of counts) {
        pods.push(this.#podsOf(cluster, workload, nodeGroup, count));
      }
    }
    return { pods, capacity: capacityOf(view) };
  }

  async *#workloads(cluster: string): AsyncGenerator<WorkloadSummary> {
    for (let offset = 0; offset < MAX_WORKLOADS; offset += PAGE) {
      const page = await this.#clusters.getWorkloads(cluster, {
        offset,
        limit: PAGE,
      });
      yield* page.items;
      if (offset + page.items.length >= page.total || !page.items.length) {
        return;
      }
    }
  }

  /** One group is told by the list; several are counted pod by pod. */
  async #podsByGroup(
    cluster: string,
    workload: WorkloadSummary,
    groupOfNode: ReadonlyMap<string, string>,
  ): Promise<Map<string, number>> {
    const { groups, kind, namespace, name, ready } = workload;
    if (groups.length < 2) {
      return new Map(groups.map(group => [group, ready]));
    }
    const { pods, podsTotal } = await this.#clusters.getWorkload(cluster, {
      kind,
      namespace,
      name,
    });
    const counts = new Map<string, number>();
    for (const { nodeName = '', phase } of pods) {
      const group = groupOfNode.get(nodeName);
      if (group !== undefined && phase === 'Running') {
        counts.set(group, (counts.get(group) ?? 0) + 1);
      }
    }
    // Of a great many pods the view has a part; the rest is taken to be spread alike.
    const scale = pods.length > 0 ? podsTotal / pods.length : 1;
    return new Map([...counts].map(([group, count]) => [group, count * scale]));
  }

  #podsOf(
    cluster: string,
    { namespace, component, requests }: WorkloadSummary,
    nodeGroup: string,
    count: number,
  ): PodSample {
    const environment = this.#environmentOf(cluster, namespace);
    const other = MESH.has(namespace) ? 'mesh' : 'platform';
    return {
      cluster,
      nodeGroup,
      namespace,
      component: component ? `component:default/${component}` : '',
      environment: environment ?? '',
      role: component || environment !== undefined ? 'workload' : other,
      cpuCores: (requests.cpuMillis / 1000) * count,
      memoryGib: (requests.memoryBytes / GIB) * count,
    };
  }
}

function capacityOf({ name, nodeGroups }: ClusterView) {
  return nodeGroups.map(group => ({
    cluster: name,
    nodeGroup: group.name,
    cpuCores: group.capacity.cpu.allocatable / 1000,
    memoryGib: group.capacity.memory.allocatable / GIB,
  }));
}
