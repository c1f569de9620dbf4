import {
  ClusterView,
  FindingRow,
  History,
  HistoryQuery,
  HistoryView,
  HourRow,
  OpenRows,
  SpanRow,
} from '@textloom/plugin-clusters-common';

/** Tells the past of a cluster, or of one of its node groups. */
export interface HistoryReader {
  /** @throws ServiceUnavailableError when the history cannot be read now. */
  read(cluster: string, query: HistoryQuery): Promise<HistoryView>;
}

/** Keeps what was judged over restarts. No call waits for a database, and none fails. */
export interface AssessmentKeeper {
  /** The memory that the last assessment before this start left; absent when there is none that can be used. */
  recall(cluster: string): History | undefined;
  /** Takes each assessment as it is made. */
  take(view: ClusterView, memory: History): void;
}

/** What is written of one cluster at one moment. */
export interface HistoryWrite {
  cluster: string;
  /** Milliseconds since the epoch; all open rows were seen to hold then. */
  at: number;
  /** New and changed rows. */
  spans: SpanRow[];
  findings: FindingRow[];
  /** Memory of the assessment as text. */
  memory: string;
}

/** A memory as it was written. */
export interface StoredMemory {
  cluster: string;
  text: string;
  at: number;
}

/** Rows of a cluster or node group that touch a range of time. */
export interface StoredHistory {
  spans: SpanRow[];
  hours: HourRow[];
  findings: FindingRow[];
}

/** Keeps the history. Any process may read; one at a time may write. All calls fail when the store is down. */
export interface HistoryStore {
  /**
   * Takes or keeps the right to write.
   * @returns The number of the term; in another term than before, others may have written meanwhile. Undefined
   * while another process has the right.
   */
  hold(): Promise<number | undefined>;
  /** Gives the right up. */
  release(): Promise<void>;
  /** Rows that last. */
  openRows(cluster: string): Promise<OpenRows>;
  memories(): Promise<StoredMemory[]>;
  /** Writes all or nothing. False, and nothing is written, when this process has no right to. */
  write(writes: readonly HistoryWrite[]): Promise<boolean>;
  /** Milliseconds since the epoch; `group` is empty for the cluster as a whole. */
  read(
    cluster: string,
    range: { from: number; to: number; group: string },
  ): Promise<StoredHistory>;
  /** Drops what is older than 30 days, and the details of what is older than 7 where there are too many. */
  prune(now: number): Promise<boolean>;
}
