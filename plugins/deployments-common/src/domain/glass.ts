import { compareText } from '@textloom/kernel';
import { CommandContext, Incident, Outcome } from './context';
import { peopleIndex } from './directory';
import { shortName } from './eligibility';
import { actingPerson, humanReasons, proofReasons } from './person';
import { Proposal } from './proposal';
import { because, unless } from './refuse';
import { groupRef, isIn } from './seats';
import { hasNotBegun } from './states';

/**
 * Emergency use (S19): lets a proposal run without approvals, gates, soak and in a freeze, while an incident of a
 * severity of the policy is open. What it is bound to, the lock and the log stay. Leaves a debt: somebody else must
 * review it in time, and until they have, the team cannot do it again.
 */
export function breakGlass(
  proposal: Proposal,
  { incident, reason }: { incident: string; reason: string },
  ctx: CommandContext,
): Outcome {
  const { groups, severities, reviewWithinMs } = ctx.policy.breakGlass;
  const person = actingPerson(ctx);
  const permitted = groups.map(group => groupRef(group, proposal.owner));
  const open = permittingIncidents(ctx).some(({ id }) => id === incident);
  const overdue = ctx.around.debts.find(({ dueAt }) => dueAt <= ctx.now);
  const possible =
    hasNotBegun(proposal.state) && proposal.breakGlass === undefined;
  const reasons = [
    ...humanReasons(ctx),
    ...proofReasons(ctx, proposal.policy.maxProofAgeMs),
    ...(possible ? [] : [because('wrong-state', { state: proposal.state })]),
    ...(ctx.now < proposal.expiresAt
      ? []
      : [because('expired', { at: proposal.expiresAt })]),
    ...(isIn(person, permitted)
      ? []
      : [
          because('not-in-group', {
            person: person.name,
            group: permitted.map(shortName).join(', '),
          }),
        ]),
    ...(open
      ? []
      : [
          because('no-incident', {
            incident,
            severities: severities.join(', '),
          }),
        ]),
    ...(overdue
      ? [
          because('review-overdue', {
            proposal: overdue.proposal,
            due: overdue.dueAt,
          }),
        ]
      : []),
  ];
  return unless(reasons, () => [
    {
      type: 'glass-broken',
      incident,
      reason,
      reviewDueAt: ctx.now + reviewWithinMs,
    },
    { type: 'waiting', reasons: [] },
  ]);
}

/** Open incidents that permit emergency use, each once: the gravest first, then the oldest. */
export function permittingIncidents({
  around,
  policy,
}: Pick<CommandContext, 'around' | 'policy'>): Incident[] {
  const { severities } = policy.breakGlass;
  const permitting = around.incidents.filter(({ severity }) =>
    severities.includes(severity),
  );
  return [...new Map(permitting.map(one => [one.id, one])).values()].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      (a.since ?? Infinity) - (b.since ?? Infinity) ||
      compareText(a.id, b.id),
  );
}

/** Pays the debt of an emergency use; somebody else than who broke the glass. */
export function review(
  proposal: Proposal,
  { comment }: { comment: string },
  ctx: CommandContext,
): Outcome {
  const { breakGlass: glass } = proposal;
  const person = actingPerson(ctx);
  const own =
    glass !== undefined &&
    peopleIndex(ctx.people).canon(glass.person) === person.ref;
  const reasons = [
    ...humanReasons(ctx),
    ...(glass && !glass.review
      ? []
      : [because('wrong-state', { state: proposal.state })]),
    ...(own ? [because('own-review', { person: person.name })] : []),
  ];
  return unless(reasons, () => [{ type: 'reviewed', comment }]);
}
