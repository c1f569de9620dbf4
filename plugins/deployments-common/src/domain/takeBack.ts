import { CommandContext, Outcome } from './context';
import { peopleIndex } from './directory';
import { exposureSteps, levelsNeeded } from './exposure';
import { actingPerson, humanReasons } from './person';
import { Decision, Proposal } from './proposal';
import { Reason } from './reasons';
import { because, unless } from './refuse';
import { isIn } from './seats';
import { hasNotBegun } from './states';
import { standingEvents } from './standing';
import { fold } from './fold';
import { ProposalEvent } from './events';

function notYours(ctx: CommandContext): Reason {
  return because('not-yours', { person: actingPerson(ctx).name });
}

/** Takes an own vote back, until the share of traffic that it bought has begun. */
export function withdrawVote(
  proposal: Proposal,
  input: { decision: string },
  ctx: CommandContext,
): Outcome {
  const decision = proposal.decisions.find(({ id }) => id === input.decision);
  const { canon } = peopleIndex(ctx.people);
  const own =
    decision !== undefined &&
    decision.withdrawnAt === undefined &&
    canon(decision.person) === actingPerson(ctx).ref;
  const used = decision !== undefined && isUsed(decision, proposal);
  const reasons = [
    ...humanReasons(ctx),
    ...(own ? [] : [notYours(ctx)]),
    ...(used ? [because('wrong-state', { state: proposal.state })] : []),
  ];
  return unless(reasons, () => {
    const event: ProposalEvent = {
      type: 'vote-withdrawn',
      decision: input.decision,
    };
    const meta = { actor: ctx.actor.ref, at: ctx.now };
    const after = fold(proposal, event, meta);
    return [
      event,
      ...(hasNotBegun(after.state) ? standingEvents(after, ctx) : []),
    ];
  });
}

function isUsed(decision: Decision, proposal: Proposal): boolean {
  if (hasNotBegun(proposal.state)) {
    return false;
  }
  if (proposal.state !== 'Executing') {
    return true;
  }
  const steps = exposureSteps(proposal.policy.strategy);
  const weight = steps[proposal.execution?.step ?? 0]?.weight ?? 100;
  return decision.level < levelsNeeded(proposal.policy, weight);
}

/** Takes a proposal back before it runs: whoever asked for it, or the owning team. */
export function withdraw(
  proposal: Proposal,
  { reason }: { reason: string },
  ctx: CommandContext,
): Outcome {
  const person = actingPerson(ctx);
  const own =
    peopleIndex(ctx.people).canon(proposal.requestedBy) === person.ref ||
    isIn(person, [proposal.owner.toLowerCase()]);
  const reasons = [
    ...(own ? [] : [notYours(ctx)]),
    ...(hasNotBegun(proposal.state)
      ? []
      : [because('wrong-state', { state: proposal.state })]),
  ];
  return unless(reasons, () => [{ type: 'withdrawn', reason }]);
}

/** Ends a proposal that waits because a newer one has taken its place. Its comments are kept, its votes are not. */
export function supersede(
  proposal: Proposal,
  { by }: { by: string },
  _ctx: CommandContext,
): Outcome {
  const reasons =
    hasNotBegun(proposal.state) && by !== proposal.id
      ? []
      : [because('wrong-state', { state: proposal.state })];
  return unless(reasons, () => [{ type: 'superseded', by }]);
}
