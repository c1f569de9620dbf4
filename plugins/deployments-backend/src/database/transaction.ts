import { NotFoundError } from '@backstage/errors';
import { Proposal, Reason } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { Decide, TransactOptions } from '../service/DeploymentsStore';
import { LostLeaseError } from '../service/errors';
import { asOf } from './asOf';
import { claimKey, keepAnswer } from './idempotency';
import { LockedPlace, lockPlace } from './places';
import { readState, State } from './readState';
import { attempts, decideOnSight, refusedOnSight } from './sight';
import { Snapshots } from './Snapshots';
import { readSurroundings } from './surroundings';
import { write } from './write';

/** What is to be done to one proposal. */
export interface Transaction {
  id: string;
  options: TransactOptions;
  decide: Decide;
}

/** What a transaction ends with: the proposal, or why not. */
export type TransactionResult = {
  /** Events that were appended. */
  events: number;
} & ({ proposal: Proposal } | { refused: readonly Reason[] });

/**
 * The one way by which proposals change. Whatever changes in a place waits for the place's row; what is read after it
 * stands until the end. A refusal changes nothing and waits for nobody: it is given on what was read in one moment.
 * One connection does it all, so that nobody decides on what was read long before a connection was free to write.
 */
export async function transactOnce(
  database: Knex,
  snapshots: Snapshots,
  work: Transaction,
): Promise<TransactionResult> {
  const { id, options, decide } = work;
  const { place, fence, idempotency } = options;
  const { client } = database;
  const connection = await client.acquireConnection();
  try {
    if (!fence && !idempotency) {
      const asked = { id, place, snapshots, connection };
      const seen = await readState(database, asked);
      const refused = refusedOnSight(seen, id, options, decide);
      if (refused) {
        return { events: 0, refused };
      }
    }
    return await database.transaction(
      transaction => inTransaction(transaction, snapshots, work),
      { connection },
    );
  } finally {
    client.releaseConnection(connection);
  }
}

async function inTransaction(
  transaction: Knex.Transaction,
  snapshots: Snapshots,
  work: Transaction,
): Promise<TransactionResult> {
  const { id, options, decide } = work;
  const { place, fence, idempotency } = options;
  const held = fence && (await enter(transaction, work));
  const answered = await claimKey(transaction, id, options);
  if (answered) {
    return 'refused' in answered
      ? { events: 0, refused: answered.refused }
      : { events: 0, proposal: await asOf(transaction, answered) };
  }
  if (!held && idempotency) {
    const seen = await readState(transaction, { id, place, snapshots });
    const refused = refusedOnSight(seen, id, options, decide);
    if (refused) {
      await keepAnswer(transaction, options, { refused });
      return { events: 0, refused };
    }
  }
  const state = held ?? (await enter(transaction, work));
  return decideAndWrite(transaction, work, state);
}

/** Locks the place and reads what stands until the transaction ends. @throws LostLeaseError */
async function enter(
  transaction: Knex.Transaction,
  { id, options }: Transaction,
): Promise<State> {
  const { place } = options;
  const locked = await lockPlace(transaction, place);
  const state = await readState(transaction, { id, place });
  checkFence(locked, state, options);
  return state;
}

function checkFence(
  locked: LockedPlace,
  state: State,
  { fence }: TransactOptions,
): void {
  const holds =
    !fence ||
    (locked.leaseHolder === fence.holder &&
      locked.leaseToken === fence.token &&
      locked.leaseExpiresAt > state.now);
  if (!holds) {
    throw new LostLeaseError();
  }
}

async function decideAndWrite(
  transaction: Knex.Transaction,
  { id, options, decide }: Transaction,
  state: State,
): Promise<TransactionResult> {
  const { proposal: before, now, executing } = state;
  const outcome =
    decideOnSight(state, id, decide) ??
    decide({
      proposal: before,
      now,
      around: await readSurroundings(transaction, {
        place: options.place,
        executing,
        ...(before && { owner: before.owner, proposal: id }),
      }),
    });
  const events = outcome.ok
    ? outcome.events
    : attempts(options, before, outcome.reasons);
  const after = await write(transaction, state, events, options);
  if (!outcome.ok) {
    const { reasons: refused } = outcome;
    await keepAnswer(transaction, options, { refused });
    return { events: events.length, refused };
  }
  if (!after) {
    throw new NotFoundError('There is no such proposal');
  }
  await keepAnswer(transaction, options, { version: after.version });
  return { events: events.length, proposal: after };
}
