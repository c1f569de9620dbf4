import { ClusterFacts } from '@textloom/plugin-clusters-common';

/** Collects the facts of one cluster from the moment it is started. */
export interface Collector {
  start(): void;
  /** Resolves when nothing of it is left running. */
  stop(): Promise<void>;
  /** What is known now. */
  facts(): ClusterFacts;
}

/** A configured cluster. */
export interface LocatedCluster {
  name: string;
  /** Changes with the connection settings. */
  key: string;
  /** Makes a collector, not yet started. */
  collect(onChange: () => void): Collector;
}

/** Finds the configured clusters. */
export interface ClusterLocator {
  /**
   * @param signal - Ends the search.
   * @throws SourceFailure when they cannot be found.
   */
  locate(signal: AbortSignal): Promise<LocatedCluster[]>;
}
