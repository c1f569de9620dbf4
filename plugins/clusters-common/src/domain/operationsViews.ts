import { SourceProblem, SourceState } from './facts';
import {
  Finding,
  HealthState,
  ObjectRef,
  RuleId,
  Severity,
  Unit,
} from './health';
import { SignalId } from './signals/signalId';
import { AlertFacts, EksFacts, SilenceFacts } from './sourceFacts';

/** A signal's value against its limit. */
export interface SignalSummary {
  signal: SignalId;
  subject: string;
  namespace?: string;
  value: number;
  unit: Unit;
  /** Limit in the same unit, and on which side of it is bad. Absent where there is none. */
  limit?: { value: number; bad: 'above' | 'below' };
  severity?: Severity;
  at: string;
}

/** An objective with what is left of its error budget. */
export interface SloSummary {
  id: string;
  title: string;
  objective: number;
  windowDays: number;
  good?: number;
  /** Share of the error budget that is left, 1 to below 0; absent without data. */
  budgetLeft?: number;
  /** Burn rate over the last hour: 1 uses the budget up exactly at the window's end. */
  burnRate?: number;
  component?: string;
  severity?: Severity;
}

/** Alerts and silences of a cluster. */
export interface AlertsView {
  cluster: string;
  generatedAt: string;
  source: SourceStateView;
  /** Most urgent first; at most 200. */
  alerts: AlertFacts[];
  total: number;
  silences: SilenceFacts[];
}

/** How far a source can be believed. */
export interface SourceStateView {
  state: SourceState;
  at?: string;
  since?: string;
  problem?: SourceProblem;
}

/** What EKS says, as it says it. */
export type EksView = EksFacts & { source: SourceStateView };

/** Charts that can be asked for. */
export const CHART_IDS = [
  'cpu',
  'memory',
  'nodes',
  'network',
  'disk',
  'api-latency',
  'api-errors',
  'tasks',
  'queue',
] as const;

/** Identity of a chart. */
export type ChartId = (typeof CHART_IDS)[number];

/** One series of a chart; a point without value is a gap. */
export interface ChartSeries {
  id: string;
  points: { at: string; value?: number }[];
}

/** A chart's data: at most 400 points a series. */
export interface ChartView {
  chart: ChartId;
  cluster: string;
  /** Absent for the cluster as a whole. */
  group?: string;
  from: string;
  to: string;
  unit: Unit;
  limit?: { value: number; bad: 'above' | 'below' };
  series: ChartSeries[];
  /** State changes within the range. */
  markers: { at: string; kind: 'state'; state: HealthState; subject: string }[];
  source: SourceStateView;
}

/** A finding as it was recorded. */
export type RecordedFinding = Pick<
  Finding,
  'id' | 'rule' | 'severity' | 'params' | 'group' | 'evidence'
> & {
  object: ObjectRef;
  from: string;
  to?: string;
  value?: Finding['value'];
  threshold?: Finding['threshold'];
};

/** A time in one state. */
export interface HealthSpan {
  /** `gap`: nobody watched. */
  state: HealthState | 'gap';
  from: string;
  /** Absent while it lasts. */
  to?: string;
  /** Rules that made it so, worst first. */
  rules: { rule: RuleId; severity: Severity; object: ObjectRef }[];
}

/** An hour, or a part of it, by state in seconds. */
export interface HealthHour {
  from: string;
  seconds: Record<HealthState | 'gap', number>;
}

/** The past of a health state. */
export interface HistoryView {
  cluster: string;
  group?: string;
  from: string;
  to: string;
  /** Oldest first, without holes; at most 500, the newest. */
  spans: HealthSpan[];
  /** Every hour of the range, by state. */
  hours: HealthHour[];
  /** What held at any time of the range, newest first; at most 200. */
  findings: RecordedFinding[];
  /** Share of the watched time that was healthy. */
  healthyShare?: number;
}
