import { ConflictError } from '@backstage/errors';
import { databaseNow } from '@textloom/backend-kit';
import { DAY } from '@textloom/kernel';
import { Knex } from 'knex';
import { TransactOptions } from '../service/DrillsStore';

const TABLE = 'idempotency_keys';
const KEPT_MS = DAY;

/**
 * Takes the key for this transaction, or tells what the same request was answered with before, within a day. Whoever
 * comes with the same key meanwhile waits here until the transaction has ended.
 * @throws ConflictError when the key was used for another request.
 */
export async function claimKey(
  transaction: Knex.Transaction,
  drill: string,
  { actor, idempotency }: TransactOptions,
): Promise<{ drill: string; version: number } | undefined> {
  if (!idempotency) {
    return undefined;
  }
  const { key, requestHash } = idempotency;
  const claimed = await transaction(TABLE)
    .insert({
      actor,
      key,
      request_hash: requestHash,
      drill,
      version: 0,
      at: databaseNow(transaction),
    })
    .onConflict(['actor', 'key'])
    .merge()
    .whereRaw('?? <= excluded.at - ?', [`${TABLE}.at`, KEPT_MS])
    .returning('key');
  if (claimed.length > 0) {
    return undefined;
  }
  const row = await transaction(TABLE).where({ actor, key }).first();
  if (row.request_hash !== requestHash) {
    throw new ConflictError(
      'The Idempotency-Key was used for another request; use a new one',
    );
  }
  return { drill: row.drill, version: Number(row.version) };
}

/** Keeps which version the request is answered with, under the key that its transaction has taken. */
export async function keepAnswer(
  transaction: Knex.Transaction,
  { actor, idempotency }: TransactOptions,
  version: number,
): Promise<void> {
  if (idempotency) {
    await transaction(TABLE)
      .where({ actor, key: idempotency.key })
      .update({ version });
  }
}

/** Forgets keys of more than a day ago. */
export async function forgetKeys(database: Knex, now: number): Promise<void> {
  await database(TABLE)
    .where('at', '<=', now - KEPT_MS)
    .delete();
}
