import {
  LoggedEvent,
  ProposalEvent,
} from '@textloom/plugin-deployments-common';
import { Milestones } from './plan';

/** Reads the log of a proposal, oldest first, from the start of its execution. */
export function milestonesOf(log: readonly LoggedEvent[]): Milestones {
  const start = log.findLastIndex(
    ({ event }) => event.type === 'execution-started',
  );
  const types = log.slice(Math.max(start, 0)).map(({ event }) => event.type);
  const last = (wanted: ProposalEvent['type'][]) =>
    types.findLast(type => wanted.includes(type));
  return {
    commitIntended: types.includes('commit-intended'),
    revertIntended: types.includes('revert-intended'),
    synced: types.includes('synced'),
    resumed: last(['paused', 'resumed']) === 'resumed',
  };
}
