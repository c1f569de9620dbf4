import { ConflictError } from '@backstage/errors';
import { databaseNow } from '@textloom/backend-kit';
import { DAY } from '@textloom/kernel';
import { Reason } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { TransactOptions } from '../service/DeploymentsStore';

const TABLE = 'idempotency_keys';
const KEPT_MS = DAY;

/** What a request was answered with. */
export type Answered =
  | { proposal: string; version: number }
  | { refused: readonly Reason[] };

/**
 * Takes the key for this transaction, or tells what the same request was answered with before, within a day. Whoever
 * comes with the same key meanwhile waits here until the transaction has ended: of two clicks only one is decided on.
 * @throws ConflictError when the key was used for another request.
 */
export async function claimKey(
  transaction: Knex.Transaction,
  proposal: string,
  { actor, idempotency }: TransactOptions,
): Promise<Answered | undefined> {
  if (!idempotency) {
    return undefined;
  }
  const { key, requestHash } = idempotency;
  const named = { actor: actor.ref, key };
  const claimed = await transaction(TABLE)
    .insert({
      ...named,
      request_hash: requestHash,
      proposal,
      version: 0,
      refusal: null,
      at: databaseNow(transaction),
    })
    .onConflict(['actor', 'key'])
    .merge()
    .whereRaw('?? <= excluded.at - ?', [`${TABLE}.at`, KEPT_MS])
    .returning('key')
    .options({ name: 'deployments-claim-key' });
  if (claimed.length > 0) {
    return undefined;
  }
  const row = await transaction(TABLE).where(named).first();
  if (row.request_hash !== requestHash) {
    throw new ConflictError(
      'The Idempotency-Key was used for another request; use a new one',
    );
  }
  return row.refusal === null
    ? { proposal: row.proposal, version: Number(row.version) }
    : { refused: JSON.parse(row.refusal) };
}

/** Keeps what the request is answered with under the key that its transaction has taken. */
export async function keepAnswer(
  transaction: Knex.Transaction,
  { actor, idempotency }: TransactOptions,
  answer: { version: number } | { refused: readonly Reason[] },
): Promise<void> {
  if (!idempotency) {
    return;
  }
  await transaction(TABLE)
    .where({ actor: actor.ref, key: idempotency.key })
    .update({
      refusal: 'refused' in answer ? JSON.stringify(answer.refused) : null,
      version: 'refused' in answer ? 0 : answer.version,
    })
    .options({ name: 'deployments-keep-answer' });
}

/** Forgets keys of more than a day ago. */
export async function forgetKeys(database: Knex, now: number): Promise<void> {
  await database(TABLE)
    .where('at', '<=', now - KEPT_MS)
    .delete();
}
