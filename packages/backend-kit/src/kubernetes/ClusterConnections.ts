import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationStrategy,
  KubernetesClustersSupplier,
} from '@backstage/plugin-kubernetes-node';

/** What the stock Kubernetes plugin knows of its clusters: where they are, and how to sign in to each. */
export interface KubernetesConnections {
  clusterSupplier: KubernetesClustersSupplier;
  /** By authentication provider. */
  authStrategyMap: Record<string, AuthenticationStrategy>;
}

/**
 * Hands the connections over from the Kubernetes plugin within the process, so that no credential crosses HTTP.
 * Set once; who asks before waits.
 */
export class ClusterConnections {
  readonly #given: Promise<KubernetesConnections>;
  #resolve: (connections: KubernetesConnections) => void = () => {};
  #set = false;

  constructor() {
    this.#given = new Promise(resolve => {
      this.#resolve = resolve;
    });
  }

  /** @throws when they were set before: two Kubernetes plugins would be two lists of clusters. */
  set(connections: KubernetesConnections): void {
    if (this.#set) {
      throw new Error('The cluster connections were already set');
    }
    this.#set = true;
    this.#resolve(connections);
  }

  get(): Promise<KubernetesConnections> {
    return this.#given;
  }
}

export const clusterConnectionsServiceRef =
  createServiceRef<ClusterConnections>({
    id: 'clusters.connections',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {},
        factory: () => new ClusterConnections(),
      }),
  });
