import { databaseNow } from '@textloom/backend-kit';
import { Knex } from 'knex';
import { Place } from '../service/ports';

const TABLE = 'places';

/** A row of `places`, locked. */
export interface LockedPlace {
  leaseHolder: string | null;
  leaseToken: number;
  leaseExpiresAt: number;
}

/**
 * Locks a place until the transaction ends: whatever changes something there comes one after the other. SQLite has one
 * writer at a time and does not know row locks; the insertion makes the transaction that writer.
 */
export async function lockPlace(
  transaction: Knex.Transaction,
  place: Place,
): Promise<LockedPlace> {
  const isServer = transaction.client.config.client === 'pg';
  const row =
    (isServer && (await lockRow(transaction, place))) ||
    (await insertRow(transaction, place));
  return {
    leaseHolder: row.lease_holder,
    leaseToken: Number(row.lease_token),
    leaseExpiresAt: Number(row.lease_expires_at),
  };
}

function lockRow(transaction: Knex.Transaction, place: Place) {
  const { service, environment } = place;
  return transaction(TABLE)
    .where({ service, environment })
    .forUpdate()
    .first()
    .options({ name: 'deployments-lock-place' });
}

async function insertRow(transaction: Knex.Transaction, place: Place) {
  const { service, environment } = place;
  await transaction(TABLE)
    .insert({ service, environment })
    .onConflict(['service', 'environment'])
    .ignore();
  return lockRow(transaction, place);
}

/** Milliseconds since the epoch on the database's clock. */
export async function readNow(database: Knex): Promise<number> {
  const [row] = await database.select({ now: databaseNow(database) });
  return Number(row.now);
}

/** Takes or renews the lease of a place; the fencing token, or undefined while another holds it. */
export async function leasePlace(
  database: Knex,
  { service, environment }: Place,
  holder: string,
  ttlMs: number,
): Promise<number | undefined> {
  const now = databaseNow(database);
  const expiry = database.raw('? + ?', [now, ttlMs]);
  const renewed: { lease_token: number | string }[] = await database(TABLE)
    .where({ service, environment, lease_holder: holder })
    .andWhere('lease_expires_at', '>', now)
    .update({ lease_expires_at: expiry })
    .returning('lease_token');
  if (renewed.length > 0) {
    return Number(renewed[0].lease_token);
  }
  const taken: { lease_token: number | string }[] = await database(TABLE)
    .insert({
      service,
      environment,
      lease_holder: holder,
      lease_token: 1,
      lease_expires_at: expiry,
    })
    .onConflict(['service', 'environment'])
    .merge({
      lease_holder: holder,
      lease_token: database.raw('?? + 1', [`${TABLE}.lease_token`]),
      lease_expires_at: expiry,
    })
    .where(`${TABLE}.lease_expires_at`, '<=', now)
    .returning('lease_token');
  return taken.length > 0 ? Number(taken[0].lease_token) : undefined;
}

/** Frees a place for others at once. The token stays, so that tokens go on growing. */
export async function releasePlace(
  database: Knex,
  { service, environment }: Place,
  holder: string,
): Promise<void> {
  await database(TABLE)
    .where({ service, environment, lease_holder: holder })
    .update({ lease_expires_at: 0 });
}
