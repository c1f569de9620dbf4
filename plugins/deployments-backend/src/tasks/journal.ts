import {
  Actor,
  CommandContext,
  Outcome,
  Proposal,
  ProposalEvent,
  record,
} from '@textloom/plugin-deployments-common';
import { DeploymentsStore } from '../service/DeploymentsStore';
import { contextOf, Situation } from '../service/situation';
import { HeldPlace } from './HeldPlace';

/** Who does what nobody has asked for by hand. */
export const PORTAL: Actor = { ref: 'portal', kind: 'service' };

/** For facts, which nobody decides on. */
const NO_SITUATION: Situation = {
  people: [],
  policy: {
    version: '',
    environments: [],
    freezes: [],
    breakGlass: { groups: [], severities: [], reviewWithinMs: 0 },
  },
  gates: [],
  incidents: [],
};

/** Appends to proposals under the lease of their place. */
export class Journal {
  readonly #store: DeploymentsStore;

  constructor(store: DeploymentsStore) {
    this.#store = store;
  }

  /**
   * Decides on the proposal as it is in the transaction.
   * @throws LostLeaseError, RefusedError
   */
  async decide(
    held: HeldPlace,
    { id }: Proposal,
    command: string,
    situation: Situation,
    decision: (proposal: Proposal, ctx: CommandContext) => Outcome,
  ): Promise<Proposal> {
    const { place, fence } = held;
    const options = { actor: PORTAL, command, place, fence };
    return this.#store.transact(id, options, input =>
      input.proposal
        ? decision(input.proposal, contextOf(situation, PORTAL, input))
        : { ok: true, events: [] },
    );
  }

  /** Appends what has happened. @throws LostLeaseError, RefusedError when the proposal is no longer where it was. */
  append(
    held: HeldPlace,
    proposal: Proposal,
    event: ProposalEvent,
  ): Promise<Proposal> {
    return this.decide(held, proposal, event.type, NO_SITUATION, (now, ctx) =>
      record(now, event, ctx),
    );
  }
}
