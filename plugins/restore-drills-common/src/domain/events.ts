import { Drill, Findings, Outcome } from './drill';
import { Problem, StepName } from './steps';

/** What can happen to a drill. `fold` makes the drill of its events; each is one row of its hash chain. */
export type DrillEvent =
  /** The drill as it was asked for: `Queued`, no steps. */
  | { type: 'queued'; drill: Drill }
  /** Somebody runs it; also after the backend ended in the middle, with a greater token. */
  | { type: 'claimed'; token: number }
  | { type: 'step-started'; step: StepName; attempt: number }
  | {
      type: 'step-passed';
      step: StepName;
      /** Absent when only the wall clock is left. */
      durationMs?: number;
      bytes?: { done: number; total?: number };
      findings: Findings;
    }
  | {
      type: 'step-failed';
      step: StepName;
      durationMs?: number;
      problem: Problem;
      findings: Findings;
    }
  /** The process that ran the step is gone. */
  | { type: 'step-interrupted'; step: StepName }
  | { type: 'step-skipped'; step: StepName }
  | { type: 'cancel-requested'; reason?: string }
  | { type: 'finished'; outcome: Outcome }
  | { type: 'acknowledged'; reason: string };

/** An event as it stands in the log. */
export interface LoggedEvent {
  drill: string;
  /** From 1 within the drill. */
  sequence: number;
  event: DrillEvent;
  /** A user reference, or `portal`. */
  actor: string;
  /** Milliseconds since the epoch, by the database's clock. */
  at: number;
  /** Hash of the event before; 64 zeros for the first. */
  previousHash: string;
  /** SHA-256 of `previousHash`, a line break and the canonical JSON of everything else, hexadecimal. */
  hash: string;
}
