/** What a budget is of. */
export interface BudgetScope {
  dimension: 'all' | 'owner' | 'component' | 'environment' | 'system';
  /** Entity reference or environment; `''` for all. */
  value: string;
}

/** An amount per month that must not be passed without somebody knowing. */
export interface Budget {
  id: string;
  name: string;
  scope: BudgetScope;
  /** Decimal string per calendar month. */
  amount: string;
  currency: string;
  /** Shares of the amount in per cent at which is alerted, ascending: `[80, 100]`. */
  thresholds: number[];
  /** Alert also when the forecast passes the amount. */
  forecastAlert: boolean;
  /** What to do then, in the owner's words; may be empty. */
  remedy: string;
  updatedBy: string;
  updatedAt: string;
  /** For compare-and-set. */
  version: number;
}

/** A contract with a vendor. */
export interface Contract {
  id: string;
  vendor: string;
  service: string;
  /** Entity reference. */
  owner: string;
  startsOn: string;
  /** Last day. */
  endsOn: string;
  autoRenews: boolean;
  /** Days before the end by which notice must be given. */
  noticeDays: number;
  currency: string;
  /** Decimal string for the whole term. */
  committed: string;
  /** Open-source or cheaper ones worth a comparison. */
  alternatives: string[];
}

/** What of a contract was used, and what is due. */
export interface ContractStatus extends Contract {
  /** Decimal string: effective cost of its rows since the start. */
  used: string;
  /** Share of the term that has passed and of the commitment that is used, 0…1. */
  elapsed: number;
  usedShare: number;
  /** Decimal string: cost at the end when it goes on as in the last 30 days. */
  projected: string;
  noticeBy: string;
  state: 'running' | 'notice-soon' | 'notice-passed' | 'ended' | 'not-started';
}

/** Cost of one unit of what the product makes. */
export interface UnitCost {
  /** `video`, `task`. */
  id: string;
  title: string;
  /** Units per figure: 1 per video, 1000 for tasks. */
  per: number;
  /** What is in the numerator: filters in words of dimensions. */
  basis: { dimension: string; values: string[] }[];
  points: { month: string; cost: string; units: number; unitCost?: string }[];
  /** Days of the current month that have both cost and count. */
  coveredDays: number;
}

/** A commitment (Reserved Instance, Savings Plan) in one month. */
export interface CommitmentStatus {
  id: string;
  name: string;
  type: string;
  category: string;
  /** Decimal strings. */
  used: string;
  unused: string;
  /** used ÷ (used + unused), 0…1. */
  utilisation?: number;
  /** Contracted cost of what it covered minus what it cost, used and unused. */
  saving: string;
  expiresOn?: string;
}
