import { Intent } from '@textloom/ui';
import { ProposalState } from '@textloom/plugin-deployments-common';
import { MessageKey, Params } from '../text/say';

const intents: Record<ProposalState, Intent> = {
  Pending: 'waiting',
  Blocked: 'caution',
  Waiting: 'waiting',
  Executing: 'active',
  Soaking: 'active',
  RollingBack: 'caution',
  Restoring: 'caution',
  Succeeded: 'positive',
  Rejected: 'critical',
  Withdrawn: 'ended',
  Expired: 'ended',
  Superseded: 'ended',
  Aborted: 'ended',
  RolledBack: 'critical',
  Diverged: 'invalid',
  NeedsHuman: 'invalid',
  Adopted: 'ended',
};

/** Intent and word of a state. */
export interface StateLook {
  intent: Intent;
  key: MessageKey;
  params?: Params;
}

/** How a proposal's state looks, the same on every page. */
export function stateLook(of: {
  state: ProposalState;
  weight?: number;
  paused?: boolean;
}): StateLook {
  const { state, weight = 0, paused } = of;
  if (state === 'Executing' && paused) {
    return { intent: 'waiting', key: 'state.paused', params: { weight } };
  }
  if (state === 'Executing' && weight > 0 && weight < 100) {
    return { intent: 'active', key: 'state.canary', params: { weight } };
  }
  return { intent: intents[state], key: `state.${state}` };
}
