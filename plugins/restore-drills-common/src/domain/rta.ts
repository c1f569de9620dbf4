import { StepActor, StepName } from './steps';

/** Part of the time to recover. */
export interface RtaPhase {
  /** A step, or time that was assumed. */
  name: StepName | 'detection' | 'response' | 'switch';
  actor: StepActor;
  ms: number;
  /** By what: measured by one process, by the wall clock over a restart, or assumed by the plan. */
  source: 'monotonic' | 'wall' | 'assumed';
}

/** How long it took, in milliseconds. `fullMs` is what is compared with the target. */
export interface Rta {
  /** From the first act of the restore to the first request that succeeded (T9 − T3). */
  technicalMs: number;
  /** With the response that the plan assumes (T9 − T2). */
  declaredMs: number;
  /** From the failure to traffic at the restored store. */
  fullMs: number;
  phases: readonly RtaPhase[];
  byActor: Record<StepActor, number>;
  /** How much the polling may have added, in milliseconds. */
  pollingMs: number;
}
