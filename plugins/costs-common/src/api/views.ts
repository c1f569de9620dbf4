import { Dimension } from '../domain/cost';
import {
  Budget,
  CommitmentStatus,
  ContractStatus,
  UnitCost,
} from '../domain/entities';
import {
  BacktestScore,
  ForecastMethod,
  Recommendation,
} from '../domain/methods';
import {
  BillFinding,
  DayReconciliation,
  PartitionStatus,
  SourceStatus,
} from '../domain/sources';

/** Everything in views that is an amount is a decimal string in the view's `currency`. */
export type AmountText = string;

/** Name to show for a value of a dimension. */
export type Names = Record<string, string>;

/**
 * On every page: from what the figures come, how old they are, and whether they equal the bill. For who sees only
 * their own, the check is told without amounts.
 */
export interface ReconciliationStrip {
  /** Changes whenever any figure may change. */
  dataVersion: string;
  currency: string;
  /** Other currencies in the data; they are shown apart and never added. */
  otherCurrencies: string[];
  sources: SourceStatus[];
  /** Last day that every source has, `YYYY-MM-DD`. */
  billedTo?: string;
  openPeriods: string[];
  /** Restated since the version before, by month. */
  restated: { period: string; at: string; by?: AmountText }[];
  rejectedRows: number;
  check: {
    state: 'equal' | 'different' | 'unknown';
    checkedAt?: string;
    days: number;
    /** Only for who sees all costs. */
    difference?: AmountText;
  };
  /** Version of allocation rules, and method of pod shares. */
  rules: string;
  method: string;
  /** Whether the caller sees all costs, or those of their groups. */
  scope: 'all' | 'own';
  /** Their groups, when scope is `own`. */
  owners: string[];
}

/** Base of each view. */
export interface CostView {
  strip: ReconciliationStrip;
  names: Names;
}

/** One figure of a stacked chart per day or month. */
export interface SeriesView {
  /** Starts of buckets: `YYYY-MM-DD` or `YYYY-MM`. */
  buckets: string[];
  series: { key: string; values: AmountText[]; total: AmountText }[];
}

/** Dated thing drawn beside costs. */
export interface CostMarker {
  at: string;
  kind: 'deployment' | 'scaling' | 'anomaly' | 'restatement';
  label: string;
  /** Deployment: proposal; anomaly: its id. */
  ref?: string;
  component?: string;
}

/** A row of the allocation table. */
export interface AllocationRow {
  key: string;
  owner: string;
  cost: AmountText;
  /** Same days of the month before; absent when there was none. */
  previous?: AmountText;
}

/** A forecast for a page. */
export interface ForecastView {
  method: ForecastMethod;
  hasHistory: boolean;
  scores: BacktestScore[];
  days: {
    day: string;
    amount: AmountText;
    low: AmountText;
    high: AmountText;
  }[];
  total: AmountText;
  low: AmountText;
  high: AmountText;
  /** Charges with known dates that are part of it. */
  dated: { day: string; amount: AmountText; label: string }[];
}

/** A budget with what was spent and is foreseen of it. */
export interface BudgetStatus extends Budget {
  month: string;
  spent: AmountText;
  forecast?: AmountText;
  /** Spent over amount, 0…; forecast over amount. */
  spentShare: number;
  forecastShare?: number;
  state: 'within' | 'at-risk' | 'over' | 'unknown';
  alerts: { threshold: number; kind: 'actual' | 'forecast'; at: string }[];
}

/** What was said about an anomaly. */
export const ANOMALY_FEEDBACK = [
  'confirmed',
  'planned',
  'not-anomaly',
] as const;
export type AnomalyFeedback = (typeof ANOMALY_FEEDBACK)[number];

/** An anomaly on a page. */
export interface AnomalyView {
  id: string;
  dimension: 'component' | 'service';
  value: string;
  owner: string;
  from: string;
  to: string;
  sign: 'up' | 'down';
  actual: AmountText;
  expected: AmountText;
  impact: AmountText;
  ratio?: number;
  score: number;
  /** `open` while its last day is the last billed day. */
  state: 'open' | 'ended';
  feedback?: { value: AnomalyFeedback; by: string; at: string; note: string };
  /** What changed just before, nearest first. */
  causes: CostMarker[];
  /** Which parts carry the impact, largest first. */
  drivers: { dimension: Dimension; value: string; impact: AmountText }[];
  /** Daily amounts around it. */
  series: { day: string; amount: AmountText; expected?: AmountText }[];
}

