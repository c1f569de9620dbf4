import {
  GateResult,
  Proposal,
  ProposalEvent,
} from '@textloom/plugin-deployments-common';
import { Situation } from '../service/situation';

/**
 * The situation with the words of gates as they are in the log, as long as a gate says the same: values that change
 * by the second are no news.
 */
export function withSettledGates(
  situation: Situation,
  proposal: Proposal,
): Situation {
  const gates = situation.gates.map(gate => {
    const before = recorded(proposal, gate);
    return before?.status === gate.status && before.summary !== undefined
      ? { ...gate, summary: before.summary }
      : gate;
  });
  return { ...situation, gates };
}

/** An event when a gate says something else than what the log has. */
export function checkedGates(
  proposal: Proposal,
  gates: readonly GateResult[],
): ProposalEvent | undefined {
  const isNews =
    gates.length !== proposal.gates.length ||
    gates.some(gate => recorded(proposal, gate)?.status !== gate.status);
  return isNews ? { type: 'gates-checked', gates } : undefined;
}

function recorded(
  proposal: Proposal,
  gate: GateResult,
): GateResult | undefined {
  return proposal.gates.find(({ id }) => id === gate.id);
}
