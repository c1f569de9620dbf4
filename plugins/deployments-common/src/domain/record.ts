import { CommandContext, Outcome } from './context';
import { ProposalEvent } from './events';
import { exposureSteps } from './exposure';
import { Proposal, ProposalState } from './proposal';
import { Reason } from './reasons';
import { because, unless } from './refuse';
import { Release } from './release';

type EventType = ProposalEvent['type'];

const WAITING: readonly EventType[] = ['gates-checked', 'refused'];
const ENDED: readonly EventType[] = ['refused'];

/** Facts that may be told in each state; everything else is refused. */
const PERMITTED: Readonly<Record<ProposalState, readonly EventType[]>> = {
  Pending: WAITING,
  Blocked: WAITING,
  Waiting: WAITING,
  Executing: [
    'commit-intended',
    'committed',
    'synced',
    'step-reached',
    'holding',
    'full-traffic',
    'rollback-started',
    'diverged',
    'needs-human',
    'taken-over',
    'gates-checked',
    'refused',
  ],
  Soaking: [
    'holding',
    'succeeded',
    'rollback-started',
    'diverged',
    'needs-human',
    'taken-over',
    'gates-checked',
    'refused',
  ],
  RollingBack: [
    'revert-intended',
    'reverted',
    'synced',
    'holding',
    'rolled-back',
    'diverged',
    'needs-human',
    'taken-over',
    'refused',
  ],
  Restoring: [
    'restore-intended',
    'restored',
    'synced',
    'holding',
    'succeeded',
    'needs-human',
    'taken-over',
    'refused',
  ],
  Succeeded: ['diverged', 'refused'],
  Rejected: ENDED,
  Withdrawn: ENDED,
  Expired: ENDED,
  Superseded: ENDED,
  Aborted: ENDED,
  RolledBack: ENDED,
  Diverged: ENDED,
  NeedsHuman: ENDED,
  Adopted: ['diverged', 'refused'],
};

/**
 * Appends what the executor did or saw. Refused where the state or an earlier fact does not permit it: success needs
 * the approved digests and the soak, full traffic the last step, a finished rollback its revert.
 */
export function record(
  proposal: Proposal,
  event: ProposalEvent,
  ctx: CommandContext,
): Outcome {
  const permitted = PERMITTED[proposal.state].includes(event.type);
  return unless(
    permitted
      ? contradictions(proposal, event, ctx)
      : [because('wrong-state', { state: proposal.state })],
    () => [event],
  );
}

function contradictions(
  proposal: Proposal,
  event: ProposalEvent,
  ctx: CommandContext,
): Reason[] {
  const { execution } = proposal;
  const wrong = because('wrong-state', { state: proposal.state });
  switch (event.type) {
    case 'committed':
      return execution?.commit === undefined ||
        execution.commit === event.commit
        ? []
        : [wrong];
    case 'step-reached':
      return stepReasons(proposal, event.step);
    case 'full-traffic': {
      const steps = exposureSteps(proposal.policy.strategy);
      return stepReasons(proposal, steps.length - 1);
    }
    case 'succeeded':
      return [
        ...successReasons(proposal, event.digests, ctx),
        ...(proposal.state === 'Restoring' && !proposal.restoration?.commit
          ? [wrong]
          : []),
      ];
    case 'restored':
      return proposal.restoration?.commit === undefined ? [] : [wrong];
    case 'rolled-back':
      return execution?.commit !== undefined &&
        execution.revertCommit === undefined
        ? [wrong]
        : [];
    case 'taken-over':
      return event.token > (execution?.token ?? 0)
        ? []
        : [
            because('stale-token', {
              given: event.token,
              current: execution?.token ?? 0,
            }),
          ];
    default:
      return [];
  }
}

function stepReasons({ execution }: Proposal, step: number): Reason[] {
  const expected = execution?.step ?? 0;
  return step === expected ? [] : [because('wrong-step', { step, expected })];
}

/** S9: exactly the approved digests run, for as long as they were to be watched. */
function successReasons(
  { release, execution, policy }: Proposal,
  digests: readonly string[],
  { now }: CommandContext,
): Reason[] {
  const soakEndsAt = (execution?.fullAt ?? now) + policy.soakMs;
  return [
    ...(sameDigests(release, digests)
      ? []
      : [
          because('baseline-changed', {
            running: digests.join(', ') || 'nothing',
            baseline: release.version,
          }),
        ]),
    ...(now >= soakEndsAt
      ? []
      : [because('still-soaking', { weight: 100, soakEndsAt })]),
  ];
}

function sameDigests(release: Release, observed: readonly string[]): boolean {
  const key = (digests: readonly string[]) =>
    [...new Set(digests.map(digest => digest.slice(digest.indexOf('@') + 1)))]
      .sort()
      .join(' ');
  return key(release.images.map(({ digest }) => digest)) === key(observed);
}
