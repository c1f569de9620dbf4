import { Baseline, Change, Fingerprint } from './fingerprint';
import { GateResult } from './gates';
import { Involved } from './people';
import { EnvironmentPolicy } from './policy';
import { Reason } from './reasons';
import { Release } from './release';

/**
 * States of a proposal. `Pending` waits for people; `Waiting` for a gate, a freeze, a soak or the environment's lock;
 * `Executing` runs or waits at a share of traffic; `Soaking` has all traffic and is watched. `Diverged` and `NeedsHuman`
 * wait until somebody adopts what runs or reverts it; `Restoring` brings back what had succeeded.
 */
export type ProposalState =
  | 'Pending'
  | 'Blocked'
  | 'Waiting'
  | 'Executing'
  | 'Soaking'
  | 'RollingBack'
  | 'Restoring'
  | 'Succeeded'
  | 'Rejected'
  | 'Withdrawn'
  | 'Expired'
  | 'Superseded'
  | 'Aborted'
  | 'RolledBack'
  | 'Diverged'
  | 'NeedsHuman'
  | 'Adopted';

/** One vote. */
export interface Decision {
  id: string;
  person: string;
  /** Index of the level. */
  level: number;
  verdict: 'approve' | 'reject';
  /** The φ that the person saw. */
  fingerprint: string;
  comment?: string;
  /** Milliseconds since the epoch. */
  at: number;
  withdrawnAt?: number;
  /** Set when the fingerprint changed after the vote, with only what changed since. */
  voided?: { at: number; changes: readonly Change[] };
}

/** Why a release leaves full traffic or never reaches it. */
export type RollbackTrigger =
  | { kind: 'error-rate'; value: number; limit: number }
  | { kind: 'p95'; value: number; limit: number }
  | { kind: 'health'; message: string }
  | { kind: 'person'; person: string; reason: string };

/** How far the execution is. */
export interface Execution {
  /** Fencing token of the environment's lock. */
  token: number;
  attempt: number;
  startedAt: number;
  /** Index of the exposure step that runs or ran last. */
  step: number;
  /** Share of traffic of the new version in per cent, as observed. */
  weight: number;
  /** Since when the current share is held, milliseconds since the epoch. */
  heldSince?: number;
  /** Commit of the GitOps repository that carries the release. */
  commit?: string;
  /** Commit that took it back. */
  revertCommit?: string;
  /** Why the next step does not begin yet. */
  waitingFor: readonly Reason[];
  pausedBy?: string;
  fullAt?: number;
  rollback?: { trigger: RollbackTrigger; at: number };
}

/** What runs instead of what was approved. */
export interface Divergence {
  at: number;
  /** As `repository@sha256:…`. */
  observed: readonly string[];
  expected: readonly string[];
  /** When the release had counted as deployed before it was changed; absent when it never was. */
  succeededAt?: number;
}

/** Somebody's word that what runs is what is to run. */
export interface Adoption {
  person: string;
  reason: string;
  at: number;
  /** What they saw running. */
  running: Baseline;
}

/** Bringing back what had succeeded. */
export interface Restoration {
  person: string;
  reason: string;
  at: number;
  /** Commit of the GitOps repository that carries it. */
  commit?: string;
}

/** Emergency use; the debt stays until someone else has reviewed it. */
export interface BreakGlass {
  person: string;
  incident: string;
  reason: string;
  at: number;
  reviewDueAt: number;
  review?: { person: string; at: number; comment: string };
}

/** Something said on a proposal. */
export interface Comment {
  id: string;
  person: string;
  text: string;
  at: number;
}

/** The wish to run one release in one environment, with all that has happened to it. */
export interface Proposal {
  id: string;
  /** Number of events; a write names the version that it saw. */
  version: number;
  service: string;
  /** Reference of the owning team. */
  owner: string;
  environment: string;
  state: ProposalState;
  release: Release;
  fingerprint: Fingerprint;
  baseline?: Baseline;
  changes: readonly Change[];
  /** Rules in force for this proposal: those at its beginning together with later, stricter ones. */
  policy: EnvironmentPolicy;
  policyVersion: string;
  requestedBy: string;
  requestedAt: number;
  reason?: string;
  expiresAt: number;
  involved: readonly Involved[];
  decisions: readonly Decision[];
  gates: readonly GateResult[];
  comments: readonly Comment[];
  /** Why it is blocked or waits. */
  reasons: readonly Reason[];
  execution?: Execution;
  breakGlass?: BreakGlass;
  /** Set while, and after, something else ran than was approved. */
  divergence?: Divergence;
  adoption?: Adoption;
  restoration?: Restoration;
  /** The proposal that took its place. */
  supersededBy?: string;
  /** A rollback to a release that has succeeded here. */
  rollbackOf?: string;
  updatedAt: number;
  endedAt?: number;
}
