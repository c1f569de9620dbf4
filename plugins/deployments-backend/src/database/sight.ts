import {
  Outcome,
  Proposal,
  ProposalEvent,
  Reason,
} from '@textloom/plugin-deployments-common';
import { Decide, TransactOptions } from '../service/DeploymentsStore';
import { State } from './readState';
import { busyWith } from './surroundings';
import { UNREAD, UnreadError } from './unread';

/** What is decided on the state alone; undefined when the decision needs more than that. */
export function decideOnSight(
  { proposal, now, executing }: State,
  id: string,
  decide: Decide,
): Outcome | undefined {
  const around = { ...UNREAD, ...busyWith(executing, id) };
  try {
    return decide({ proposal, now, around });
  } catch (error) {
    if (error instanceof UnreadError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Reasons of a refusal that leaves nothing behind: it needs no lock, since it was right at the moment at which the
 * state was read. Undefined for all else.
 */
export function refusedOnSight(
  state: State,
  id: string,
  options: TransactOptions,
  decide: Decide,
): readonly Reason[] | undefined {
  const outcome = decideOnSight(state, id, decide);
  return outcome &&
    !outcome.ok &&
    attempts(options, state.proposal, outcome.reasons).length === 0
    ? outcome.reasons
    : undefined;
}

/** What stays of a refusal: only an attempt by who is not a person is a fact of its own (S4). */
export function attempts(
  { command }: TransactOptions,
  before: Proposal | undefined,
  reasons: readonly Reason[],
): ProposalEvent[] {
  return before && reasons.some(({ code }) => code === 'not-human')
    ? [{ type: 'refused', command, reasons }]
    : [];
}
