import { CommandContext, Outcome } from './context';
import { abort, pause, resume } from './control';
import { peopleIndex } from './directory';
import { breakGlass, permittingIncidents, review } from './glass';
import { actingPerson } from './person';
import { Proposal } from './proposal';
import { because } from './refuse';
import { stands } from './seats';
import { adopt, imageName, revert } from './settle';
import { withdraw, withdrawVote } from './takeBack';
import { MineView, Permission } from './views';
import { mayVote } from './vote';

/** What the portal's permissions allow the viewer, besides the rules of the policy. */
export interface Allowed {
  create: boolean;
  decide: boolean;
  control: boolean;
  breakGlass: boolean;
}

function permitted(
  allowed: boolean,
  permission: string,
  outcome: Outcome,
): Permission {
  if (!allowed) {
    return {
      ok: false,
      reasons: [because('not-permitted', { permission })],
    };
  }
  return outcome.ok ? { ok: true } : { ok: false, reasons: outcome.reasons };
}

/** What the viewer may do now, each by asking the command itself. */
export function mineView(
  proposal: Proposal,
  ctx: CommandContext,
  allowed: Allowed,
): MineView {
  const reason = '';
  const control = (outcome: Outcome) =>
    permitted(allowed.control, 'deployments.deployment.control', outcome);
  return {
    vote: allowed.decide
      ? mayVote(proposal, ctx)
      : {
          ok: false,
          reasons: [
            because('not-permitted', {
              permission: 'deployments.proposal.decide',
            }),
          ],
        },
    ...ownVote(proposal, ctx, allowed),
    withdraw: permitted(
      allowed.create,
      'deployments.proposal.create',
      withdraw(proposal, { reason }, ctx),
    ),
    pause: control(pause(proposal, {}, ctx)),
    resume: control(resume(proposal, {}, ctx)),
    abort: control(abort(proposal, { reason }, ctx)),
    breakGlass: permitted(
      allowed.breakGlass,
      'deployments.glass.break',
      breakGlass(proposal, { incident: anyIncident(ctx), reason }, ctx),
    ),
    review: permitted(
      allowed.decide,
      'deployments.proposal.decide',
      review(proposal, { comment: '' }, ctx),
    ),
    adopt: permitted(
      allowed.decide,
      'deployments.proposal.decide',
      adopt(proposal, { running: namesOf(ctx), reason }, ctx),
    ),
    revert: control(revert(proposal, { reason }, ctx)),
  };
}

function namesOf({ around }: CommandContext): string[] {
  return around.running?.images.map(imageName) ?? [];
}

function anyIncident(ctx: CommandContext): string {
  return permittingIncidents(ctx)[0]?.id ?? '';
}

function ownVote(
  proposal: Proposal,
  ctx: CommandContext,
  allowed: Allowed,
): Pick<MineView, 'decision' | 'takeBack' | 'changedSince'> {
  const { canon } = peopleIndex(ctx.people);
  const own = proposal.decisions.filter(
    ({ person, withdrawnAt }) =>
      withdrawnAt === undefined && canon(person) === actingPerson(ctx).ref,
  );
  const last = own[own.length - 1];
  if (!last) {
    return {};
  }
  return {
    ...(stands(last, proposal) && {
      decision: last.id,
      takeBack: permitted(
        allowed.decide,
        'deployments.proposal.decide',
        withdrawVote(proposal, { decision: last.id }, ctx),
      ),
    }),
    changedSince: last.voided?.changes ?? [],
  };
}
