import { databaseNow } from '@textloom/backend-kit';
import { Knex } from 'knex';
import { drillLease } from '../service/leases';
import { LostLeaseError, TransactOptions } from '../service/DrillsStore';

const TABLE = 'drill_locks';

/** Milliseconds since the epoch on the database's clock. */
export async function readNow(database: Knex): Promise<number> {
  const [row] = await database.select({ now: databaseNow(database) });
  return Number(row.now);
}

/**
 * Keeps all others that take the same name waiting until the transaction ends. SQLite has one writer at a time and
 * does not know row locks; the insertion makes the transaction that writer.
 */
export async function lock(
  transaction: Knex.Transaction,
  name: string,
): Promise<void> {
  await transaction(TABLE).insert({ name }).onConflict('name').ignore();
  if (isServer(transaction)) {
    await transaction(TABLE).where({ name }).forUpdate().first();
  }
}

/** Nobody takes the lease over before the transaction ends. @throws LostLeaseError when somebody has. */
export async function checkFence(
  transaction: Knex.Transaction,
  { store, fence }: TransactOptions,
): Promise<void> {
  if (!fence) {
    return;
  }
  const query = transaction('leases')
    .where({
      name: drillLease(store),
      token: fence.token,
      holder: fence.holder,
    })
    .andWhere('expires_at', '>', databaseNow(transaction))
    .first('token');
  const row = await (isServer(transaction) ? query.forShare() : query);
  if (!row) {
    throw new LostLeaseError();
  }
}

function isServer(transaction: Knex.Transaction): boolean {
  return transaction.client.config.client === 'pg';
}
