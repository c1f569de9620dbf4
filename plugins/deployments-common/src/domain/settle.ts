import { CommandContext, Outcome } from './context';
import { shortName } from './eligibility';
import { actingPerson, humanReasons, proofReasons } from './person';
import { Proposal, ProposalState } from './proposal';
import { Reason } from './reasons';
import { because, unless } from './refuse';
import { groupRef, isIn } from './seats';

/** States that somebody has to settle. */
const UNSETTLED: readonly ProposalState[] = ['Diverged', 'NeedsHuman'];

/** Whether somebody has to adopt what runs, or to revert it. */
export function isUnsettled(state: ProposalState): boolean {
  return UNSETTLED.includes(state);
}

/** What somebody takes for what is to run. */
export interface AdoptInput {
  /** What they saw running, as `repository@sha256:…`, in any order. */
  running: readonly string[];
  reason: string;
}

/**
 * Takes what runs for what is to run: the record of a change past the portal ends, and the portal watches for further
 * ones. Given by who could approve a release here, and only for exactly what they saw running. It is no success: a
 * release is not soaked by it, and nothing is rolled back to it.
 */
export function adopt(
  proposal: Proposal,
  { running: seen, reason }: AdoptInput,
  ctx: CommandContext,
): Outcome {
  const { running } = ctx.around;
  const reasons = [
    ...humanReasons(ctx),
    ...proofReasons(ctx, proposal.policy.maxProofAgeMs),
    ...openReasons(proposal, ctx),
    ...approverReasons(proposal, ctx),
    ...(running ? seenReasons(running.images.map(imageName), seen) : []),
  ];
  if (!running) {
    const { environment } = proposal;
    const unknown = because('baseline-unknown', { environment });
    return { ok: false, reasons: [...reasons, unknown] };
  }
  return unless(reasons, () => [{ type: 'adopted', reason, running }]);
}

/**
 * Has what was approved run again. Where the release had succeeded, the repository and the cluster are brought back to
 * it; where it had not, the release is taken back to what ran before. Needs no votes, and is possible in a freeze.
 */
export function revert(
  proposal: Proposal,
  { reason }: { reason: string },
  ctx: CommandContext,
): Outcome {
  const { divergence, execution } = proposal;
  const possible = execution !== undefined;
  const reasons = [
    ...humanReasons(ctx),
    ...openReasons(proposal, ctx),
    ...(possible || !isUnsettled(proposal.state)
      ? []
      : [because('wrong-state', { state: proposal.state })]),
  ];
  const person = actingPerson(ctx).ref;
  return unless(reasons, () => [
    divergence?.succeededAt === undefined
      ? {
          type: 'rollback-started',
          trigger: { kind: 'person', person, reason },
        }
      : { type: 'restore-started', reason },
  ]);
}

/** It is unsettled, and nothing has happened in its place since. */
function openReasons(
  { state, environment, release, endedAt = 0 }: Proposal,
  { around }: CommandContext,
): Reason[] {
  const later = around.successes.find(
    success => success.environment === environment && success.at > endedAt,
  );
  const { busyWith } = around;
  return [
    ...(isUnsettled(state) ? [] : [because('wrong-state', { state })]),
    ...(later
      ? [
          because('older-than-running', {
            running: later.version,
            proposed: release.version,
          }),
        ]
      : []),
    ...(busyWith === undefined
      ? []
      : [because('environment-busy', { environment, proposal: busyWith })]),
  ];
}

/** Of a group that some level asks; of the owning team where no level asks anybody. */
function approverReasons(
  { policy, owner }: Proposal,
  ctx: CommandContext,
): Reason[] {
  const asked = policy.levels.flatMap(({ groups }) =>
    groups.map(({ group }) => groupRef(group, owner)),
  );
  const groups = asked.length ? [...new Set(asked)] : [owner.toLowerCase()];
  const person = actingPerson(ctx);
  return isIn(person, groups)
    ? []
    : [
        because('not-in-group', {
          person: person.name,
          group: groups.map(shortName).join(', '),
        }),
      ];
}

function seenReasons(
  running: readonly string[],
  seen: readonly string[],
): Reason[] {
  const inOrder = (names: readonly string[]) => [...new Set(names)].sort();
  const [now, then] = [inOrder(running), inOrder(seen)];
  return now.join(' ') === then.join(' ')
    ? []
    : [
        because('baseline-changed', {
          running: now.map(shortDigest).join(', ') || 'nothing',
          baseline: then.map(shortDigest).join(', ') || 'nothing',
        }),
      ];
}

/** An image as {@link AdoptInput} names it. */
export function imageName(image: {
  repository: string;
  digest: string;
}): string {
  return `${image.repository}@${image.digest}`;
}

function shortDigest(name: string): string {
  return name.slice(name.indexOf('sha256:') + 7).slice(0, 12);
}
