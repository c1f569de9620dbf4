import { ProposalEvent } from './events';
import { EventMeta } from './foldDecisions';
import { Proposal } from './proposal';

/** The part of {@link fold} about what was changed past the portal; undefined for other events. */
export function foldSettling(
  proposal: Proposal,
  event: ProposalEvent,
  { actor, at }: EventMeta,
): Proposal | undefined {
  switch (event.type) {
    case 'diverged':
      return diverged(proposal, event, at);
    case 'adopted': {
      const { reason, running } = event;
      return { ...proposal, adoption: { person: actor, reason, at, running } };
    }
    case 'restore-started': {
      const { reason } = event;
      const restoration = { person: actor, reason, at };
      return { ...proposal, state: 'Restoring', restoration };
    }
    case 'restored':
      return proposal.restoration
        ? {
            ...proposal,
            restoration: { ...proposal.restoration, commit: event.commit },
          }
        : proposal;
    default:
      return undefined;
  }
}

function diverged(
  { adoption, restoration, ...proposal }: Proposal,
  { observed, expected }: Extract<ProposalEvent, { type: 'diverged' }>,
  at: number,
): Proposal {
  const succeededAt =
    proposal.state === 'Succeeded'
      ? proposal.divergence?.succeededAt ?? proposal.endedAt
      : proposal.divergence?.succeededAt;
  return {
    ...proposal,
    divergence: {
      at,
      observed,
      expected,
      ...(succeededAt === undefined ? {} : { succeededAt }),
    },
  };
}
