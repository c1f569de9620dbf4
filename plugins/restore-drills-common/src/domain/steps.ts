/** Steps of a drill, in order. */
export const STEPS = [
  'probe',
  'freeze',
  'plan',
  'provision',
  'restore',
  'recover',
  'verify',
  'smoke',
  'measure',
  'teardown',
  'sweep',
] as const;
export type StepName = (typeof STEPS)[number];

/** From here on something exists that must be taken down again. */
export const FIRST_TOUCHING_STEP: StepName = 'provision';

/** Who or what the time of a step belongs to. */
export type StepActor = 'machine' | 'human' | 'waiting';

/** One attempt at a step. Times in milliseconds since the epoch. */
export interface StepRun {
  step: StepName;
  /** From 1; a backend that ended in the middle makes another. */
  attempt: number;
  state: 'running' | 'passed' | 'failed' | 'interrupted' | 'skipped';
  actor: StepActor;
  startedAt: number;
  endedAt?: number;
  /** Measured by the monotonic clock of one process, in milliseconds; absent when only the wall clock is left. */
  durationMs?: number;
  bytes?: { done: number; total?: number };
  /** Codes of why it failed. */
  problem?: Problem;
}

/** Why a step did not do what it should. `code` is what the page says in the reader's language. */
export interface Problem {
  code: ProblemCode;
  /** What it is about: a segment, a file, a tool. Never a secret, a host name or a path outside of the drill. */
  subject?: string;
  /** Figures of the sentence. */
  expected?: string;
  actual?: string;
}

/**
 * Everything that can be wrong. Those of the first group refuse a drill before anything is touched; those of the
 * second are found by it; those of the third mean that it could not be measured or finished.
 */
export const REFUSALS = [
  'aliases-source',
  'tool-missing',
  'wrong-version',
  'runs-as-root',
  'denied',
  'source-unreachable',
  'no-backup',
  'backup-too-old',
  'target-outside-window',
  'target-not-found',
  'not-enough-space',
  'target-busy',
  'not-configured',
  'invalid-target',
  /** Of a cloud's interface: `subject` is the action, e.g. `rds:DeleteDBInstance`. */
  'not-permitted',
  /** Keys or a role that the cloud does not accept, or no longer. */
  'credentials-invalid',
  'throttled',
  /** No automated backups are kept, so that there is no point in time to go back to. */
  'backups-off',
  /** `subject` is the quota. */
  'quota-exceeded',
  /** The key that encrypts the source cannot be used. */
  'key-not-accessible',
  /** What was found lies in another account or region; `expected` and `actual` name them. */
  'wrong-account',
] as const;
export const FINDINGS = [
  /** A gap in the archive; `subject` is the segment. */
  'wal-segment-missing',
  'wal-segment-damaged',
  /** A file of the backup is not what was written; `subject` is the file. */
  'backup-damaged',
  'backup-incomplete',
  'archive-written-by-target',
  /** An RDB file is ignored, and the server comes up empty. */
  'rdb-ignored-by-aof',
  /** Markers that had reached the repository are not in the restored data. */
  'markers-lost',
  /** A hole in the numbers of the markers. */
  'markers-not-contiguous',
  'recovered-too-little',
  'copy-stale',
  'rows-differ',
  'check-failed',
  'did-not-start',
  'recovery-ended-early',
  'still-read-only',
  'smoke-failed',
  'restored-empty',
  'settings-differ',
  'restore-failed',
  /** The full time to recover is over the target; `expected` and `actual` in milliseconds. */
  'rto-missed',
  /** The upper end of what was lost is over the target; `expected` and `actual` in milliseconds. */
  'rpo-missed',
] as const;
export const TROUBLES = [
  'clock-offset',
  'no-markers',
  /** No markers are written into this store: `subject` is the weaker method by which the loss was worked out. */
  'rpa-estimated',
  'time-limit',
  'cancelled',
  'leftovers',
  'errored',
  'abandoned',
  /** A negative control passed: what it damaged was not found. */
  'control-not-found',
  'control-wrong-finding',
] as const;
export type ProblemCode =
  | (typeof REFUSALS)[number]
  | (typeof FINDINGS)[number]
  | (typeof TROUBLES)[number];
