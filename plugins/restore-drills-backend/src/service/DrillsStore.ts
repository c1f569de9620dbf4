import {
  Drill,
  DrillEvent,
  DrillSummary,
  EvidenceFile,
  Exposure,
  LoggedEvent,
  LogLine,
} from '@textloom/plugin-restore-drills-common';
import { Ledger } from './ports';

/** What is decided in the transaction that writes: events, or an error of `@backstage/errors` that is thrown. */
export type Decide = (input: {
  /** As it is now, locked until the transaction ends; undefined for a new one. */
  drill: Drill | undefined;
  /** Milliseconds since the epoch, by the database's clock. */
  now: number;
  /** Another drill of the same store that has not finished. */
  running?: DrillSummary;
}) => readonly DrillEvent[];

/** How a transaction is made. */
export interface TransactOptions {
  /** A user reference, or `portal`. */
  actor: string;
  /** The store whose lock is taken. */
  store: string;
  /** The same key and request of the same actor give the same answer for 24 hours; another request is a ConflictError. */
  idempotency?: { key: string; requestHash: string };
  /** Checked first: the lease `drill:<store>` with this token must be held, or {@link LostLeaseError} and no effect. */
  fence?: { token: number; holder: string };
}

/** The lease was lost, and nothing was written. */
export class LostLeaseError extends Error {
  constructor() {
    super('Another process runs this drill now');
    this.name = 'LostLeaseError';
  }
}

/** A change of a drill that is in the database. */
export interface DrillChange {
  drill: Drill;
  events: readonly DrillEvent[];
  /** Who caused it: a user reference, or `portal`. */
  actor: string;
}

/** Which drills, newest first. */
export interface DrillFilter {
  store?: string;
  plan?: string;
  cursor?: string;
  limit: number;
}

/** Drills with their log, the ledger of markers and the evidence. Every change is one transaction. */
export interface DrillsStore {
  /** By the database's clock. */
  now(): Promise<number>;
  /** Writes what `decide` returns as rows of the drill's hash chain together with its new state, or nothing. */
  transact(
    id: string,
    options: TransactOptions,
    decide: Decide,
  ): Promise<{ drill: Drill; events: readonly DrillEvent[] }>;
  get(id: string): Promise<Drill | undefined>;
  list(
    filter: DrillFilter,
  ): Promise<{ items: DrillSummary[]; nextCursor?: string }>;
  /** The newest drill of each plan that ended with a verdict, and the newest that passed; by plan. */
  newest(): Promise<
    Map<string, { last?: DrillSummary; proven?: DrillSummary }>
  >;
  /** Drills queued from then on, of all plans, at most 1,000; for the calendar. */
  since(at: number): Promise<DrillSummary[]>;
  /** Not finished, oldest first. */
  unfinished(): Promise<DrillSummary[]>;
  /** Ids of drills that have finished and have no evidence yet, in the order of their end, at most 100. */
  withoutEvidence(): Promise<string[]>;
  events(id: string): Promise<LoggedEvent[]>;

  /** At most 10,000 lines are kept of a drill; the middle is left out. */
  appendLog(id: string, lines: readonly Omit<LogLine, 'line'>[]): Promise<void>;
  log(id: string, after: number, limit: number): Promise<LogLine[]>;
  saveProgress(
    id: string,
    progress: { step: string; done: number; total?: number },
  ): Promise<void>;
  progress(
    id: string,
  ): Promise<
    { step: string; done: number; total?: number; at: number } | undefined
  >;

  /** Gives the next number of the chain to what `build` makes, in one transaction; what is there already is returned. */
  appendEvidence(
    drill: string,
    build: (place: { number: number; previousHash: string }) => EvidenceFile,
  ): Promise<EvidenceFile>;
  evidence(drill: string): Promise<EvidenceFile | undefined>;
  /** The whole chain, oldest first: number, hash before, hash. */
  evidenceChain(): Promise<
    { number: number; drill: string; previousHash: string; hash: string }[]
  >;

  /** In the portal's database; the portal's own store has its ledger in a file instead. */
  readonly ledger: Ledger;
  addExposure(store: string, at: number, ms: number): Promise<void>;
  /** The newest sample. */
  newestExposure(store: string): Promise<Exposure | undefined>;
  /** By the hour, oldest first. */
  exposures(
    store: string,
    from: number,
  ): Promise<{ at: number; p50Ms: number; p99Ms: number; maxMs: number }[]>;
  /** Since when a plan has been known, milliseconds since the epoch; writes it the first time. */
  knownSince(plan: string): Promise<number>;
  /** True once per alarm: nobody is told the same twice, by whichever replica. */
  firstAlarm(key: string): Promise<boolean>;
}
