import {
  Proposal,
  ProposalEvent,
  Release,
} from '@textloom/plugin-deployments-common';
import { Decide, DeploymentsStore, TransactOptions } from './DeploymentsStore';

/** One change of a proposal that is in the database. */
export interface ProposalChange {
  /** Absent for a new proposal. */
  before?: Proposal;
  after: Proposal;
  events: readonly ProposalEvent[];
  /** Who caused it. */
  actor: string;
}

/** Tells what was written, once it is; an answer that was given before is not told again. */
export function announcing(
  store: DeploymentsStore,
  tell: {
    proposal(change: ProposalChange): void;
    release(release: Release): void;
  },
): DeploymentsStore {
  return {
    now: () => store.now(),
    addRelease: async release => {
      const added = await store.addRelease(release);
      tell.release(added);
      return added;
    },
    getRelease: id => store.getRelease(id),
    releasesOf: (service, limit) => store.releasesOf(service, limit),
    newestReleases: () => store.newestReleases(),
    async transact(id: string, options: TransactOptions, decide: Decide) {
      let decided: Omit<ProposalChange, 'after' | 'actor'> | undefined;
      const after = await store.transact(id, options, input => {
        const outcome = decide(input);
        decided = {
          before: input.proposal,
          events: outcome.ok ? outcome.events : [],
        };
        return outcome;
      });
      if (decided && decided.events.length > 0) {
        tell.proposal({ ...decided, after, actor: options.actor.ref });
      }
      return after;
    },
    get: id => store.get(id),
    list: filter => store.list(filter),
    open: () => store.open(),
    ended: filter => store.ended(filter),
    owing: () => store.owing(),
    adopted: () => store.adopted(),
    running: () => store.running(),
    denied: () => store.denied(),
    around: (place, proposal) => store.around(place, proposal),
    log: id => store.log(id),
    firstDelivery: id => store.firstDelivery(id),
    lease: (place, holder, ttlMs) => store.lease(place, holder, ttlMs),
    release: (place, holder) => store.release(place, holder),
  };
}
