import { Proposal } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { proposalOf, ProposalRow } from './rows';

const MAX_KEPT = 2_000;

/**
 * Reads whole proposals, and the text of each version only once: those that are open are asked for each second, and
 * hold whole releases.
 */
export class Snapshots {
  readonly #database: Knex;
  readonly #kept = new Map<string, Proposal>();

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The newest version that was read; another one may be written. */
  known(id: string): Proposal | undefined {
    return this.#kept.get(id);
  }

  /** Keeps a version that is in the database for good. */
  keep(proposal: Proposal): void {
    if (this.#kept.size >= MAX_KEPT && !this.#kept.has(proposal.id)) {
      this.#kept.clear();
    }
    this.#kept.set(proposal.id, proposal);
  }

  /** The proposals of a query over `proposals`, in its order, each as it was at one moment. */
  async read(query: Knex.QueryBuilder): Promise<Proposal[]> {
    const heads: Pick<ProposalRow, 'id' | 'version'>[] = await query.select(
      'id',
      'version',
    );
    const known = new Map(
      heads.flatMap(({ id, version }) => {
        const proposal = this.#kept.get(id);
        return proposal?.version === version ? [[id, proposal] as const] : [];
      }),
    );
    const fresh = await this.#fetch(
      heads.map(({ id }) => id).filter(id => !known.has(id)),
    );
    return heads.flatMap(({ id }) => fresh.get(id) ?? known.get(id) ?? []);
  }

  async #fetch(ids: readonly string[]): Promise<Map<string, Proposal>> {
    const fresh = new Map<string, Proposal>();
    if (ids.length > 0) {
      const rows: Pick<ProposalRow, 'body'>[] = await this.#database(
        'proposals',
      )
        .whereIn('id', [...ids])
        .select('body');
      for (const proposal of rows.map(proposalOf)) {
        fresh.set(proposal.id, proposal);
        this.keep(proposal);
      }
    }
    return fresh;
  }
}
