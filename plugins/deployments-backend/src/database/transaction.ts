import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Proposal,
  ProposalEvent,
  Reason,
} from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { Decide, TransactOptions } from '../service/DeploymentsStore';
import { LostLeaseError } from '../service/errors';
import { Place } from '../service/ports';
import { append } from './append';
import { applyEffect } from './applyEffect';
import { answeredBefore, keepAnswer } from './idempotency';
import { LockedPlace, lockPlace } from './places';
import { EventRow, eventOf, eventRow, proposalOf, snapshotRow } from './rows';
import { readSurroundings } from './surroundings';

/** Rows of one statement: SQLite takes 32,766 values. */
const BATCH = 200;

/** What a transaction ends with: the proposal, or why not. */
export type TransactionResult = {
  /** Events that were appended. */
  events: number;
} & ({ proposal: Proposal } | { refused: readonly Reason[] });

/**
 * The one transaction by which proposals change. Whatever changes in a place waits for the place's row; what is read
 * after it stands until the end.
 */
export async function transactOnce(
  transaction: Knex.Transaction,
  id: string,
  options: TransactOptions,
  decide: Decide,
): Promise<TransactionResult> {
  const { actor, place } = options;
  const locked = await lockPlace(transaction, place);
  checkFence(locked, options);
  const answered = await answeredBefore(transaction, options, locked.now);
  if (answered) {
    return 'refused' in answered
      ? { events: 0, refused: answered.refused }
      : { events: 0, proposal: await asOf(transaction, answered) };
  }
  const before = await readProposal(transaction, id, options);
  // A clock that was set back must not turn the log around.
  const at = Math.max(locked.now, before?.updatedAt ?? 0);
  const outcome = decide({
    proposal: before,
    now: at,
    around: await readSurroundings(transaction, {
      place,
      executing: locked.executing,
      ...(before && { owner: before.owner, proposal: id }),
    }),
  });
  const events = outcome.ok
    ? outcome.events
    : refusal(options, before, outcome);
  const after = await write(transaction, before, events, {
    actor: actor.ref,
    at,
    place,
  });
  const refused = outcome.ok ? undefined : outcome.reasons;
  if (refused === undefined && after === undefined) {
    throw new NotFoundError('There is no such proposal');
  }
  await keepAnswer(transaction, options, {
    proposal: id,
    version: refused ? 0 : after?.version ?? 0,
    at: locked.now,
    ...(refused && { refused }),
  });
  return after && !refused
    ? { events: events.length, proposal: after }
    : { events: events.length, refused: refused ?? [] };
}

/** What stays of a refusal: only an attempt by who is not a person is a fact of its own (S4). */
function refusal(
  { command }: TransactOptions,
  before: Proposal | undefined,
  { reasons }: { reasons: readonly Reason[] },
): ProposalEvent[] {
  return before && reasons.some(({ code }) => code === 'not-human')
    ? [{ type: 'refused', command, reasons }]
    : [];
}

function checkFence(locked: LockedPlace, { fence }: TransactOptions): void {
  const holds =
    !fence ||
    (locked.leaseHolder === fence.holder &&
      locked.leaseToken === fence.token &&
      locked.leaseExpiresAt > locked.now);
  if (!holds) {
    throw new LostLeaseError();
  }
}

async function readProposal(
  transaction: Knex.Transaction,
  id: string,
  { place }: TransactOptions,
): Promise<Proposal | undefined> {
  const row = await transaction('proposals').where({ id }).first('body');
  const proposal: Proposal | undefined = row && proposalOf(row);
  if (proposal) {
    checkPlace(proposal, place);
  }
  return proposal;
}

/** Only what is in the locked place may be changed. */
function checkPlace(
  { id, service, environment }: Proposal,
  place: Place,
): void {
  if (service !== place.service || environment !== place.environment) {
    throw new ConflictError(
      `Proposal ${id} is not for ${place.service} in ${place.environment}`,
    );
  }
}

/** A proposal as it was. */
async function asOf(
  transaction: Knex.Transaction,
  { proposal: id, version }: { proposal: string; version: number },
): Promise<Proposal> {
  const rows: EventRow[] = await transaction('proposal_events')
    .where({ proposal: id })
    .andWhere('sequence', '<=', version)
    .orderBy('sequence');
  let proposal: Proposal | undefined;
  for (const { event, actor, at } of rows.map(eventOf)) {
    proposal = append(proposal, [event], { actor, at }).after;
  }
  if (proposal?.version !== version) {
    throw damaged(id, version);
  }
  return proposal;
}

async function write(
  transaction: Knex.Transaction,
  before: Proposal | undefined,
  events: readonly ProposalEvent[],
  { place, ...meta }: { actor: string; at: number; place: Place },
): Promise<Proposal | undefined> {
  if (events.length === 0) {
    return before;
  }
  const { after, logged, effects } = append(before, events, {
    ...meta,
    ...(before && { lastHash: await lastHash(transaction, before) }),
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

async function lastHash(
  transaction: Knex.Transaction,
  { id, version }: Proposal,
): Promise<string> {
  const row: Pick<EventRow, 'hash'> | undefined = await transaction(
    'proposal_events',
  )
    .where({ proposal: id, sequence: version })
    .first('hash');
  if (!row) {
    throw damaged(id, version);
  }
  return row.hash;
}

function damaged(id: string, version: number): ConflictError {
  return new ConflictError(
    `The log of proposal ${id} has no event ${version}; run npm run verify-log`,
  );
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
