import {
  CommandContext,
  Outcome,
  Proposal,
  propose,
  ProposalEvent,
  vote,
} from '@textloom/plugin-deployments-common';
import {
  aContext,
  aProposeInput,
  aRelease,
  anActor,
} from '@textloom/plugin-deployments-common/testUtils';
import { Decide, DeploymentsStore } from '../service/DeploymentsStore';

/** Where the proposals of these tests are. */
export const PROD = { service: 'textloom-api', environment: 'prod' };

/** A UUID of a number. */
export const uuid = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A decision of a person or of the portal, by the store's own clock and surroundings. */
export function decided(
  by: string,
  command: (proposal: Proposal, ctx: CommandContext) => Outcome,
): Decide {
  return ({ proposal, now, around }) => {
    if (!proposal) {
      throw new Error('There is no proposal to decide on');
    }
    const actor = anActor(by, { provenAt: now });
    return command(proposal, aContext({ now, actor, around }));
  };
}

/** Asks for version `1.<n>.0` in production. */
export function proposes(n: number): Decide {
  return ({ now, around }) => {
    const actor = anActor('dev', { provenAt: now });
    const ctx = aContext({ now, actor, around });
    const release = aRelease({ id: uuid(10_000 + n), version: `1.${n}.0` });
    return propose(aProposeInput({ id: uuid(n), release }, ctx), ctx);
  };
}

/** Makes proposal `n`. */
export function makeProposal(
  store: DeploymentsStore,
  n: number,
): Promise<Proposal> {
  const options = {
    actor: anActor('dev'),
    command: 'propose',
    place: PROD,
  };
  return store.transact(uuid(n), options, proposes(n));
}

/** Approves proposal `n` with the fingerprint that it has. */
export function approve(
  store: DeploymentsStore,
  n: number,
  by: string,
): Promise<Proposal> {
  return store.transact(
    uuid(n),
    { actor: anActor(by), command: 'vote', place: PROD },
    decided(by, (proposal, ctx) =>
      vote(
        proposal,
        {
          id: uuid(90_000 + proposal.version),
          verdict: 'approve',
          fingerprint: proposal.fingerprint.approval,
        },
        ctx,
      ),
    ),
  );
}

/** Appends facts without asking whether they may be. */
export function happens(
  store: DeploymentsStore,
  n: number,
  ...events: ProposalEvent[]
): Promise<Proposal> {
  return store.transact(
    uuid(n),
    {
      actor: { ref: 'portal', kind: 'service' },
      command: 'record',
      place: PROD,
    },
    () => ({ ok: true, events }),
  );
}

/** Begins to run. */
export const STARTED: ProposalEvent = {
  type: 'execution-started',
  token: 1,
  attempt: 1,
};
/** Runs everywhere. */
export const SUCCEEDED: ProposalEvent = { type: 'succeeded', digests: [] };
