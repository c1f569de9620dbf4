import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { ClustersApi, ClusterSummary } from '@textloom/plugin-clusters-common';
import { clusterEntity, EntityOptions, nodeGroupEntities } from './entities';

/** `complete`: the node groups of every cluster are known. */
export type RefreshOutcome = 'complete' | 'partial';

/**
 * Keeps a resource for each cluster and node group in the catalog. Nothing is
 * removed because of an outage: a cluster that cannot be seen keeps the node
 * groups that it had, also when they are known to the catalog alone.
 */
export class ClustersEntityProvider implements EntityProvider {
  #connection?: EntityProviderConnection;
  /** Node groups of each cluster, as last seen live. */
  readonly #seen = new Map<string, Entity[]>();

  constructor(
    private readonly options: {
      clusters: Pick<ClustersApi, 'getFleet' | 'getCluster'>;
      entities: EntityOptions;
      logger: LoggerService;
    },
  ) {}

  getProviderName(): string {
    return 'clusters';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Brings the catalog up to date; throws when the clusters plugin does not answer. */
  async refresh(): Promise<RefreshOutcome> {
    const connection = this.#connection;
    if (!connection) throw new Error('The catalog has not connected yet');
    const { clusters, locator } = await this.options.clusters.getFleet();
    await Promise.all(clusters.map(cluster => this.#look(cluster)));

    // A list of clusters that could not be read says nothing about what is gone.
    const isListLive = locator === undefined || locator.state === 'live';
    if (isListLive) this.#forgetAllBut(clusters);
    const complete =
      isListLive && clusters.every(({ name }) => this.#seen.has(name));
    const entities = [
      ...clusters.map(c => clusterEntity(c, this.options.entities)),
      ...[...this.#seen.values()].flat(),
    ].map(entity => ({ entity, locationKey: 'clusters' }));
    // Only who knows everything may say what is gone.
    await connection.applyMutation(
      complete
        ? { type: 'full', entities }
        : { type: 'delta', added: entities, removed: [] },
    );
    return complete ? 'complete' : 'partial';
  }

  #forgetAllBut(clusters: readonly ClusterSummary[]): void {
    const configured = new Set(clusters.map(({ name }) => name));
    for (const name of this.#seen.keys()) {
      if (!configured.has(name)) this.#seen.delete(name);
    }
  }

  async #look({ name, freshness }: ClusterSummary): Promise<void> {
    if (freshness.state !== 'live') return;
    try {
      const view = await this.options.clusters.getCluster(name);
      if (view.freshness.state !== 'live') return;
      this.#seen.set(
        name,
        nodeGroupEntities(name, view.nodeGroups, this.options.entities),
      );
    } catch (error) {
      this.options.logger.warn(
        `Could not read the node groups of cluster ${name}: ${error}`,
      );
    }
  }
}
