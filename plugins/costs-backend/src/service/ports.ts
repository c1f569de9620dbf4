import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AnomalyFeedback,
  BillFinding,
  BillRow,
  Budget,
  CostFilters,
  CostMetric,
  Costs,
  DailyCapacity,
  DailyUsage,
  DayReconciliation,
  Dimension,
  Forecast,
  PartitionStatus,
  SourceStatus,
  UsageDay,
} from '@textloom/plugin-costs-common';
import { Decimal } from '@textloom/kernel';

/** Whose costs a question may be answered with. */
export type Scope =
  | { kind: 'all' }
  /** Entity references of the owners that the caller is among. */
  | { kind: 'own'; owners: readonly string[] };

/** A question to the allocated bill. */
export interface EntryQuery {
  currency: string;
  /** Days, both inclusive. */
  from: string;
  to: string;
  grain: 'day' | 'month' | 'total';
  groupBy: readonly Dimension[];
  filters: CostFilters;
  scope: Scope;
}

/** A group of the answer. */
export interface EntryGroup {
  /** Start of the bucket, `YYYY-MM-DD` or `YYYY-MM`; `''` for the total. */
  bucket: string;
  /** Values in the order of `groupBy`. */
  keys: string[];
  costs: Costs;
  quantity: Decimal;
  rows: number;
}

/** A question for the largest of many groups. */
export interface PivotQuery extends EntryQuery {
  grain: 'day' | 'month';
  /** What is summed, and what groups are ranked by. */
  metric: CostMetric;
  /** Rows at most. */
  limit: number;
  /** Values of the first dimension that cells tell apart at most. */
  series: number;
  /** Days before, both inclusive, which rows are compared with. */
  before?: { from: string; to: string };
}

/** Groups over all buckets, and a chart of them. */
export interface Pivot {
  /** The largest first, whatever their sign; of equal ones those whose keys come first. */
  rows: { keys: string[]; cost: Decimal; previous?: Decimal; rows: number }[];
  /** Rows without the limit, and what they sum to. */
  total: number;
  sum: Decimal;
  /** Sum of the days before, when they were asked for. */
  previousSum?: Decimal;
  /** Sums by bucket and value of the first dimension, in no order; without `key` of all that are not told apart. */
  cells: { bucket: string; key?: string; cost: Decimal }[];
}

/** What the engine has, as one fact: every cached answer is of one data version. */
export interface DataState {
  version: string;
  currencies: string[];
  /** Day range of the data per currency. */
  days: Record<string, { from: string; to: string }>;
  partitions: PartitionStatus[];
}

/**
 * The allocated bill, over Parquet files by DuckDB. Questions wait in a bounded queue; a full queue is a
 * ServiceUnavailableError. Answers are cached by question, data version and scope.
 */
export interface CostEngine {
  state(): DataState;
  query(query: EntryQuery): Promise<EntryGroup[]>;
  /** The largest groups of a question, however many there are. */
  pivot(query: PivotQuery): Promise<Pivot>;
  /**
   * Rows of the bill behind allocated entries, by day and row. With scope `own` only rows that have an own entry; of
   * those that others share in, columns with amounts and quantities are left out.
   */
  rows(
    query: Omit<EntryQuery, 'grain' | 'groupBy'>,
    page: { offset: number; limit: number },
  ): Promise<{ rows: BillRow[]; total: number }>;
  /** How components came to costs: sums by `Attribution.reason`. */
  reasons(
    query: Omit<EntryQuery, 'grain' | 'groupBy'>,
  ): Promise<{ reason: string; costs: Costs; rows: number }[]>;
  /** Bill against layers per day. */
  reconcile(range: {
    from: string;
    to: string;
    currency: string;
  }): Promise<DayReconciliation[]>;
  findings(periods: readonly string[]): Promise<BillFinding[]>;
  close(): Promise<void>;
}

/** A partition that a source offers. */
export interface OfferedPartition {
  /** `YYYY-MM`. */
  period: string;
  /** Changes with the content: execution id of the manifest, or sizes and times of the files. */
  revision: string;
  exportedAt: string;
  files: string[];
}

/** A place that bills come from: a folder, or a bucket of S3, in the layout of AWS Data Exports or flat. */
export interface BillSource {
  readonly id: string;
  readonly title: string;
  /** What is complete; @throws errors with a `problem` of SourceProblem for what is not. */
  list(): Promise<{
    partitions: OfferedPartition[];
    problems: {
      period?: string;
      problem: NonNullable<SourceStatus['problem']>;
    }[];
  }>;
  /** Local paths of a partition's files; the caller calls `release` when it has read them. */
  fetch(
    partition: OfferedPartition,
  ): Promise<{ paths: string[]; release(): Promise<void> }>;
}

