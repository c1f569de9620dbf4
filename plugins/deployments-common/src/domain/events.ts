import { Baseline, Change, Fingerprint } from './fingerprint';
import { GateResult } from './gates';
import { Decision, Proposal, RollbackTrigger } from './proposal';
import { EnvironmentPolicy } from './policy';
import { Reason } from './reasons';

/**
 * What can happen to a proposal. `fold` makes the proposal of its events; each is one row of the hash chain.
 * `intended` events come before an effect outside the database, their counterpart after it (S15).
 */
export type ProposalEvent =
  | { type: 'proposed'; proposal: Proposal }
  | { type: 'commented'; id: string; text: string }
  | { type: 'voted'; decision: Decision }
  | { type: 'vote-withdrawn'; decision: string }
  | {
      /** Inputs of φ changed: votes for another φ are void. */
      type: 'revised';
      fingerprint: Fingerprint;
      baseline?: Baseline;
      changes: readonly Change[];
      /** Since the fingerprint before. */
      delta: readonly Change[];
    }
  | { type: 'tightened'; policy: EnvironmentPolicy; policyVersion: string }
  | { type: 'gates-checked'; gates: readonly GateResult[] }
  | { type: 'blocked'; reasons: readonly Reason[] }
  | { type: 'unblocked' }
  | { type: 'waiting'; reasons: readonly Reason[] }
  | {
      type: 'execution-started';
      token: number;
      attempt: number;
    }
  | { type: 'commit-intended'; message: string }
  | { type: 'committed'; commit: string }
  | { type: 'synced'; revision: string }
  | { type: 'step-intended'; step: number; weight: number }
  | { type: 'step-reached'; step: number; weight: number }
  | { type: 'holding'; reasons: readonly Reason[] }
  | { type: 'paused' }
  | { type: 'resumed' }
  | { type: 'full-traffic' }
  | { type: 'succeeded'; digests: readonly string[] }
  | { type: 'rollback-started'; trigger: RollbackTrigger }
  | { type: 'revert-intended'; message: string }
  | { type: 'reverted'; commit: string }
  | { type: 'rolled-back'; digests: readonly string[] }
  | {
      type: 'diverged';
      observed: readonly string[];
      expected: readonly string[];
    }
  | { type: 'needs-human'; problem: string }
  | {
      /** What runs is what is to run, whatever was approved. */
      type: 'adopted';
      reason: string;
      running: Baseline;
    }
  | { type: 'restore-started'; reason: string }
  | { type: 'restore-intended'; message: string }
  | { type: 'restored'; commit: string }
  | { type: 'taken-over'; token: number }
  | { type: 'rejected'; decision: string }
  | { type: 'withdrawn'; reason: string }
  | { type: 'expired' }
  | { type: 'superseded'; by: string }
  | {
      type: 'glass-broken';
      incident: string;
      reason: string;
      reviewDueAt: number;
    }
  | { type: 'reviewed'; comment: string }
  | { type: 'refused'; command: string; reasons: readonly Reason[] };

/** An event as it stands in the log. */
export interface LoggedEvent {
  proposal: string;
  /** From 1 within the proposal. */
  sequence: number;
  event: ProposalEvent;
  /** Who caused it: a user reference, or `portal` for what the portal did by itself. */
  actor: string;
  /** Milliseconds since the epoch, by the database's clock. */
  at: number;
  /** φ at the time, absent for none. */
  fingerprint: string;
  policyVersion: string;
  /** Hash of the event before; 64 zeros for the first. */
  previousHash: string;
  /** SHA-256 of `previousHash` and the canonical JSON of everything else, hexadecimal. */
  hash: string;
}
