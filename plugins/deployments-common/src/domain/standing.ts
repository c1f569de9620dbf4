import { canonicalJson } from '@textloom/kernel';
import { CommandContext } from './context';
import { ProposalEvent } from './events';
import { exposureSteps } from './exposure';
import { STEP_GUARDS } from './guards';
import { Proposal } from './proposal';
import { Reason } from './reasons';
import { satisfiability } from './satisfiability';
import { StepInput } from './stepGuard';

/** Why a step may not begin, by all guards. */
export function stepReasons(
  proposal: Proposal,
  input: StepInput,
  ctx: CommandContext,
  guards = STEP_GUARDS,
): Reason[] {
  const exposure = exposureSteps(proposal.policy.strategy)[input.step];
  if (!exposure) {
    return [
      {
        code: 'wrong-step',
        params: {
          step: input.step,
          expected: (proposal.execution?.step ?? -1) + 1,
        },
      },
    ];
  }
  return Object.values(guards).flatMap(guard =>
    guard(proposal, input, ctx, exposure),
  );
}

/** Why a proposal that has not begun does not begin; `Blocked` itself is no reason. */
export function waitingReasons(
  proposal: Proposal,
  ctx: CommandContext,
): Reason[] {
  return stepReasons(
    { ...proposal, state: 'Waiting' },
    { step: 0, token: proposal.execution?.token ?? 0 },
    ctx,
  );
}

/**
 * Events that bring the state of a proposal that has not begun in line with the world: blocked while nobody could
 * complete its levels, else waiting for what it waits for. None when nothing is new.
 */
export function standingEvents(
  proposal: Proposal,
  ctx: CommandContext,
): ProposalEvent[] {
  const satisfiable = proposal.breakGlass
    ? ({ ok: true } as const)
    : satisfiability(proposal, ctx);
  if (!satisfiable.ok) {
    const { reasons } = satisfiable;
    return proposal.state === 'Blocked' && same(reasons, proposal.reasons)
      ? []
      : [{ type: 'blocked', reasons }];
  }
  const reasons = waitingReasons(proposal, ctx);
  const unblocked: ProposalEvent[] =
    proposal.state === 'Blocked' ? [{ type: 'unblocked' }] : [];
  const news =
    unblocked.length > 0 || !same(reasons, proposal.reasons)
      ? [{ type: 'waiting', reasons } as const]
      : [];
  return [...unblocked, ...news];
}

function same(a: readonly Reason[], b: readonly Reason[]): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
