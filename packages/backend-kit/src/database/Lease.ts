import { Knex } from 'knex';
import { databaseNow } from './clock';

const TABLE = 'leases';

/** What a lease needs. */
export interface LeaseOptions {
  database: Knex;
  /** What only one process may do. */
  name: string;
  /** Names this process; no two may have the same. */
  holder: string;
  /** Time after which a lease that was not renewed is free, in milliseconds. */
  ttlMs: number;
}

/**
 * The right of one process to do what only one may do, for a while.
 *
 * @remarks
 * The holder renews well within `ttlMs`. A process that stalls may believe that it still holds what another has
 * taken meanwhile; therefore each holder has a greater token than those before, and work is done in a transaction
 * that begins with {@link Lease.fence}.
 */
export class Lease {
  readonly #options: LeaseOptions;
  #token?: number;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** The fencing token while the lease is held, as far as this process knows. */
  get token(): number | undefined {
    return this.#token;
  }

  /** Renews the lease, or takes it when it is free. Tells whether it is held now. */
  async hold(): Promise<boolean> {
    return (await this.#renew()) || this.#acquire();
  }

  /** Frees the lease for others at once. */
  async release(): Promise<void> {
    const token = this.#token;
    this.#token = undefined;
    if (token !== undefined) {
      const { database, name } = this.#options;
      // The row stays, so that tokens go on growing.
      await database(TABLE).where({ name, token }).update({ expires_at: 0 });
    }
  }

  /**
   * Tells whether the lease is held, and keeps others from taking it until the transaction ends.
   * A lease found lost is given up.
   */
  async fence(transaction: Knex.Transaction): Promise<boolean> {
    const { name } = this.#options;
    const token = this.#token;
    if (token === undefined) {
      return false;
    }
    const query = transaction(TABLE)
      .where({ name, token })
      .andWhere('expires_at', '>', databaseNow(transaction))
      .first('token');
    // SQLite has one writer at a time and does not know row locks.
    const row = await (transaction.client.config.client === 'pg'
      ? query.forShare()
      : query);
    if (!row && this.#token === token) {
      this.#token = undefined;
    }
    return row !== undefined;
  }

  async #renew(): Promise<boolean> {
    const { database, name } = this.#options;
    const token = this.#token;
    if (token === undefined) {
      return false;
    }
    const renewed = await database(TABLE)
      .where({ name, token })
      .andWhere('expires_at', '>', databaseNow(database))
      .update({ expires_at: this.#expiry() });
    if (renewed === 0) {
      this.#token = undefined;
    }
    return renewed > 0;
  }

  async #acquire(): Promise<boolean> {
    const { database, name, holder } = this.#options;
    const rows: { token: number | string }[] = await database(TABLE)
      .insert({ name, holder, token: 1, expires_at: this.#expiry() })
      .onConflict('name')
      .merge({
        holder,
        token: database.raw('?? + 1', [`${TABLE}.token`]),
        expires_at: this.#expiry(),
      })
      .where(`${TABLE}.expires_at`, '<=', databaseNow(database))
      .returning('token');
    this.#token = rows.length > 0 ? Number(rows[0].token) : undefined;
    return this.#token !== undefined;
  }

  #expiry(): Knex.Raw<number> {
    const { database, ttlMs } = this.#options;
    return database.raw('? + ?', [databaseNow(database), ttlMs]);
  }
}