/** "Am I all right?" on one screen. */
export interface OverviewView extends CostView {
  month: string;
  monthToDate: AmountText;
  /** Of the same days of the month before. */
  previous?: AmountText;
  forecast?: ForecastView;
  budget?: BudgetStatus;
  budgets: BudgetStatus[];
  unit?: UnitCost;
  commitments: { used: AmountText; unused: AmountText; utilisation?: number };
  /** By viewing layer, owner or environment, whichever was asked for. */
  daily: SeriesView;
  markers: CostMarker[];
  allocation: AllocationRow[];
  /** Layers that belong to nobody alone; empty for who sees their own only. */
  layers: AllocationRow[];
  sum: AmountText;
  anomalies: AnomalyView[];
  recommendations: Recommendation[];
}

/** A pivot with its chart. */
export interface ExploreView extends CostView {
  series: SeriesView;
  rows: {
    /** Values of the dimensions grouped by, in their order. */
    keys: string[];
    cost: AmountText;
    previous?: AmountText;
    rows: number;
  }[];
  /** Rows before the limit was applied. */
  total: number;
  sum: AmountText;
  previousSum?: AmountText;
}

/** Rows of the bill. */
export interface BillRow {
  source: string;
  file: string;
  row: number;
  /** FOCUS columns that are not null, by their names. */
  columns: Record<string, string>;
}
export interface RowsView extends CostView {
  rows: BillRow[];
  total: number;
  nextCursor?: string;
}

/** How a figure is made. */
export interface ExplainView extends CostView {
  total: AmountText;
  /** By charge category and kind; they sum to the total. */
  parts: { code: string; amount: AmountText; rows: number }[];
  /** How components came to it, by reason. */
  reasons: { reason: string; amount: AmountText; rows: number }[];
  rows: number;
  focusVersion: string;
  exportedAt?: string;
  /** Absent for who does not see all. */
  difference?: AmountText;
}

export interface ForecastsView extends CostView {
  month: string;
  /** Actual days of the last 90. */
  actual: { day: string; amount: AmountText }[];
  forecast?: ForecastView;
  /** The next months after this one. */
  months: {
    month: string;
    total: AmountText;
    low: AmountText;
    high: AmountText;
  }[];
  /** Forecasts of earlier months as they stood on their 10th day, against what came. */
  kept: {
    month: string;
    foreseen: AmountText;
    actual: AmountText;
    error: number;
  }[];
}
export interface AnomaliesView extends CostView {
  anomalies: AnomalyView[];
}
export interface BudgetsView extends CostView {
  budgets: BudgetStatus[];
}
export interface CommitmentsView extends CostView {
  month: string;
  commitments: CommitmentStatus[];
  /** List cost by pricing category of what could be committed. */
  coverage: {
    month: string;
    standard: AmountText;
    committed: AmountText;
    spot: AmountText;
    coverage?: number;
  }[];
}
export interface RecommendationsView extends CostView {
  recommendations: Recommendation[];
  monthlySaving: AmountText;
}
export interface UnitsView extends CostView {
  units: UnitCost[];
}
export interface ContractsView extends CostView {
  contracts: ContractStatus[];
}
export interface ReconciliationView extends CostView {
  partitions: PartitionStatus[];
  findings: BillFinding[];
  days: DayReconciliation[];
}
/** On a catalog entity. */
export interface EntityCostView extends CostView {
  entity: string;
  month: string;
  monthToDate: AmountText;
  previous?: AmountText;
  forecast?: AmountText;
  daily: { day: string; amount: AmountText }[];
  environments: { environment: string; cost: AmountText }[];
  unit?: UnitCost;
  anomalies: AnomalyView[];
  recommendations: Recommendation[];
}
