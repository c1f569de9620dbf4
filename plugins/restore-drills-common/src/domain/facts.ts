import { Problem } from './steps';

/** A tool that the driver uses, with the version that it reports. */
export interface Tool {
  name: string;
  version: string;
}

/** What was there before anything was touched. */
export interface ProbeFacts {
  tools: readonly Tool[];
  /** Checks that are left out because a tool is missing, e.g. `pg_amcheck`. */
  missing: readonly string[];
  /** What tells the source from its copies, e.g. PostgreSQL's system identifier. */
  sourceIdentity: string;
  sourceVersion: string;
  /** Difference of the source's clock to the portal's and half the round trip, in milliseconds; absent where there is no clock to ask. */
  clock?: { offsetMs: number; uncertaintyMs: number };
  /** Bytes that the restore needs and that are free. */
  neededBytes: number;
  freeBytes: number;
}

/** A file of the frozen evidence. */
export interface FrozenFile {
  /** Relative to the repository. */
  name: string;
  bytes: number;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
}

/**
 * What had reached the repository at the instant of the simulated failure. Nothing else may be used (frozen-evidence
 * rule): the archive of a live system goes on growing while the drill runs, and would improve its result.
 */
export interface FrozenEvidence {
  /** The simulated failure, milliseconds since the epoch. */
  failedAt: number;
  /** The backup that is restored. */
  backup: {
    id: string;
    /** When the copy was complete, milliseconds since the epoch. */
    completedAt: number;
    bytes: number;
  };
  /** The archive after the backup: write-ahead log, append-only files. */
  archive: readonly FrozenFile[];
  /** End of what is archived without a gap, in the words of the store: an LSN, a time. */
  recoverableUntil?: string;
  /** First hole of the archive between the backup and its end. */
  gap?: string;
  /** Newest marker that must be in the restored data by what was frozen; absent without markers. */
  expectedSeq?: number;
  /** SHA-256 over the canonical JSON of everything else, hexadecimal. */
  digest: string;
}

/** What a drill would do, told beforehand. */
export interface DryRun {
  /** Each line is a command or an act, with nothing secret. */
  commands: readonly string[];
  backup: FrozenEvidence['backup'];
  archiveFiles: number;
  archiveBytes: number;
  /** By the plan's earlier drills, in milliseconds; absent without any. */
  expectedMs?: number;
  checks: readonly string[];
  refusals: readonly Problem[];
}

/** One check of the restored data. */
export interface Verification {
  /** `pg_verifybackup`, `row-counts`, … */
  name: string;
  state: 'passed' | 'failed' | 'skipped';
  /** A failure of a blocking check fails the drill, another makes it partial. */
  blocking: boolean;
  /** How it was done, e.g. the command. */
  method: string;
  expected?: string;
  actual?: string;
  problem?: Problem;
}

/** The markers that were found in the restored data. */
export interface RecoveredMarkers {
  min: number;
  max: number;
  count: number;
  /** Smallest number that is missing between min and max. */
  firstHole?: number;
}
