import { canonicalJson } from '@textloom/kernel';
import { CommandContext, Outcome } from './context';
import { ProposalEvent } from './events';
import { approvalOf } from './fingerprints';
import { Baseline, Change, Fingerprint } from './fingerprint';
import { fold } from './fold';
import { mergePolicies } from './mergePolicies';
import { Proposal } from './proposal';
import { because, unless } from './refuse';
import { hasNotBegun } from './states';
import { standingEvents } from './standing';

/** What would run, anew. */
export interface ReviseInput {
  fingerprint: Fingerprint;
  baseline?: Baseline;
  changes: readonly Change[];
  /** Since the fingerprint before. */
  delta: readonly Change[];
}

/**
 * What would run, or what runs, has changed (S8): votes are void and must be given again. Nothing happens when the
 * fingerprint is the same, or when only what runs has changed where the policy ignores that. Not possible once the
 * change has been committed.
 */
export function revise(
  proposal: Proposal,
  input: ReviseInput,
  ctx: CommandContext,
): Outcome {
  const { fingerprint } = input;
  const current = proposal.fingerprint;
  const same =
    fingerprint.approval === current.approval ||
    (proposal.policy.ignoresBaseline &&
      fingerprint.rendered === current.rendered);
  if (same) {
    return { ok: true, events: [] };
  }
  const possible =
    hasNotBegun(proposal.state) ||
    (proposal.state === 'Executing' &&
      proposal.execution?.commit === undefined &&
      proposal.execution?.step === 0);
  const reasons = possible
    ? []
    : [because('wrong-state', { state: proposal.state })];
  return unless(reasons, () =>
    withStanding(proposal, [{ type: 'revised', ...input }], ctx),
  );
}

/**
 * The policy file has changed: from now on the proposal obeys the rules of its beginning and the new ones (S10).
 * Another strategy is another fingerprint, so that its votes are void.
 */
export function tighten(proposal: Proposal, ctx: CommandContext): Outcome {
  if (!hasNotBegun(proposal.state)) {
    return { ok: true, events: [] };
  }
  const { environments, version } = ctx.policy;
  const current = environments.find(
    ({ name }) => name === proposal.environment,
  );
  const policy = current && mergePolicies(proposal.policy, current);
  if (!policy || canonicalJson(policy) === canonicalJson(proposal.policy)) {
    return { ok: true, events: [] };
  }
  const { rendered } = proposal.fingerprint;
  const events: ProposalEvent[] = [
    { type: 'tightened', policy, policyVersion: version },
  ];
  if (
    canonicalJson(policy.strategy) !== canonicalJson(proposal.policy.strategy)
  ) {
    const approval = approvalOf(rendered, policy.strategy, proposal.baseline);
    events.push({
      type: 'revised',
      fingerprint: { ...proposal.fingerprint, approval },
      baseline: proposal.baseline,
      changes: proposal.changes,
      delta: [],
    });
  }
  return { ok: true, events: withStanding(proposal, events, ctx) };
}

function withStanding(
  proposal: Proposal,
  events: readonly ProposalEvent[],
  ctx: CommandContext,
): ProposalEvent[] {
  const meta = { actor: ctx.actor.ref, at: ctx.now };
  const after = events.reduce<Proposal>(
    (before, event) => fold(before, event, meta),
    proposal,
  );
  return [...events, ...standingEvents(after, ctx)];
}
