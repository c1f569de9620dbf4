import { digestsOf, ownImages, runningOf, runsAsBefore } from './running';
import {
  isOperationOf,
  moves,
  NOTHING,
  PlanInput,
  record,
  Step,
  unobserved,
} from './steps';

/** A rollback or a restoration that takes longer needs a person, milliseconds. */
const BACK_LIMIT_MS = 30 * 60_000;

/** Traffic first, then the repository, then the cluster follows it. */
export function rollBack(input: PlanInput): Step {
  const { proposal, seen, carries, now } = input;
  const { revertCommit, rollback } = proposal.execution ?? {};
  if (rollback && now > rollback.at + BACK_LIMIT_MS) {
    const minutes = BACK_LIMIT_MS / 60_000;
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

/** The repository first, then the cluster follows it, then all traffic is on what had succeeded. */
export function restore(input: PlanInput): Step {
  const { proposal, seen, carries, milestones, now } = input;
  const { at = now, commit } = proposal.restoration ?? {};
  if (now > at + BACK_LIMIT_MS) {
    const minutes = BACK_LIMIT_MS / 60_000;
    return record({
      type: 'needs-human',
      problem: `It is not restored after ${minutes} minutes`,
    });
  }
  if (!commit) {
    return { do: 'restore' };
  }
  if (!seen) {
    return unobserved(proposal);
  }
  // What was synced before may be what was changed by hand since: only a sync of its own counts.
  if (!milestones.synced) {
    return followRestored(input, commit);
  }
  if (!carries.restored || seen.sync !== 'synced') {
    return { do: 'follow', revision: commit };
  }
  const moving = moves(seen.rollout);
  if (moving) {
    return moving.waits
      ? { do: 'promote', podHash: moving.podHash, step: moving.step }
      : NOTHING;
  }
  return seen.health === 'healthy' && runningOf(proposal, seen) === 'same'
    ? record({
        type: 'succeeded',
        digests: digestsOf(ownImages(proposal, seen)),
      })
    : NOTHING;
}

function followRestored({ proposal, seen }: PlanInput, commit: string): Step {
  const { operation } = seen ?? {};
  if (!seen || !operation || !isOperationOf(proposal, seen, commit)) {
    return { do: 'follow', revision: commit };
  }
  switch (operation.phase) {
    case 'Succeeded':
      return record({ type: 'synced', revision: commit });
    case 'Failed':
    case 'Error':
      return record({
        type: 'needs-human',
        problem: operation.message ?? 'The cluster did not take the commit up',
      });
    default:
      return NOTHING;
  }
}
