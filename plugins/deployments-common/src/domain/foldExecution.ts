import { ProposalEvent } from './events';
import { EventMeta } from './foldDecisions';
import { Execution, Proposal, ProposalState } from './proposal';

/** The part of {@link fold} about what runs; undefined for other events. */
export function foldExecution(
  proposal: Proposal,
  event: ProposalEvent,
  meta: EventMeta,
): Proposal | undefined {
  if (event.type === 'execution-started') {
    const { token, attempt } = event;
    return {
      ...proposal,
      state: 'Executing',
      reasons: [],
      execution: {
        token,
        attempt,
        startedAt: meta.at,
        step: 0,
        weight: 0,
        waitingFor: [],
      },
    };
  }
  const { execution } = proposal;
  const changed = execution && foldProgress(execution, event, meta);
  return changed
    ? {
        ...proposal,
        state: stateAfter(event, proposal.state),
        execution: changed,
      }
    : undefined;
}

function stateAfter(
  event: ProposalEvent,
  before: ProposalState,
): ProposalState {
  switch (event.type) {
    case 'full-traffic':
      return 'Soaking';
    case 'rollback-started':
      return 'RollingBack';
    default:
      return before;
  }
}

function foldProgress(
  execution: Execution,
  event: ProposalEvent,
  { actor, at }: EventMeta,
): Execution | undefined {
  switch (event.type) {
    case 'committed':
      return { ...execution, commit: event.commit };
    case 'step-intended':
      return {
        ...execution,
        step: event.step,
        heldSince: undefined,
        waitingFor: [],
      };
    case 'step-reached':
      return { ...execution, weight: event.weight, heldSince: at };
    case 'holding':
      return { ...execution, waitingFor: event.reasons };
    case 'paused':
      return { ...execution, pausedBy: actor };
    case 'resumed':
      return { ...execution, pausedBy: undefined };
    case 'taken-over':
      return { ...execution, token: event.token };
    case 'full-traffic':
      return { ...execution, weight: 100, fullAt: at, waitingFor: [] };
    case 'rollback-started':
      return {
        ...execution,
        waitingFor: [],
        pausedBy: undefined,
        rollback: { trigger: event.trigger, at },
      };
    case 'reverted':
      return { ...execution, revertCommit: event.commit };
    case 'rolled-back':
      return { ...execution, weight: 0, waitingFor: [] };
    default:
      return undefined;
  }
}
