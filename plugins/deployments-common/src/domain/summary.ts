import { Proposal } from './proposal';
import { Reason } from './reasons';
import { isActive, isOpen } from './states';
import { ProposalSummary } from './views';

/** A proposal as lists show it. */
export function summaryOf(proposal: Proposal): ProposalSummary {
  const { execution, endedAt } = proposal;
  const reasons = reasonsOf(proposal);
  const level = isOpen(proposal.state) ? waitingLevel(reasons) : undefined;
  return {
    id: proposal.id,
    service: proposal.service,
    environment: proposal.environment,
    version: proposal.release.version,
    state: proposal.state,
    ...(execution && isActive(proposal.state)
      ? { weight: execution.weight }
      : {}),
    requestedBy: proposal.requestedBy,
    requestedAt: proposal.requestedAt,
    updatedAt: proposal.updatedAt,
    expiresAt: proposal.expiresAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(level === undefined ? {} : { level }),
    reasons,
  };
}

function reasonsOf({ state, execution, reasons }: Proposal): readonly Reason[] {
  return isActive(state) ? execution?.waitingFor ?? [] : reasons;
}

function waitingLevel(reasons: readonly Reason[]): string | undefined {
  const missing = reasons.find(({ code }) => code === 'approvals-missing');
  return missing === undefined ? undefined : String(missing.params.level);
}
