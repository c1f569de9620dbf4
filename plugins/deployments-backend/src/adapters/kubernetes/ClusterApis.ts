import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthenticationStrategy,
  ClusterDetails,
} from '@backstage/plugin-kubernetes-node';
import {
  ClusterConnections,
  HttpTransport,
  KubernetesConnections,
  resolveTarget,
  StrategyCredentialSource,
} from '@textloom/backend-kit';
import { Clock } from '@textloom/kernel';
import { DeliveryError } from '../../service/ports';
import { KubeApi } from './KubeApi';

/** The list of clusters is asked for again after this, milliseconds. */
const KEEP_MS = 60_000;
/** The list may come from a catalog or a cloud that hangs. */
const LOCATE_LIMIT_MS = 10_000;

/** Gives the API of a cluster by its name. */
export interface ClusterApiSource {
  /** @throws DeliveryError when no cluster has the name, or the clusters cannot be listed. */
  of(cluster: string): Promise<KubeApi>;
}

/** The API of one cluster as the Kubernetes plugin knows it. */
export function createKubeApi(
  details: ClusterDetails,
  strategies: Record<string, AuthenticationStrategy>,
  clock: Clock,
): KubeApi {
  return new KubeApi(
    new HttpTransport({
      resolveTarget: () => resolveTarget(details),
      credentials: new StrategyCredentialSource(details, strategies, clock),
    }),
  );
}

/** The clusters of the Kubernetes plugin. A cluster whose settings change gets a new connection. */
export class ClusterApis implements ClusterApiSource {
  readonly #connections: ClusterConnections;
  readonly #ownCredentials: () => Promise<BackstageCredentials>;
  readonly #clock: Clock;
  readonly #apis = new Map<string, { key: string; api: KubeApi }>();
  #listed?: { at: number; done: Promise<void> };

  constructor(options: {
    connections: ClusterConnections;
    /** Credentials of the plugin itself, for locators that ask the catalog. */
    ownCredentials: () => Promise<BackstageCredentials>;
    clock: Clock;
  }) {
    this.#connections = options.connections;
    this.#ownCredentials = options.ownCredentials;
    this.#clock = options.clock;
  }

  async of(cluster: string): Promise<KubeApi> {
    const now = this.#clock();
    if (!this.#listed || now - this.#listed.at >= KEEP_MS) {
      const listed = { at: now, done: this.#list() };
      this.#listed = listed;
      listed.done.catch(() => {
        // The next who asks tries again.
        listed.at = -Infinity;
      });
    }
    try {
      await this.#listed.done;
    } catch (error) {
      if (!this.#apis.has(cluster)) {
        throw error;
      }
    }
    const known = this.#apis.get(cluster);
    if (!known) {
      throw new DeliveryError('not-found', `No cluster is named ${cluster}`);
    }
    return known.api;
  }

  close(): void {
    this.#apis.forEach(({ api }) => api.close());
    this.#apis.clear();
    this.#listed = undefined;
  }

  async #list(): Promise<void> {
    const given = await inTime(this.#connections.get());
    const found = await inTime(this.#clusters(given));
    // Of two with one name the first is used, as on the clusters page.
    const byName = new Map(
      [...found].reverse().map(details => [details.name, details]),
    );
    for (const [name, { api }] of this.#apis) {
      if (!byName.has(name)) {
        api.close();
        this.#apis.delete(name);
      }
    }
    for (const details of byName.values()) {
      this.#keep(details, given.authStrategyMap);
    }
  }

  #keep(
    details: ClusterDetails,
    strategies: Record<string, AuthenticationStrategy>,
  ): void {
    const key = JSON.stringify(details);
    const known = this.#apis.get(details.name);
    if (known?.key !== key) {
      known?.api.close();
      const api = createKubeApi(details, strategies, this.#clock);
      this.#apis.set(details.name, { key, api });
    }
  }

  async #clusters(given: KubernetesConnections): Promise<ClusterDetails[]> {
    const credentials = await this.#ownCredentials();
    return given.clusterSupplier.getClusters({ credentials });
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), LOCATE_LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    throw new DeliveryError('unreachable', 'The clusters cannot be listed');
  } finally {
    clearTimeout(timer);
  }
}
