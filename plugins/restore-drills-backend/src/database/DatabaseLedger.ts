import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { Knex } from 'knex';
import { Ledger } from '../service/ports';
import { ledgerEntryOf, LedgerRow } from './rows';

const TABLE = 'marker_ledger';

/** The ledger of markers in the portal's database. */
export class DatabaseLedger implements Ledger {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A number is written once; what stands there stays. */
  async append({
    store,
    seq,
    sentAt,
    ackedAt,
    position,
  }: LedgerEntry): Promise<void> {
    await this.#database(TABLE)
      .insert({
        store,
        seq,
        sent_at: sentAt,
        acked_at: ackedAt,
        position: position ?? null,
      })
      .onConflict(['store', 'seq'])
      .ignore();
  }

  async between(
    store: string,
    from: number,
    to: number,
  ): Promise<LedgerEntry[]> {
    const rows: LedgerRow[] = await this.#database(TABLE)
      .where({ store })
      .andWhereBetween('seq', [from, to])
      .orderBy('seq');
    return rows.map(ledgerEntryOf);
  }

  async newest(store: string, limit: number): Promise<LedgerEntry[]> {
    const rows: LedgerRow[] = await this.#database(TABLE)
      .where({ store })
      .orderBy('seq', 'desc')
      .limit(limit);
    return rows.map(ledgerEntryOf);
  }
}
