import {
  hasNotBegun,
  Judgement,
  Proposal,
  ProposalEvent,
  Reason,
  RollbackTrigger,
} from '@textloom/plugin-deployments-common';
import { Observation, RolloutState } from '../service/ports';
import { exposureAfter, exposureOf } from './ladder';
import { digestsOf, ownImages, runningOf, runsAsBefore } from './running';

/** What the log says of the execution, beyond what the proposal itself keeps. */
export interface Milestones {
  commitIntended: boolean;
  revertIntended: boolean;
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
  /** Whether what is synced has the commit of the proposal, or of its revert, in it. */
  carries: { commit: boolean; revert: boolean };
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
  /** Have the cluster take up a commit. */
  | { do: 'follow'; revision: string }
  /** Ask for the right to give the new version more traffic. */
  | { do: 'begin-step'; step: number; weight: number }
  | { do: 'promote'; podHash: string; step: number }
  | { do: 'pause' | 'resume' | 'abort'; podHash: string }
  /** End the sync of the release, which would happen later otherwise. */
  | { do: 'terminate' };

/** The state from before the sync may still be shown for so long, milliseconds. */
const HEALTH_GRACE_MS = 60_000;
/** A commit that the cluster has not taken up by then is taken back, milliseconds after the start. */
const SYNC_LIMIT_MS = 10 * 60_000;
/** Pods of before may go on for so long after the soak, milliseconds. */
const LEAVING_MS = 5 * 60_000;
/** A rollback that takes longer needs a person, milliseconds. */
const ROLLBACK_LIMIT_MS = 30 * 60_000;

const NOTHING: Step = { do: 'nothing' };
const record = (event: ProposalEvent): Step => ({ do: 'record', event });

/** Plans one step of a proposal. Pure: the same input gives the same step. */
export function nextStep(input: PlanInput): Step {
  const { proposal, token } = input;
  if (hasNotBegun(proposal.state)) {
    return { do: 'decide' };
  }
  const { execution } = proposal;
  if (!execution) {
    return NOTHING;
  }
  if (execution.token < token) {
    return record({ type: 'taken-over', token });
  }
  switch (proposal.state) {
    case 'Executing':
      return execute(input);
    case 'Soaking':
      return soak(input);
    case 'RollingBack':
      return rollBack(input);
    default:
      return NOTHING;
  }
}

function execute(input: PlanInput): Step {
  const { proposal, seen, milestones } = input;
  const commit = proposal.execution?.commit;
  if (!commit) {
    return { do: 'commit' };
  }
  if (!seen) {
    return unobserved(proposal);
  }
  if (!milestones.synced) {
    return awaitSync(input, seen, commit);
  }
  const trigger = troubleOf(input, seen);
  if (trigger) {
    return record({ type: 'rollback-started', trigger });
  }
  if (isOverdue(input)) {
    return { do: 'check' };
  }
  const pausing = pausingOf(input, seen.rollout);
  if (pausing) {
    return pausing;
  }
  const moving = moves(seen.rollout);
  return moving ? climb(input, moving) : arrive(input, seen);
}

/** The cluster takes up the commit, by itself or because it is told to. */
function awaitSync(
  { proposal, carries, now }: PlanInput,
  seen: Observation,
  commit: string,
): Step {
  const { operation } = seen;
  const isOurs = isOperationOf(proposal, seen);
  if (
    (carries.commit && seen.sync === 'synced') ||
    (isOurs && operation?.phase === 'Succeeded')
  ) {
    return record({ type: 'synced', revision: commit });
  }
  const failed =
    isOurs && (operation?.phase === 'Failed' || operation?.phase === 'Error');
  const startedAt = proposal.execution?.startedAt ?? now;
  if (failed || now > startedAt + SYNC_LIMIT_MS) {
    const message =
      (failed && operation.message) || 'The cluster did not take the commit up';
    return record({
      type: 'rollback-started',
      trigger: { kind: 'health', message },
    });
  }
  return isOurs ? NOTHING : { do: 'follow', revision: commit };
}

/** Whether the operation that runs or ran last is the sync of the release. */
function isOperationOf(
  { fingerprint, execution }: Proposal,
  { operation }: Observation,
): boolean {
  return (
    operation?.fingerprint === fingerprint.approval &&
    operation.revision === execution?.commit
  );
}

/** Traffic moves in steps: the next only when it may. */
function climb(
  { proposal, judgement }: PlanInput,
  rollout: RolloutState,
): Step {
  const { strategy } = proposal.policy;
  const step = proposal.execution?.step ?? 0;
  const allowed = exposureOf(strategy, step);
  if (rollout.weight > allowed.weight) {
    return record({
      type: 'rollback-started',
      trigger: {
        kind: 'health',
        message: `${rollout.weight} % of traffic, of which ${allowed.weight} % were allowed`,
      },
    });
  }
  if (!rollout.waits) {
    return NOTHING;
  }
  const { podHash } = rollout;
  const next = exposureAfter(rollout);
  if (next <= allowed.weight) {
    return { do: 'promote', podHash, step: rollout.step };
  }
  if (!isReached(proposal)) {
    return record({ type: 'step-reached', step, weight: rollout.weight });
  }
  return judgement.verdict === 'within'
    ? beginNext(proposal, step)
    : { do: 'hold', reasons: judgement.reasons };
}

/** Nothing moves traffic in steps, or no longer: the new version has all of it once its pods are ready. */
function arrive({ proposal }: PlanInput, seen: Observation): Step {
  const running = runningOf(proposal, seen);
  if (running === 'foreign') {
    return diverged(proposal, seen);
  }
  if (running === 'missing' || seen.health !== 'healthy') {
    return NOTHING;
  }
  const step = proposal.execution?.step ?? 0;
  if (exposureOf(proposal.policy.strategy, step).last) {
    return record({ type: 'full-traffic' });
  }
  // All traffic is there without steps, or went past them: it is not called full before each was allowed.
  return isReached(proposal)
    ? beginNext(proposal, step)
    : record({ type: 'step-reached', step, weight: 100 });
}

/** Steps of the policy come one after the other, also those at which the rollout does not wait. */
function beginNext({ policy }: Proposal, step: number): Step {
  const next = step + 1;
  const { weight } = exposureOf(policy.strategy, next);
  return { do: 'begin-step', step: next, weight };
}

/** All traffic is on the new version, and it is watched. */
function soak(input: PlanInput): Step {
  const { proposal, seen, judgement, now } = input;
  if (!seen) {
    return unobserved(proposal);
  }
  const trigger = troubleOf(input, seen);
  if (trigger) {
    return record({ type: 'rollback-started', trigger });
  }
  const running = runningOf(proposal, seen);
  const end = (proposal.execution?.fullAt ?? now) + proposal.policy.soakMs;
  if (running === 'foreign' || (running !== 'same' && now > end + LEAVING_MS)) {
    return diverged(proposal, seen);
  }
  if (now < end || running !== 'same') {
    return NOTHING;
  }
  // Where versions were compared, what is not known is not good; else the cluster's word has to do.
  const isKnown =
    judgement.verdict === 'within' ||
    proposal.policy.strategy.kind === 'rolling';
  if (!isKnown) {
    return { do: 'hold', reasons: judgement.reasons };
  }
  if (seen.health !== 'healthy') {
    return NOTHING;
  }
  if (!input.carries.commit) {
    return diverged(proposal, seen);
  }
  return record({
    type: 'succeeded',
    digests: digestsOf(ownImages(proposal, seen)),
  });
}

/** Traffic first, then the repository, then the cluster follows it. */
function rollBack(input: PlanInput): Step {
  const { proposal, seen, carries, now } = input;
  const { revertCommit, rollback } = proposal.execution ?? {};
  if (rollback && now > rollback.at + ROLLBACK_LIMIT_MS) {
    const minutes = ROLLBACK_LIMIT_MS / 60_000;
    return record({
      type: 'needs-human',
      problem: `The rollback is not through after ${minutes} minutes`,
    });
  }
  const moving = moves(seen?.rollout);
  // Once the repository is back, what moves is the version of before.
  if (moving && !moving.aborted && !carries.revert) {
    return { do: 'abort', podHash: moving.podHash };
  }
  if (seen?.operation?.phase === 'Running' && isOperationOf(proposal, seen)) {
    return { do: 'terminate' };
  }
  if (!revertCommit) {
    return { do: 'revert' };
  }
  if (!seen) {
    return unobserved(proposal);
  }
  if (!carries.revert || seen.sync !== 'synced') {
    return { do: 'follow', revision: revertCommit };
  }
  if (moving) {
    return moving.waits
      ? { do: 'promote', podHash: moving.podHash, step: moving.step }
      : NOTHING;
  }
  return seen.health === 'healthy' && runsAsBefore(proposal, seen)
    ? record({ type: 'rolled-back', digests: digestsOf(seen.images) })
    : NOTHING;
}

/** Why the release must leave, if it must. */
function troubleOf(
  { proposal, judgement, now }: PlanInput,
  seen: Observation,
): RollbackTrigger | undefined {
  if (seen.rollout?.aborted) {
    const message = 'The rollout was aborted in the cluster';
    return { kind: 'health', message };
  }
  if (judgement.verdict === 'outside' && judgement.trigger) {
    return judgement.trigger;
  }
  const startedAt = proposal.execution?.startedAt ?? now;
  return seen.health === 'degraded' && now >= startedAt + HEALTH_GRACE_MS
    ? { kind: 'health', message: seen.message ?? 'The service is degraded' }
    : undefined;
}

function isOverdue({ proposal, now }: PlanInput): boolean {
  const { execution, expiresAt, policy } = proposal;
  const startedAt = execution?.startedAt ?? now;
  return now >= Math.max(expiresAt, startedAt + policy.expiresAfterMs);
}

/** While a person holds it nothing moves; what they let go is let go in the cluster too. */
function pausingOf(
  { proposal, milestones }: PlanInput,
  rollout: RolloutState | undefined,
): Step | undefined {
  const moving = moves(rollout);
  if (proposal.execution?.pausedBy) {
    return moving && !moving.held
      ? { do: 'pause', podHash: moving.podHash }
      : NOTHING;
  }
  return moving?.held && milestones.resumed
    ? { do: 'resume', podHash: moving.podHash }
    : undefined;
}

/** The rollout while it has two versions. */
function moves(rollout: RolloutState | undefined): RolloutState | undefined {
  return rollout?.podHash === rollout?.stableHash ? undefined : rollout;
}

/** Whether the share of traffic of the step that was begun last is held since. */
function isReached({ execution }: Proposal): boolean {
  return execution?.heldSince !== undefined;
}

function unobserved({ environment }: Proposal): Step {
  return {
    do: 'hold',
    reasons: [{ code: 'baseline-unknown', params: { environment } }],
  };
}

function diverged(proposal: Proposal, seen: Observation): Step {
  return record({
    type: 'diverged',
    observed: digestsOf(seen.images),
    expected: digestsOf(proposal.release.images),
  });
}
