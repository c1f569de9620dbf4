import { Drill, Outcome } from './drill';
import { DryRun } from './facts';
import { Exposure } from './heartbeat';
import { DrillPlan } from './plan';
import { Problem } from './steps';
import { Trend } from './trend';
import { Priority, Scenario, Store, Target } from './store';

/** May somebody do something, and if not, why not. */
export type Permission =
  | { ok: true }
  | { ok: false; reason: DenialReason; subject?: string };
export type DenialReason =
  | 'no-permission'
  | 'drill-running'
  /** `subject` is the code of the problem. */
  | 'store-not-ready'
  | 'already-finished'
  | 'already-cancelling'
  /** All steps are over; what the drill made is being taken down. */
  | 'taking-down'
  /** The control does not fit the kind of store; `subject` is the control. */
  | 'control-not-available'
  | 'nothing-to-acknowledge';

/** A drill in a list. */
export interface DrillSummary {
  id: string;
  plan: string;
  store: string;
  scenario: Scenario;
  control?: Drill['control'];
  state: Drill['state'];
  step: Drill['step'];
  startedBy: string;
  queuedAt: number;
  endedAt?: number;
  outcome?: Outcome;
  /** Full time to recover and upper end of what was lost, in milliseconds. */
  rtaMs?: number;
  rpaMs?: number;
  /** Bytes that were restored, for the trend. */
  bytes?: number;
  acknowledged: boolean;
}

/** An alarm: nobody has proven for too long that a store can be restored, or the last try failed. */
export interface Overdue {
  priority: Priority;
  reason: 'never' | 'too-long' | 'failed' | 'exposed';
  /** Since when, milliseconds since the epoch. */
  since: number;
}

/** A plan against its target. */
export interface PlanView {
  plan: DrillPlan;
  target?: Target;
  /** The newest drill that ended with a verdict, and the newest that passed. */
  last?: DrillSummary;
  lastProven?: DrillSummary;
  running?: DrillSummary;
  /** Milliseconds since the epoch. */
  dueAt: number;
  overdue?: Overdue;
  start: Permission;
}

/** A store with its plans. */
export interface StoreView {
  store: Store;
  /** False where the makers of the driver have never run it against the real thing, but only against its description. */
  exercised: boolean;
  plans: readonly PlanView[];
  heartbeat?: {
    lastSeq: number;
    lastAckedAt: number;
    /** Why no marker is written now. */
    problem?: Problem;
  };
  exposure?: Exposure;
}

/** A day of the calendar. */
export interface CalendarDay {
  /** `2026-11-29`, UTC. */
  day: string;
  drills: readonly DrillSummary[];
  due: readonly string[];
}

/** All stores and what is proven of them. */
export interface OverviewView {
  at: number;
  stores: readonly StoreView[];
  calendar: readonly CalendarDay[];
  recent: readonly DrillSummary[];
  /** Why nothing can be drilled, e.g. no store is configured. */
  problem?: Problem;
}

/** A store's page. */
export interface StoreDetailView extends StoreView {
  at: number;
  drills: readonly DrillSummary[];
  /** Hourly, newest last, up to 30 days. */
  exposures: readonly {
    at: number;
    p50Ms: number;
    p99Ms: number;
    maxMs: number;
  }[];
  /** Time to recover over restored bytes. */
  trend?: Trend;
}

/** What the viewer may do with a drill. */
export interface DrillView {
  at: number;
  drill: Drill;
  people: Record<string, string>;
  /** Bytes of the step that runs, as of now. */
  progress?: { step: string; done: number; total?: number; at: number };
  cancel: Permission;
  acknowledge: Permission;
  /** Whether the events are what was written. */
  chain:
    | { state: 'verified'; events: number }
    | { state: 'broken'; sequence: number };
  evidence?: { number: number; hash: string };
}

/** A plan's page: what would be done. */
export interface PlanDetailView {
  at: number;
  store: Store;
  /** As of {@link StoreView}. */
  exercised: boolean;
  plan: PlanView;
  /** Undefined until it was asked for. */
  dryRun?: DryRun;
  drills: readonly DrillSummary[];
  /** Time to recover over restored bytes. */
  trend?: Trend;
}
