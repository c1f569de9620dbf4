import { frozen } from './freezes';
import { gateReasons } from './gateReasons';
import { exposureSteps } from './exposure';
import { Policy } from './policy';
import { Proposal } from './proposal';
import { Reason } from './reasons';
import { because } from './refuse';
import { StepGuard } from './stepGuard';

/** Why a freeze holds a proposal. The way back is never frozen. */
export function frozenReasons(
  proposal: Pick<Proposal, 'environment' | 'service' | 'rollbackOf'>,
  policy: Pick<Policy, 'freezes'>,
  now: number,
): Reason[] {
  const found =
    proposal.rollbackOf === undefined
      ? frozen(policy, proposal, now)
      : undefined;
  return found
    ? [
        because('frozen', {
          freeze: found.freeze.name,
          until: found.until,
          reason: found.freeze.reason,
        }),
      ]
    : [];
}

/** S11: what has not begun to run ends with its time. */
const expiry: StepGuard = ({ expiresAt }, { step }, { now }) =>
  step > 0 || now < expiresAt ? [] : [because('expired', { at: expiresAt })];

/** S11: nothing moves forward in a freeze, except in an emergency. */
const freeze: StepGuard = (proposal, _, { policy, now }) =>
  proposal.breakGlass ? [] : frozenReasons(proposal, policy, now);

/**
 * S11: gates have passed, by answers that are fresh now. What protects a way forward does not hold a way back: the
 * health that is asked for is what the way back restores.
 */
const gates: StepGuard = (proposal, _, { around, now }) => {
  if (proposal.breakGlass) {
    return [];
  }
  const asked =
    proposal.rollbackOf === undefined
      ? proposal.policy.gates
      : proposal.policy.gates.filter(
          ({ kind }) => kind !== 'slo' && kind !== 'cluster-health',
        );
  return gateReasons(asked, around.gates, now);
};

/** The share of traffic before has been held for long enough. */
const soak: StepGuard = ({ execution, policy }, { step }, { now }) => {
  if (step === 0 || execution?.heldSince === undefined) {
    return [];
  }
  const { weight, soakMs } = exposureSteps(policy.strategy)[step - 1];
  const soakEndsAt = execution.heldSince + soakMs;
  return now >= soakEndsAt
    ? []
    : [because('still-soaking', { weight, soakEndsAt })];
};

/** Guards of the clock, which is the database's and read in the transaction. */
export const timeGuards = { expiry, freeze, gates, soak };
