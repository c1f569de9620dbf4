import { EventMeta, foldDecision } from './foldDecisions';
import { ProposalEvent } from './events';
import { foldExecution } from './foldExecution';
import { foldSettling } from './foldSettling';
import { needsPeople } from './guards';
import { Proposal, ProposalState } from './proposal';
import { isOpen } from './states';

/** States in which nothing follows by itself. */
const ENDS: Partial<Record<ProposalEvent['type'], ProposalState>> = {
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
  superseded: 'Superseded',
  succeeded: 'Succeeded',
  diverged: 'Diverged',
  'needs-human': 'NeedsHuman',
  adopted: 'Adopted',
};

/**
 * The proposal after an event. The state of a proposal is this over all its events and nothing else.
 *
 * @throws TypeError when the first event does not make a proposal, or a later one does.
 */
export function fold(
  proposal: Proposal | undefined,
  event: ProposalEvent,
  meta: EventMeta,
): Proposal {
  if (event.type === 'proposed') {
    if (proposal) {
      throw new TypeError('A proposal begins once');
    }
    return { ...event.proposal, version: 1, updatedAt: meta.at };
  }
  if (!proposal) {
    throw new TypeError('A proposal begins with what is proposed');
  }
  return {
    ...ended(change(proposal, event, meta), event, meta),
    version: proposal.version + 1,
    updatedAt: meta.at,
  };
}

function change(
  proposal: Proposal,
  event: ProposalEvent,
  meta: EventMeta,
): Proposal {
  const changed =
    foldStanding(proposal, event) ??
    foldDecision(proposal, event, meta) ??
    foldSettling(proposal, event, meta) ??
    foldExecution(proposal, event, meta);
  return changed ?? proposal;
}

function foldStanding(
  proposal: Proposal,
  event: ProposalEvent,
): Proposal | undefined {
  switch (event.type) {
    case 'blocked':
      return { ...proposal, state: 'Blocked', reasons: event.reasons };
    case 'unblocked':
      return { ...proposal, state: 'Pending', reasons: [] };
    case 'waiting':
      return {
        ...proposal,
        state: needsPeople(event.reasons) ? 'Pending' : 'Waiting',
        reasons: event.reasons,
      };
    case 'gates-checked':
      return { ...proposal, gates: event.gates };
    case 'superseded':
      return { ...proposal, supersededBy: event.by };
    default:
      return undefined;
  }
}

function ended(
  proposal: Proposal,
  event: ProposalEvent,
  { at }: EventMeta,
): Proposal {
  const state =
    event.type === 'rolled-back' ? rolledBack(proposal) : ENDS[event.type];
  if (state !== undefined) {
    return { ...proposal, state, reasons: [], endedAt: at };
  }
  const { endedAt, ...open } = proposal;
  // What was settled by reverting it is under way again.
  return isOpen(proposal.state) ? open : proposal;
}

function rolledBack({ execution }: Proposal): ProposalState {
  return execution?.rollback?.trigger.kind === 'person'
    ? 'Aborted'
    : 'RolledBack';
}
