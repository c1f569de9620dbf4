import { CommandContext, Outcome } from './context';
import { frozenReasons } from './guardTime';
import { actingPerson, humanReasons } from './person';
import { Proposal } from './proposal';
import { Reason } from './reasons';
import { because, unless } from './refuse';

const unlessWrong = (proposal: Proposal, possible: boolean): Reason[] =>
  possible ? [] : [because('wrong-state', { state: proposal.state })];

/** Holds traffic where it is. */
export function pause(
  proposal: Proposal,
  _input: object,
  ctx: CommandContext,
): Outcome {
  const possible =
    proposal.state === 'Executing' &&
    proposal.execution?.pausedBy === undefined;
  return unless(
    [...humanReasons(ctx), ...unlessWrong(proposal, possible)],
    () => [{ type: 'paused' }],
  );
}

/** Lets traffic go on after {@link pause}; not in a freeze. */
export function resume(
  proposal: Proposal,
  _input: object,
  ctx: CommandContext,
): Outcome {
  const possible =
    proposal.state === 'Executing' &&
    proposal.execution?.pausedBy !== undefined;
  const freeze = proposal.breakGlass
    ? []
    : frozenReasons(proposal, ctx.policy, ctx.now);
  return unless(
    [...humanReasons(ctx), ...unlessWrong(proposal, possible), ...freeze],
    () => [{ type: 'resumed' }],
  );
}

/** Rolls back what runs; possible also in a freeze. */
export function abort(
  proposal: Proposal,
  { reason }: { reason: string },
  ctx: CommandContext,
): Outcome {
  const possible =
    proposal.state === 'Executing' || proposal.state === 'Soaking';
  const trigger = {
    kind: 'person',
    person: actingPerson(ctx).ref,
    reason,
  } as const;
  return unless(
    [...humanReasons(ctx), ...unlessWrong(proposal, possible)],
    () => [{ type: 'rollback-started', trigger }],
  );
}
