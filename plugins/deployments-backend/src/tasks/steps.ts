import {
  Judgement,
  Proposal,
  ProposalEvent,
  Reason,
} from '@textloom/plugin-deployments-common';
import { Observation, RolloutState } from '../service/ports';

/** What the log says of the execution, beyond what the proposal itself keeps. */
export interface Milestones {
  commitIntended: boolean;
  revertIntended: boolean;
  restoreIntended: boolean;
  synced: boolean;
  /** A person let go what a person had held. */
  resumed: boolean;
}

/** All that a step is planned by. */
export interface PlanInput {
  proposal: Proposal;
  /** Fencing token of this process. */
  token: number;
  /** Absent when the cluster does not answer. */
  seen?: Observation;
  /** Whether what is synced has the commit of the proposal, of its revert or of its restoration in it. */
  carries: { commit: boolean; revert: boolean; restored: boolean };
  judgement: Judgement;
  milestones: Milestones;
  /** Milliseconds since the epoch, by the database's clock. */
  now: number;
}

/** The one thing to do next. Effects are safe to repeat; what they need to be like is tested where they happen. */
export type Step =
  | { do: 'nothing' }
  /** Nothing has begun: see whether it may. */
  | { do: 'decide' }
  /** It has run for longer than a proposal may wait for people: see whether it may go on. */
  | { do: 'check' }
  | { do: 'record'; event: ProposalEvent }
  | { do: 'hold'; reasons: readonly Reason[] }
  | { do: 'commit' }
  | { do: 'revert' }
  | { do: 'restore' }
  /** Have the cluster take up a commit. */
  | { do: 'follow'; revision: string }
  /** Ask for the right to give the new version more traffic. */
  | { do: 'begin-step'; step: number; weight: number }
  | { do: 'promote'; podHash: string; step: number }
  | { do: 'pause' | 'resume' | 'abort'; podHash: string }
  /** End the sync of the release, which would happen later otherwise. */
  | { do: 'terminate' };

/** Nothing to do now. */
export const NOTHING: Step = { do: 'nothing' };

/** A step that writes an event. */
export const record = (event: ProposalEvent): Step => ({ do: 'record', event });

/**
 * Names the operations of a proposal in the cluster: its φ, and the moment with it where it is restored, so that the
 * sync of the release is not taken for that of its restoration.
 */
export function operationMark({
  state,
  fingerprint,
  restoration,
}: Proposal): string {
  return state === 'Restoring'
    ? `${fingerprint.approval} restored ${restoration?.at ?? 0}`
    : fingerprint.approval;
}

/** Whether the operation that runs or ran last is the proposal's sync of a commit. */
export function isOperationOf(
  proposal: Proposal,
  { operation }: Observation,
  commit = proposal.execution?.commit,
): boolean {
  return (
    operation?.fingerprint === operationMark(proposal) &&
    operation.revision === commit
  );
}

/** The rollout while it has two versions. */
export function moves(
  rollout: RolloutState | undefined,
): RolloutState | undefined {
  return rollout?.podHash === rollout?.stableHash ? undefined : rollout;
}

/** Nothing is done to a cluster that does not answer; that is said. */
export function unobserved({ environment }: Proposal): Step {
  return {
    do: 'hold',
    reasons: [{ code: 'baseline-unknown', params: { environment } }],
  };
}
