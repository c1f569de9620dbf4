import {
  hasNotBegun,
  Proposal,
  RollbackTrigger,
} from '@textloom/plugin-deployments-common';
import { Observation, RolloutState } from '../service/ports';
import { exposureAfter, exposureOf } from './ladder';
import { restore, rollBack } from './planBack';
import { digestsOf, ownImages, runningOf } from './running';
import {
  isOperationOf,
  moves,
  NOTHING,
  PlanInput,
  record,
  Step,
  unobserved,
} from './steps';

/** The state from before the sync may still be shown for so long, milliseconds. */
const HEALTH_GRACE_MS = 60_000;
/** A commit that the cluster has not taken up by then is taken back, milliseconds after the start. */
const SYNC_LIMIT_MS = 10 * 60_000;
/** Pods of before may go on for so long after the soak, milliseconds. */
const LEAVING_MS = 5 * 60_000;

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
    case 'Restoring':
      return restore(input);
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
  // Before full traffic there is a version to go back to; afterwards somebody must adopt or revert what runs.
  if (
    proposal.baseline &&
    moves(seen.rollout) &&
    runningOf(proposal, seen) === 'foreign'
  ) {
    const message = 'Something else runs than was approved';
    return record({
      type: 'rollback-started',
      trigger: { kind: 'health', message },
    });
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

/** Whether the share of traffic of the step that was begun last is held since. */
function isReached({ execution }: Proposal): boolean {
  return execution?.heldSince !== undefined;
}

function diverged(proposal: Proposal, seen: Observation): Step {
  return record({
    type: 'diverged',
    observed: digestsOf(seen.images),
    expected: digestsOf(proposal.release.images),
  });
}
