import { Lease } from '@textloom/backend-kit';
import { Knex } from 'knex';
import { HeldLease, Leases } from '../service/leases';

/** Leases in the plugin's database. */
export class DatabaseLeases implements Leases {
  readonly holder: string;
  readonly #database: Knex;

  constructor(database: Knex, holder: string) {
    this.#database = database;
    this.holder = holder;
  }

  of(name: string, ttlMs: number): HeldLease {
    const { holder } = this;
    return new Lease({ database: this.#database, name, holder, ttlMs });
  }
}
