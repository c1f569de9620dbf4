import { ConflictError } from '@backstage/errors';
import { Proposal, ProposalEvent } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { TransactOptions } from '../service/DeploymentsStore';
import { append } from './append';
import { applyEffect } from './applyEffect';
import { damaged } from './damaged';
import { checkPlace, State } from './readState';
import { eventRow, snapshotRow } from './rows';

/** Rows of one statement: SQLite takes 32,766 values. */
const BATCH = 200;

/**
 * Appends events to a proposal, with all that follows from them.
 * @returns the proposal afterwards; undefined when there was none and nothing was appended.
 * @throws ConflictError when the proposal is not as it was read.
 */
export async function write(
  transaction: Knex.Transaction,
  { proposal: before, lastHash, now }: State,
  events: readonly ProposalEvent[],
  { actor, place }: TransactOptions,
): Promise<Proposal | undefined> {
  if (events.length === 0) {
    return before;
  }
  if (before && lastHash === undefined) {
    throw damaged(before.id, before.version);
  }
  const { after, logged, effects } = append(before, events, {
    actor: actor.ref,
    at: now,
    ...(lastHash !== undefined && { lastHash }),
  });
  if (!after) {
    return undefined;
  }
  checkPlace(after, place);
  for (let n = 0; n < logged.length; n += BATCH) {
    await transaction('proposal_events').insert(
      logged.slice(n, n + BATCH).map(eventRow),
    );
  }
  await writeSnapshot(transaction, before, after);
  for (const effect of effects) {
    await applyEffect(transaction, after, effect);
  }
  return after;
}

/** Compare and set: the row is written only over the version that was read. */
async function writeSnapshot(
  transaction: Knex.Transaction,
  before: Proposal | undefined,
  after: Proposal,
): Promise<void> {
  const row = snapshotRow(after);
  if (!before) {
    await transaction('proposals').insert(row);
    return;
  }
  const written = await transaction('proposals')
    .where({ id: after.id, version: before.version })
    .update(row);
  if (written !== 1) {
    throw new ConflictError('The proposal has changed meanwhile; try again');
  }
}
