import { peopleIndex } from './directory';
import { levelsNeeded } from './exposure';
import { orderGuards } from './guardOrder';
import { releaseGuards } from './guardRelease';
import { timeGuards } from './guardTime';
import { judge } from './judge';
import { missingFor } from './levels';
import { Reason } from './reasons';
import { because } from './refuse';
import { StepGuard } from './stepGuard';

/** S1–S3, S5: enough distinct, independent people who are eligible now have approved exactly this. */
const quorum: StepGuard = (proposal, _, ctx, { weight }) =>
  proposal.breakGlass
    ? []
    : missingFor(proposal, levelsNeeded(proposal.policy, weight), ctx);

/** S7: nobody has rejected it. A rejection is only recorded of who may reject, and holds also when they leave. */
const veto: StepGuard = (proposal, _, ctx) =>
  proposal.decisions.flatMap(({ verdict, withdrawnAt, person }): Reason[] =>
    verdict === 'reject' && withdrawnAt === undefined
      ? [
          because('rejected', {
            person: peopleIndex(ctx.people).find(person)?.name ?? person,
          }),
        ]
      : [],
  );

/** Figures, where given, are within the limits. */
const limits: StepGuard = (proposal, { figures }) =>
  figures ? [...judge(proposal.policy.limits, figures).reasons] : [];

/**
 * Every guard between a proposal and a share of traffic, by name. A step begins only when none of them has a reason.
 */
export const STEP_GUARDS: Readonly<Record<string, StepGuard>> = {
  ...orderGuards,
  ...timeGuards,
  quorum,
  veto,
  limits,
  ...releaseGuards,
};

/** Whether the reasons wait for people rather than for time or for systems. */
export function needsPeople(reasons: readonly Reason[]): boolean {
  return reasons.some(({ code }) =>
    ['approvals-missing', 'group-missing', 'vote-lapsed'].includes(code),
  );
}
