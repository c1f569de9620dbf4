import { Decimal } from '@textloom/kernel';

/** One day of a series; days without a cost are zero, days that are not billed yet are absent. */
export interface DayAmount {
  /** `YYYY-MM-DD`. */
  day: string;
  amount: Decimal;
}

/** Ways to foresee usage. */
export const FORECAST_METHODS = [
  'weekday-median',
  'holt-winters-7',
  'seasonal-naive-7',
  'run-rate',
] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

/** How well a method did on days that it had not seen. Ratios of 1. */
export interface BacktestScore {
  method: ForecastMethod;
  origins: number;
  /** Sum of absolute errors over sum of actuals (WAPE). */
  wape: number;
  /** Sum of errors over sum of actuals; above zero foresees too much. */
  bias: number;
  /** Share of days inside the 80 % interval. */
  coverage: number;
}

/** A forecast of a series to the end of its month or further. */
export interface Forecast {
  /** The method that did best, or `run-rate` when the history is too short to compare. */
  method: ForecastMethod;
  /** False under 14 days of history: shown as "no history". */
  hasHistory: boolean;
  /** Best first. */
  scores: BacktestScore[];
  days: { day: string; amount: Decimal; low: Decimal; high: Decimal }[];
  /** Actual days so far plus forecast days of the month; the interval is of the sum. */
  total: Decimal;
  low: Decimal;
  high: Decimal;
}

/** Days on which a scope cost other than was to be expected. */
export interface AnomalyFacts {
  /** `component:…` or `service:…` and the value. */
  scope: { dimension: 'component' | 'service'; value: string };
  from: string;
  /** Last day, inclusive. */
  to: string;
  /** Above or below what was expected. */
  sign: 'up' | 'down';
  actual: Decimal;
  expected: Decimal;
  /** actual − expected. */
  impact: Decimal;
  /** Impact over expected; absent when nothing was expected. */
  ratio?: number;
  /** Largest robust z-score of its days. */
  score: number;
}

/** One step of an arithmetic that ends in a saving, to be read line by line. */
export interface ArithmeticLine {
  /** Identity of the sentence; the page has the words. */
  code: string;
  args: Record<string, string>;
  /** Decimal string in the currency, or a plain number with `unit`. */
  value: string;
  unit: 'money' | 'percent' | 'hours' | 'gb' | 'count';
  /** How it enters the result. */
  operation: 'start' | 'add' | 'subtract' | 'multiply' | 'result';
}

/** Kinds of recommendations, in the order of the architecture document. */
export const RECOMMENDATION_KINDS = [
  'spot',
  'commitment',
  'off-hours',
  'storage-lifecycle',
  'network-cross-zone',
  'right-size',
  'contract-alternative',
] as const;
export type RecommendationKind = (typeof RECOMMENDATION_KINDS)[number];

/** Something to do, with what it saves a month and how that was computed. */
export interface Recommendation {
  /** Stable over runs: kind and scope. */
  id: string;
  kind: RecommendationKind;
  /** Names in the sentence of the kind: `{ environment: 'dev', nodeGroup: 'textloom-nonprod/worker' }`. */
  args: Record<string, string>;
  owner: string;
  component: string;
  environment: string;
  /** Decimal string; per month of 730 hours; zero or less is never recommended but may be explained. */
  monthlySaving: string;
  currency: string;
  effort: 'low' | 'medium' | 'high';
  risk: 'low' | 'medium' | 'high';
  arithmetic: ArithmeticLine[];
  /** Days that were looked at. */
  basis: { from: string; to: string };
  /** Runbook or how-to of the documentation, a path of it. */
  howTo: string;
}
