import {
  DryRun,
  FrozenEvidence,
  ProbeFacts,
  RecoveredMarkers,
  Verification,
} from './facts';
import { Rpa } from './heartbeat';
import { DrillPlan } from './plan';
import { Rta } from './rta';
import { Problem, StepName, StepRun } from './steps';
import { NegativeControl, Store, Target } from './store';

/** Where a drill is in its life. `Cancelling` still takes down what it made. */
export type DrillState = 'Queued' | 'Running' | 'Cancelling' | 'Finished';

/**
 * PASS: restored, targets met, blocking checks passed, teardown proven. PARTIAL: restored, but a check that does not
 * block failed. FAIL: not restored, target missed or something lost. INVALID: could not be measured; never green.
 */
export type Verdict = 'PASS' | 'PARTIAL' | 'FAIL' | 'INVALID';

/** How a drill ended. Refused and cancelled drills prove nothing, and have no verdict. */
export type Outcome =
  | { kind: 'verdict'; verdict: Verdict; problems: readonly Problem[] }
  | { kind: 'refused'; problems: readonly Problem[] }
  | { kind: 'cancelled'; by: string };

/** What the steps have found out. */
export interface Findings {
  probe?: ProbeFacts;
  frozen?: FrozenEvidence;
  dryRun?: DryRun;
  /** Of the target, after provisioning: its name, identity and port or path inside the drill's folder. */
  target?: Record<string, string | number>;
  /** What recovery said: redo time, last transaction, timeline. */
  recovery?: Record<string, string | number>;
  verifications?: readonly Verification[];
  smoke?: Verification;
  markers?: RecoveredMarkers;
  rpa?: Rpa;
  rta?: Rta;
  /** What was taken down, and what was found left by the sweep. */
  removed?: readonly string[];
  leftovers?: readonly string[];
}

/** One rehearsal with all that has happened in it. */
export interface Drill {
  /** `drill-` and eight hexadecimal digits; the name of everything that it makes. */
  id: string;
  /** Number of events. */
  version: number;
  plan: DrillPlan;
  store: Store;
  /** Of the plan's scenario; absent when the store has none. */
  target?: Target;
  control?: NegativeControl;
  state: DrillState;
  startedBy: string;
  /** Milliseconds since the epoch, as all times here. */
  queuedAt: number;
  startedAt?: number;
  endedAt?: number;
  /** Fencing token of who runs it. */
  token?: number;
  steps: readonly StepRun[];
  /** The step that runs, or is next. */
  step: StepName;
  findings: Findings;
  /** First problem of a failed step; decides the outcome after teardown. */
  problems: readonly Problem[];
  cancelledBy?: string;
  outcome?: Outcome;
  /** Somebody has seen the failure and says what is done about it. */
  acknowledged?: { by: string; at: number; reason: string };
}
