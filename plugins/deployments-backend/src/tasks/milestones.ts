import {
  LoggedEvent,
  ProposalEvent,
} from '@textloom/plugin-deployments-common';
import { Milestones } from './steps';

/** Reads the log of a proposal, oldest first, from the start of its execution, or of its restoration. */
export function milestonesOf(log: readonly LoggedEvent[]): Milestones {
  const start = log.findLastIndex(
    ({ event }) =>
      event.type === 'execution-started' || event.type === 'restore-started',
  );
  const types = log.slice(Math.max(start, 0)).map(({ event }) => event.type);
  const last = (wanted: ProposalEvent['type'][]) =>
    types.findLast(type => wanted.includes(type));
  return {
    commitIntended: types.includes('commit-intended'),
    revertIntended: types.includes('revert-intended'),
    restoreIntended: types.includes('restore-intended'),
    synced: types.includes('synced'),
    resumed: last(['paused', 'resumed']) === 'resumed',
  };
}
