import { LoggerService } from '@backstage/backend-plugin-api';
import {
  hasNotBegun,
  Outcome,
  Release,
  supersede,
} from '@textloom/plugin-deployments-common';
import { PORTAL } from '../tasks/journal';
import { DeploymentsStore } from './DeploymentsStore';
import { Place } from './ports';
import { contextOf, Situations } from './situation';

/** More proposals than this do not wait in one place. */
const MAX_OPEN = 50;
const NOTHING: Outcome = { ok: true, events: [] };

/** Proposals of a place that wait while a newer release was proposed: they end, so that nobody approves what is old. */
export class OlderProposals {
  readonly #store: DeploymentsStore;
  readonly #situations: Situations;
  readonly #logger: LoggerService;

  constructor(options: {
    store: DeploymentsStore;
    situations: Situations;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#situations = options.situations;
    this.#logger = options.logger;
  }

  /** Never throws: one that stays open is refused by the executor when something newer runs. */
  async giveWay(by: string, place: Place, release: Release): Promise<void> {
    try {
      const { items } = await this.#store.list({
        ...place,
        open: true,
        limit: MAX_OPEN,
      });
      for (const { id, state } of items) {
        if (id !== by && hasNotBegun(state)) {
          await this.#end(id, { by, place, release });
        }
      }
    } catch (error) {
      this.#logger.warn(`Older proposals do not give way to ${by}: ${error}`);
    }
  }

  async #end(
    id: string,
    { by, place, release }: { by: string; place: Place; release: Release },
  ): Promise<void> {
    const older = await this.#store.get(id);
    if (older.release.createdAt > release.createdAt) {
      return;
    }
    const situation = await this.#situations.lastKnown(older);
    await this.#store.transact(
      id,
      { actor: PORTAL, command: 'supersede', place },
      ({ proposal, now, around }) =>
        proposal && hasNotBegun(proposal.state)
          ? supersede(
              proposal,
              { by },
              contextOf(situation, PORTAL, { now, around }),
            )
          : NOTHING,
    );
  }
}
