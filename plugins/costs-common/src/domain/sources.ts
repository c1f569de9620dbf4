/** A place that bills come from. */
export interface SourceStatus {
  id: string;
  title: string;
  /** FOCUS version of the newest partition. */
  focusVersion?: string;
  /** Last charge day of the newest partition, `YYYY-MM-DD`. */
  lastDay?: string;
  /** When the newest partition was written by the provider, ISO 8601. */
  exportedAt?: string;
  /** When it was read, ISO 8601. */
  ingestedAt?: string;
  /** Unknown is never shown as current. */
  state: 'current' | 'stale' | 'failed' | 'empty';
  /** Why it is stale or failed, and what to do. */
  problem?: SourceProblem;
}

/** Why a source or partition was not taken; the page has the words. */
export interface SourceProblem {
  code:
    | 'unreachable'
    | 'denied'
    | 'still-written'
    | 'wrong-header'
    | 'mixed-versions'
    | 'unreadable'
    | 'duplicate-partition'
    | 'too-large'
    | 'late'
    | 'no-data';
  /** Figures and names of the sentence: `{ column: 'BilledCost', days: '3' }`. */
  args: Record<string, string>;
}

/** A billing month of a source. */
export interface PartitionStatus {
  source: string;
  /** `YYYY-MM`. */
  period: string;
  /** Counts from 1; each replacement is a new version. */
  version: number;
  ingestedAt: string;
  rows: number;
  rejectedRows: number;
  warnings: number;
  /** `closed` when the month ended long enough ago that the provider has finalised it. */
  state: 'open' | 'closed';
  currency: string;
  /** Sum of EffectiveCost as a decimal string. */
  effective: string;
  billed: string;
  /** Sums of the other currencies in it; they are kept apart. */
  otherCurrencies?: { currency: string; effective: string; billed: string }[];
  /** Sum of EffectiveCost of the version before, when it was another. */
  previousEffective?: string;
  problem?: SourceProblem;
}

/** Something in a bill that breaks or bends a rule of FOCUS. */
export interface BillFinding {
  source: string;
  period: string;
  /** Identity of the rule in the catalogue of rules. */
  rule: string;
  /** `reject`: the row cannot be counted, `warn`: it is counted. */
  severity: 'reject' | 'warn';
  column: string;
  /** File and row (1 is the first below the header) of the first row that has it. */
  file: string;
  row: number;
  /** How many rows have it. */
  count: number;
  /** The offending value of the first, at most 80 characters, control characters replaced. */
  value: string;
}

/** The check that what is shown is what was billed, for one day and currency. */
export interface DayReconciliation {
  day: string;
  currency: string;
  /** Decimal strings. */
  bill: string;
  layers: Record<string, string>;
  difference: string;
}
