import { CHAIN_START } from '@textloom/kernel';
import {
  eventHash,
  fold,
  LoggedEvent,
  Proposal,
  ProposalEvent,
} from '@textloom/plugin-deployments-common';
import { Effect, effectsOf } from './effects';

/** What a transaction writes. */
export interface Appended {
  /** Undefined when there was nothing and nothing was appended. */
  after: Proposal | undefined;
  /** Rows of the log, each linked to the one before. */
  logged: readonly LoggedEvent[];
  /** What else follows, in order. */
  effects: readonly Effect[];
}

/**
 * Folds events into a proposal and links them to its log.
 * @param lastHash - Hash of the proposal's newest event; absent for a new one.
 */
export function append(
  before: Proposal | undefined,
  events: readonly ProposalEvent[],
  {
    lastHash = CHAIN_START,
    ...meta
  }: { actor: string; at: number; lastHash?: string },
): Appended {
  let after = before;
  let previousHash = lastHash;
  const logged: LoggedEvent[] = [];
  const effects: Effect[] = [];
  for (const event of events) {
    const next = fold(after, event, meta);
    const fields = {
      proposal: next.id,
      sequence: next.version,
      event,
      ...meta,
      fingerprint: next.fingerprint.approval,
      policyVersion: next.policyVersion,
    };
    const hash = eventHash(previousHash, fields);
    logged.push({ ...fields, previousHash, hash });
    effects.push(...effectsOf(after, next));
    previousHash = hash;
    after = next;
  }
  return { after, logged, effects };
}
