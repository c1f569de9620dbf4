import { ConflictError } from '@backstage/errors';
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
 * What the same request was answered with before, within a day.
 * @throws ConflictError when the key was used for another request.
 */
export async function answeredBefore(
  transaction: Knex.Transaction,
  { actor, idempotency }: TransactOptions,
  now: number,
): Promise<Answered | undefined> {
  if (!idempotency) {
    return undefined;
  }
  const row = await transaction(TABLE)
    .where({ actor: actor.ref, key: idempotency.key })
    .first();
  if (!row || Number(row.at) <= now - KEPT_MS) {
    return undefined;
  }
  if (row.request_hash !== idempotency.requestHash) {
    throw new ConflictError(
      'The Idempotency-Key was used for another request; use a new one',
    );
  }
  return row.refusal === null
    ? { proposal: row.proposal, version: Number(row.version) }
    : { refused: JSON.parse(row.refusal) };
}

/** Keeps what a request is answered with. */
export async function keepAnswer(
  transaction: Knex.Transaction,
  { actor, idempotency }: TransactOptions,
  answer: {
    proposal: string;
    version: number;
    refused?: readonly Reason[];
    at: number;
  },
): Promise<void> {
  if (!idempotency) {
    return;
  }
  const { proposal, version, refused, at } = answer;
  const { key, requestHash } = idempotency;
  const named = { actor: actor.ref, key };
  // One of more than a day ago; a newer one makes the insertion fail, as it must.
  await transaction(TABLE)
    .where(named)
    .andWhere('at', '<=', at - KEPT_MS)
    .delete();
  await transaction(TABLE).insert({
    ...named,
    request_hash: requestHash,
    proposal,
    version,
    refusal: refused ? JSON.stringify(refused) : null,
    at,
  });
}

/** Forgets keys of more than a day ago. */
export async function forgetKeys(database: Knex, now: number): Promise<void> {
  await database(TABLE)
    .where('at', '<=', now - KEPT_MS)
    .delete();
}
