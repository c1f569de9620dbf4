import { Knex } from 'knex';

/** Milliseconds since the epoch on the clock of the database: the one clock that all replicas share. */
export function databaseNow(knex: Knex): Knex.Raw<number> {
  return knex.client.config.client === 'pg'
    ? knex.raw('CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)')
    : knex.raw(
        "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)",
      );
}
