import { CommandContext, Outcome } from './context';
import { exposureSteps, levelsNeeded } from './exposure';
import { missingFor } from './levels';
import { Proposal } from './proposal';
import { reasonText } from './reasonText';
import { hasNotBegun } from './states';
import { standingEvents } from './standing';

/**
 * What time and the world do to a proposal by themselves: it expires (L3), is blocked while nobody could complete its
 * levels and unblocked afterwards (L1), and what it waits for is kept current. What runs and waits for people for
 * longer than a proposal may wait is rolled back.
 */
export function checkTime(proposal: Proposal, ctx: CommandContext): Outcome {
  if (hasNotBegun(proposal.state)) {
    return {
      ok: true,
      events:
        ctx.now >= proposal.expiresAt
          ? [{ type: 'expired' }]
          : standingEvents(proposal, ctx),
    };
  }
  return { ok: true, events: overdue(proposal, ctx) };
}

function overdue(proposal: Proposal, ctx: CommandContext) {
  const { execution, policy, expiresAt, breakGlass } = proposal;
  if (proposal.state !== 'Executing' || !execution || breakGlass) {
    return [];
  }
  const deadline = Math.max(
    expiresAt,
    execution.startedAt + policy.expiresAfterMs,
  );
  const next = exposureSteps(policy.strategy)[execution.step + 1];
  const missing =
    next && ctx.now >= deadline
      ? missingFor(proposal, levelsNeeded(policy, next.weight), ctx)
      : [];
  return missing.length
    ? [
        {
          type: 'rollback-started',
          trigger: {
            kind: 'health',
            message: `Nobody decided in time. ${missing
              .map(reasonText)
              .join(' ')}`,
          },
        } as const,
      ]
    : [];
}
