import { InputError } from '@backstage/errors';
import { ProposalSummary } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { ProposalFilter } from '../service/DeploymentsStore';
import { ProposalRow, summaryOfRow } from './rows';

const TABLE = 'proposals';
const MAX_OWING = 200;
const cursorSchema = z.tuple([z.number(), z.string().max(36)]);

type PlaceFilter = Pick<ProposalFilter, 'service' | 'environment'>;

/** A page of proposals, newest first. @throws InputError for a cursor that is none of ours. */
export async function listProposals(
  database: Knex,
  filter: ProposalFilter,
): Promise<{ items: ProposalSummary[]; nextCursor?: string }> {
  const { open, endedFrom, cursor, limit } = filter;
  const ended = open === false || endedFrom !== undefined;
  // The plus keeps SQLite from walking through all that was ever asked for, in search of the few that are open.
  const begun = open === true ? '+requested_at' : 'requested_at';
  const order = ended ? 'ended_at' : begun;
  const query = database(TABLE)
    .select('id', 'summary', database.raw(`${order} as position`))
    .modify(inPlace, filter)
    .orderByRaw(`${order} desc, id desc`)
    .limit(limit + 1);
  if (ended) {
    query.where('ended_at', '>=', endedFrom ?? 0);
  }
  if (open === true) {
    query.whereNull('ended_at');
  }
  if (cursor !== undefined) {
    query.whereRaw(`(${order}, id) < (?, ?)`, readCursor(cursor));
  }
  const rows: Row[] = await query;
  const page = rows.slice(0, limit);
  return {
    items: page.map(summaryOfRow),
    ...(rows.length > limit ? { nextCursor: cursorOf(page[limit - 1]) } : {}),
  };
}

type Row = Pick<ProposalRow, 'id' | 'summary'> & { position: number | string };

/** All that have not ended, oldest first. */
export function openProposals(database: Knex): Knex.QueryBuilder {
  return database(TABLE).whereNull('ended_at').orderBy('requested_at');
}

/** Those that ended at `from` or later, newest first. */
export function endedProposals(
  database: Knex,
  filter: PlaceFilter & { from: number; limit: number },
): Knex.QueryBuilder {
  return database(TABLE)
    .where('ended_at', '>=', filter.from)
    .modify(inPlace, filter)
    .orderBy('ended_at', 'desc')
    .limit(filter.limit);
}

/** Emergency uses without a review, and what diverged or needs a person while nothing has succeeded there since. */
export function owingProposals(database: Knex): Knex.QueryBuilder {
  // Two short walks along an index each; as one condition it would be a long one over all that has ended.
  const owing = database(TABLE)
    .select('id')
    .where('review_due_at', '>', 0)
    .unionAll(
      database(TABLE)
        .select('id')
        .whereIn('state', ['Diverged', 'NeedsHuman'])
        .whereNotExists(laterSuccess(database)),
    );
  return database(TABLE)
    .whereIn('id', owing)
    .whereNotNull('ended_at')
    .orderBy('ended_at', 'desc')
    .limit(MAX_OWING);
}

/** Those whose change past the portal was adopted, while nothing has succeeded there since. */
export function adoptedProposals(database: Knex): Knex.QueryBuilder {
  return database(TABLE)
    .where({ state: 'Adopted' })
    .whereNotExists(laterSuccess(database))
    .orderBy('ended_at', 'desc')
    .limit(MAX_OWING);
}

function laterSuccess(database: Knex): Knex.QueryBuilder {
  return database('successes')
    .select(database.raw('1'))
    .whereRaw('successes.service = proposals.service')
    .whereRaw('successes.environment = proposals.environment')
    .whereRaw('successes.at > proposals.ended_at');
}

function inPlace(
  query: Knex.QueryBuilder,
  { service, environment }: PlaceFilter,
): void {
  if (service !== undefined) {
    query.where({ service });
  }
  if (environment !== undefined) {
    query.where({ environment });
  }
}

function cursorOf({ position, id }: Row): string {
  return Buffer.from(JSON.stringify([Number(position), id])).toString(
    'base64url',
  );
}

function readCursor(cursor: string): [number, string] {
  try {
    return cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
  } catch {
    throw new InputError('cursor must be one that an answer has given');
  }
}
