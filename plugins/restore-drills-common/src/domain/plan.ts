import { NegativeControl, Scenario } from './store';

/** To which point the data is brought back. Times in milliseconds since the epoch. */
export type RecoveryTarget =
  /** Everything that had reached the repository when the failure was simulated. */
  | { kind: 'latest' }
  | { kind: 'time'; at: number }
  /** A named restore point. */
  | { kind: 'name'; name: string }
  /** A position in the write-ahead log, as `16/B374D848`. */
  | { kind: 'lsn'; lsn: string };

/** When a plan runs by itself, in UTC. */
export type Schedule =
  | { every: 'month'; day: number; hour: number }
  | { every: 'week'; weekday: number; hour: number }
  | { every: 'day'; hour: number };

/** A rehearsal that can be repeated. */
export interface DrillPlan {
  /** `<store>-<scenario>`, or what the configuration says. */
  id: string;
  store: string;
  scenario: Scenario;
  target: RecoveryTarget;
  /** Every drill of the plan is a negative control: it must fail, and name this. */
  control?: NegativeControl;
  schedule: Schedule;
  /** A drill that takes longer is ended and fails, in milliseconds. */
  timeLimitMs: number;
  /** Time that the drill does not rehearse and the report adds, in milliseconds. */
  assumed: {
    /** Until somebody notices. */
    detectionMs: number;
    /** Until somebody acts. */
    responseMs: number;
    /** Until traffic has moved. */
    switchMs: number;
  };
}
