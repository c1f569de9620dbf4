import { CommandContext, Outcome } from './context';
import { exposureSteps } from './exposure';
import { STEP_GUARDS } from './guards';
import { Proposal } from './proposal';
import { unless } from './refuse';
import { stepReasons } from './standing';
import { StepInput } from './stepGuard';

/**
 * The one way from a proposal to a share of traffic. Step 0 starts the execution; each further step moves traffic on.
 * All guards are asked at this moment, in the transaction that appends the events, whatever was found before. A step
 * that is intended already gives no further event.
 */
export function commitStep(
  proposal: Proposal,
  input: StepInput,
  ctx: CommandContext,
  guards = STEP_GUARDS,
): Outcome {
  const { step, token } = input;
  return unless(stepReasons(proposal, input, ctx, guards), () => {
    if (step === 0) {
      const attempt = (proposal.execution?.attempt ?? 0) + 1;
      return [{ type: 'execution-started', token, attempt }];
    }
    if (proposal.execution?.step === step) {
      return [];
    }
    const { weight } = exposureSteps(proposal.policy.strategy)[step];
    return [{ type: 'step-intended', step, weight }];
  });
}
