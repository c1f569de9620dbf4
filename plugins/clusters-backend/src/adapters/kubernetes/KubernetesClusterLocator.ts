import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ClusterDetails } from '@backstage/plugin-kubernetes-node';
import {
  ClusterConnections,
  isPlainRemote,
  KubernetesConnections,
} from '@textloom/backend-kit';
import { nodesOfGroup } from '@textloom/plugin-clusters-common';
import { ClusterLocator, LocatedCluster } from '../../service/ClusterLocator';
import { createCollector } from './createCollector';
import { SourceFailure } from '../../service/SourceFailure';
import { SourcedCollector, SourceSettings } from '../sources/SourcedCollector';
import { Timing } from './ports';
import { Random, Time } from '../../time/Time';

/** The list of clusters may itself come from a catalog or a cloud that hangs. */
const LOCATE_LIMIT_MS = 15_000;

/** What a locator needs. */
export interface KubernetesClusterLocatorOptions {
  connections: ClusterConnections;
  /** Credentials of the plugin itself, for locators that ask the catalog. */
  ownCredentials: () => Promise<BackstageCredentials>;
  logger: LoggerService;
  groupLabels: readonly string[];
  /** Other sources, by cluster. */
  sources: ReadonlyMap<string, SourceSettings>;
  time: Time;
  timing: Timing;
  random: Random;
}

/** Finds the clusters of the Kubernetes plugin, and collects from each over its API. */
export class KubernetesClusterLocator implements ClusterLocator {
  readonly #options: KubernetesClusterLocatorOptions;
  /** Names in `clusters.sources` that are no cluster, as far as they were told. */
  readonly #strangers = new Set<string>();

  constructor(options: KubernetesClusterLocatorOptions) {
    this.#options = options;
  }

  async locate(signal: AbortSignal): Promise<LocatedCluster[]> {
    const { connections, logger } = this.#options;
    const given = await this.#inTime(connections.get(), signal);
    const found = await this.#inTime(this.#clusters(given), signal);
    const byName = new Map<string, LocatedCluster>();
    for (const details of found) {
      if (byName.has(details.name)) {
        logger.warn(
          `Two clusters are named ${details.name}; the first is used`,
        );
      } else {
        byName.set(details.name, this.#locatedCluster(details, given));
      }
    }
    this.#tellStrangers(byName);
    return [...byName.values()];
  }

  /** Tells once of sources that no cluster uses: its name may be misspelt. */
  #tellStrangers(clusters: ReadonlyMap<string, LocatedCluster>): void {
    for (const name of this.#options.sources.keys()) {
      if (!clusters.has(name) && !this.#strangers.has(name)) {
        this.#strangers.add(name);
        this.#options.logger.warn(
          `clusters.sources names ${name}, which is no cluster of kubernetes.clusterLocatorMethods`,
        );
      }
    }
  }

  async #clusters(given: KubernetesConnections): Promise<ClusterDetails[]> {
    const credentials = await this.#options.ownCredentials();
    try {
      return await given.clusterSupplier.getClusters({ credentials });
    } catch (error) {
      throw new SourceFailure('server-error', `a cluster locator failed`, {
        cause: error,
      });
    }
  }

  #locatedCluster(
    details: ClusterDetails,
    { authStrategyMap }: KubernetesConnections,
  ): LocatedCluster {
    const { logger } = this.#options;
    const { name } = details;
    return {
      name,
      key: JSON.stringify(details),
      collect: onChange => {
        if (isPlainRemote(details.url)) {
          logger.warn(`Cluster ${name} is reached without TLS: ${details.url}`);
        }
        const { groupLabels, sources } = this.#options;
        const kubernetes = createCollector({
          ...this.#options,
          details,
          authStrategyMap,
          onChange,
        });
        return new SourcedCollector({
          ...this.#options,
          kubernetes,
          sources: sources.get(name) ?? {},
          nodesOf: (facts, group) => nodesOfGroup(facts, group, groupLabels),
          onChange,
        });
      },
    };
  }

  /** The result of `work`, unless the limit or the signal comes first. */
  async #inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    let give: (error: Error) => void = () => {};
    const ended = new Promise<never>((_resolve, reject) => {
      give = reject;
    });
    const giveUp = () =>
      give(new SourceFailure('timeout', 'the clusters were not told in time'));
    const cancel = this.#options.time.after(LOCATE_LIMIT_MS, giveUp);
    signal.addEventListener('abort', giveUp);
    try {
      return await Promise.race([work, ended]);
    } finally {
      cancel();
      signal.removeEventListener('abort', giveUp);
    }
  }
}
