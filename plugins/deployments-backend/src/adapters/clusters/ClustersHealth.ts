import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { kept } from '@textloom/backend-kit';
import { Clock } from '@textloom/kernel';
import {
  ClustersApi,
  ClustersClient,
  ClusterView,
} from '@textloom/plugin-clusters-common';
import { Incident } from '@textloom/plugin-deployments-common';
import { ClusterHealthSource } from '../../service/ports';

const KEEP_MS = 10_000;
const DEADLINE_MS = 10_000;
/** Priorities of alerts that are incidents. */
const INCIDENT_PRIORITIES = ['P0', 'P1'];

type Health = Awaited<ReturnType<ClusterHealthSource['healthOf']>>;

/** A clusters API that speaks with the portal's own credentials. */
export function ownClustersClient(
  auth: AuthService,
  discovery: DiscoveryService,
): ClustersApi {
  return new ClustersClient({
    fetchApi: {
      async fetch(input, init) {
        const [, path] =
          /^plugin:\/\/clusters(\/.*)$/.exec(String(input)) ?? [];
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: await auth.getOwnServiceCredentials(),
          targetPluginId: 'clusters',
        });
        return fetch(`${await discovery.getBaseUrl('clusters')}${path}`, {
          ...init,
          headers: { ...init?.headers, authorization: `Bearer ${token}` },
          signal: AbortSignal.timeout(DEADLINE_MS),
        });
      },
    },
  });
}

/** What the clusters plugin says of the cluster behind an environment. */
export class ClustersHealth implements ClusterHealthSource {
  readonly #clusters: ClustersApi;
  readonly #clusterOf: (environment: string) => string | undefined;
  readonly #clock: Clock;
  readonly #views = new Map<string, () => Promise<ClusterView>>();
  readonly incidents: () => Promise<Incident[]>;

  constructor(options: {
    clusters: ClustersApi;
    /** Name of the cluster of an environment. */
    clusterOf: (environment: string) => string | undefined;
    clock: Clock;
  }) {
    this.#clusters = options.clusters;
    this.#clusterOf = options.clusterOf;
    this.#clock = options.clock;
    this.incidents = kept(() => this.#incidents(), {
      forMs: KEEP_MS,
      clock: options.clock,
    });
  }

  async healthOf(environment: string): Promise<Health> {
    const cluster = this.#clusterOf(environment);
    if (cluster === undefined) {
      return {
        state: 'unknown',
        summary: 'The environment has no cluster',
        at: this.#clock(),
      };
    }
    const view = await this.#viewOf(cluster);
    const worst = view.list[0];
    return {
      state: view.state,
      summary: worst
        ? `${cluster}: ${worst.rule} ${worst.object.name}`
        : `${cluster}: no findings`,
      at: Date.parse(view.generatedAt),
    };
  }

  #viewOf(cluster: string): Promise<ClusterView> {
    const view =
      this.#views.get(cluster) ??
      kept(() => this.#clusters.getCluster(cluster), {
        forMs: KEEP_MS,
        clock: this.#clock,
      });
    this.#views.set(cluster, view);
    return view();
  }

  /** Of clusters whose alerts cannot be read, none: an incident that nobody can see opens nothing. */
  async #incidents(): Promise<Incident[]> {
    const { clusters } = await this.#clusters.getFleet();
    const alerts = await Promise.all(
      clusters.map(async ({ name }) => {
        const view = await this.#clusters
          .getAlerts(name)
          .catch(() => undefined);
        return view?.source.state === 'live' ? view.alerts : [];
      }),
    );
    return alerts
      .flat()
      .filter(
        ({ state, priority }) =>
          state === 'active' && INCIDENT_PRIORITIES.includes(priority),
      )
      .map(({ fingerprint, priority, name, summary, since }) => {
        const at = Date.parse(since);
        return {
          id: fingerprint,
          severity: priority,
          title: summary ?? name,
          ...(Number.isFinite(at) && { since: at }),
        };
      });
  }
}
