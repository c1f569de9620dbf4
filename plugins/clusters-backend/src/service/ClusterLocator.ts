import {
  ChartId,
  ChartSeries,
  ClusterFacts,
  SilenceFacts,
  SilenceRequest,
} from '@textloom/plugin-clusters-common';

/** Writes silences where a cluster's alerts are. */
export interface SilenceWriter {
  /**
   * Silences from now on.
   * @param createdBy - entity reference of the person
   * @throws SourceFailure when Alertmanager does not take it.
   */
  create(request: SilenceRequest, createdBy: string): Promise<SilenceFacts>;
  /** @throws SourceFailure; `not-served` when there is no such silence. */
  expire(id: string): Promise<void>;
}

/** A range of a chart: times in milliseconds since the epoch. */
export interface ChartRange {
  from: number;
  to: number;
  stepSeconds: number;
  group?: string;
}

/** Collects the facts of one cluster from the moment it is started. */
export interface Collector {
  start(): void;
  /** Resolves when nothing of it is left running. */
  stop(): Promise<void>;
  /** What is known now. */
  facts(): ClusterFacts;
  /** Absent when no Alertmanager is configured. */
  silences?: SilenceWriter;
  /**
   * Series of a chart; absent when no Prometheus is configured.
   * @throws SourceFailure when it does not answer.
   */
  chart?(chart: ChartId, range: ChartRange): Promise<ChartSeries[]>;
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
