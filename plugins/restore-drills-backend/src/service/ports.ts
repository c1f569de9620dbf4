import {
  DrillPlan,
  DryRun,
  FrozenEvidence,
  LedgerEntry,
  NegativeControl,
  Problem,
  ProbeFacts,
  RecoveredMarkers,
  Store,
  Verification,
} from '@textloom/plugin-restore-drills-common';

/** Where a drill's target is and what it may use. */
export interface DrillContext {
  /** `drill-<8hex>`; the name of everything that is made. */
  drill: string;
  store: Store;
  plan: DrillPlan;
  control?: NegativeControl;
  /** The drill's own folder, which has its name. The driver makes nothing outside of it. */
  directory: string;
  /** What may be used; absent before the step `freeze`. */
  frozen?: FrozenEvidence;
  /** What the probe has found; absent before. */
  probe?: ProbeFacts;
  /** What earlier steps have made known of the target. */
  target: Readonly<Record<string, string | number>>;
  /** Ends what runs: cancelled, out of time, or the lease is lost. */
  signal: AbortSignal;
  /** A line of the log; secrets are taken out on the way. */
  log(line: string): void;
  /** Bytes so far. May be called often; it is thinned out. */
  progress(done: number, total?: number): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What a driver says when a step does not do what it should. */
export class DrillProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(
      problem.subject ? `${problem.code}: ${problem.subject}` : problem.code,
    );
    this.name = 'DrillProblem';
    this.problem = problem;
  }
}

/**
 * Restores one kind of store. Every method may be called again with the same drill after the process that called it
 * has ended: it begins by clearing what an earlier attempt has left of the same step. Every method throws
 * {@link DrillProblem} for what is expected to go wrong; anything else counts as `errored`.
 *
 * The source is only ever read. Use it through {@link guarded}, which refuses what could touch it.
 */
export interface DrillDriver {
  /** Tools, versions, reachability, identity of the source, room. Throws the first refusal. */
  probe(context: DrillContext): Promise<ProbeFacts>;
  /** What has reached the repository at this instant. `failedAt` is the clock's time at the beginning of the call. */
  freeze(context: DrillContext): Promise<Omit<FrozenEvidence, 'digest'>>;
  /** What would be done. Reads only. */
  plan(context: DrillContext): Promise<Omit<DryRun, 'expectedMs'>>;
  /** Makes the empty target and returns its facts. */
  provision(context: DrillContext): Promise<Record<string, string | number>>;
  /** Puts the bytes in place, from the frozen evidence alone, and syncs them. Damages the copy when there is a control. */
  restore(context: DrillContext): Promise<Record<string, string | number>>;
  /** Starts the target and waits until it is read-write. */
  recover(context: DrillContext): Promise<Record<string, string | number>>;
  /** Checks of the restored data. A check that fails is returned, not thrown. */
  verify(context: DrillContext): Promise<Verification[]>;
  /** The first business request. */
  smoke(context: DrillContext): Promise<Verification>;
  /** Markers in the restored data; undefined when the store has none. */
  markers(context: DrillContext): Promise<RecoveredMarkers | undefined>;
  /** Stops and removes everything of this drill; names what was removed. Succeeds when nothing is there. */
  teardown(
    context: Pick<DrillContext, 'drill' | 'directory' | 'target' | 'log'>,
  ): Promise<string[]>;
  /** Everything that any drill of this driver has left: processes, folders, resources. */
  leftovers(): Promise<Leftover[]>;
}

/** Something that a drill has left behind. */
export interface Leftover {
  drill: string;
  /** `process 4711`, `folder drill-00c0ffee`, `db instance drill-00c0ffee`. */
  what: string;
  remove(): Promise<void>;
}

/** Writes markers into one store, with a role that may do nothing else. */
export interface MarkerWriter {
  /** Makes the table or key if need be; gives the newest number in the store. */
  prepare(): Promise<number>;
  /** Writes one marker durably. Position in the log where the store has one. */
  write(seq: number): Promise<{ position?: string }>;
  /** Newest marker that has reached the repository by now, judged by the positions of the ledger's newest entries. */
  archived(newest: readonly LedgerEntry[]): Promise<LedgerEntry | undefined>;
  close(): Promise<void>;
}

/** Outside of the protected stores: which marker was acknowledged when. Entries older than 8 days are dropped. */
export interface Ledger {
  append(entry: LedgerEntry): Promise<void>;
  /** Entries of a store with numbers from `from` to `to`, in order. */
  between(store: string, from: number, to: number): Promise<LedgerEntry[]>;
  /** Newest first. */
  newest(store: string, limit: number): Promise<LedgerEntry[]>;
}

/** What the backend has for one store. */
export interface StoreConnection {
  store: Store;
  plans: readonly DrillPlan[];
  driver: DrillDriver;
  /** Absent where no markers are written. */
  markers?: MarkerWriter;
  ledger: Ledger;
  /** Why it cannot be drilled: what its configuration lacks. */
  problem?: Problem;
  /** By plan: how long after it became known a plan that never ran is due, in milliseconds. */
  firstAfterMs?: ReadonlyMap<string, number>;
  /** Makes the copies that are restored, where nobody else does: the portal's own SQLite files. */
  backup?(signal: AbortSignal): Promise<void>;
}

/** Signs evidence. The private key never leaves it. */
export interface EvidenceSigner {
  /** SPKI in DER, base64. */
  publicKey: string;
  /** Ed25519 over the bytes, base64. */
  sign(bytes: Uint8Array): string;
}