/** What pods requested and used. */
export interface UsageSource {
  days(from: string, to: string): Promise<Map<string, UsageDay>>;
  /** A hash of what `days` has of the same days: another exactly when any of it is another. */
  mark(from: string, to: string): Promise<string>;
}

/** Counts of what the product makes: videos, tasks. */
export interface UnitSource {
  counts(
    metric: string,
    from: string,
    to: string,
  ): Promise<{ day: string; count: number }[]>;
}

/** Something that changed, for markers and causes. */
export interface Change {
  /** ISO 8601. */
  at: string;
  kind: 'deployment' | 'scaling';
  label: string;
  ref?: string;
  /** Entity reference. */
  component?: string;
}

/** What changed on days: deployments and scaling, as far as the caller may see them. */
export interface ChangeSource {
  changes(
    from: string,
    to: string,
    credentials: BackstageCredentials,
  ): Promise<Change[]>;
}

/** The catalog, as far as costs follow it. */
export interface CatalogOwners {
  /** By component reference: owner and system, and titles. */
  owners(): Promise<
    Map<string, { owner: string; system: string; title: string }>
  >;
  titles(refs: readonly string[]): Promise<Record<string, string>>;
  /** Owner and system of any entity; undefined when the catalog does not know it. */
  find(
    ref: string,
  ): Promise<{ owner: string; system: string; title: string } | undefined>;
}

/** What the plugin remembers in its database. */
export interface CostsStore {
  partitions(): Promise<StoredPartition[]>;
  /** Replaces the current version of a partition; a version that is not the next is a ConflictError. */
  savePartition(partition: StoredPartition): Promise<void>;
  saveSourceStatus(status: SourceStatus): Promise<void>;
  sourceStatuses(): Promise<SourceStatus[]>;

  budgets(): Promise<Budget[]>;
  getBudget(id: string): Promise<Budget>;
  createBudget(budget: Budget): Promise<Budget>;
  /** Compare-and-set on `version`; ConflictError when it is another. */
  updateBudget(budget: Budget): Promise<Budget>;
  removeBudget(id: string, version: number): Promise<void>;
  /** True for the first who records this alert of a budget, month and threshold. */
  recordAlert(alert: BudgetAlert): Promise<boolean>;
  alerts(month: string): Promise<BudgetAlert[]>;

  saveAnomalies(anomalies: StoredAnomaly[]): Promise<void>;
  anomalies(currency: string): Promise<StoredAnomaly[]>;
  giveFeedback(
    id: string,
    feedback: { value: AnomalyFeedback; by: string; at: string; note: string },
  ): Promise<StoredAnomaly>;

  /** Keeps what was foreseen of a month on a day; the first of a day stays. */
  keepForecast(kept: KeptForecast): Promise<void>;
  keptForecasts(currency: string): Promise<KeptForecast[]>;

  /** Adds samples of pods to their day. */
  addUsage(day: UsageDay): Promise<void>;
  usage(
    from: string,
    to: string,
  ): Promise<{ usage: DailyUsage[]; capacity: DailyCapacity[] }>;
}

/** A partition as it is on disk. */
export interface StoredPartition extends PartitionStatus {
  revision: string;
  exportedAt: string;
  focusVersion: string;
  /** Folder under the data directory. */
  directory: string;
  /** First and last day of charges per currency. */
  days: Record<string, { from: string; to: string }>;
  /** What rows were allocated by: rules, owners and usage of its days, as one hash. */
  allocation: string;
}

export interface BudgetAlert {
  budget: string;
  month: string;
  threshold: number;
  kind: 'actual' | 'forecast';
  at: string;
}

export interface StoredAnomaly {
  id: string;
  currency: string;
  dimension: 'component' | 'service';
  value: string;
  owner: string;
  from: string;
  to: string;
  sign: 'up' | 'down';
  /** Decimal strings. */
  actual: string;
  expected: string;
  impact: string;
  ratio?: number;
  score: number;
  /** Its bill was restated, or what was unusual then is usual now: it was found once, and is no longer. */
  withdrawn?: boolean;
  feedback?: { value: AnomalyFeedback; by: string; at: string; note: string };
}

export interface KeptForecast {
  currency: string;
  month: string;
  /** Day on which it was foreseen. */
  on: string;
  dataVersion: string;
  method: Forecast['method'];
  /** Decimal strings. */
  total: string;
  low: string;
  high: string;
}
