import { ProposalState } from './proposal';

/** States before anything runs. */
const WAITING: readonly ProposalState[] = ['Pending', 'Blocked', 'Waiting'];
/** States in which the environment is being changed. */
const ACTIVE: readonly ProposalState[] = [
  'Executing',
  'Soaking',
  'RollingBack',
  'Restoring',
];

/** Whether a proposal in the state has not ended. */
export function isOpen(state: ProposalState): boolean {
  return hasNotBegun(state) || isActive(state);
}

/** Whether nothing has begun to run: what was asked for can still be taken back. */
export function hasNotBegun(state: ProposalState): boolean {
  return WAITING.includes(state);
}

/** Whether the proposal holds the environment. */
export function isActive(state: ProposalState): boolean {
  return ACTIVE.includes(state);
}
