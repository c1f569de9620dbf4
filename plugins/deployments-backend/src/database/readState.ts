import { ConflictError } from '@backstage/errors';
import { databaseNow } from '@textloom/backend-kit';
import { Proposal } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { Place } from '../service/ports';
import { proposalOf } from './rows';
import { Snapshots } from './Snapshots';

/** A proposal and its place as they were at one moment. */
export interface State {
  proposal: Proposal | undefined;
  /** Hash of the proposal's newest event; absent also where the log lacks that event. */
  lastHash?: string;
  /** Proposal that executes in the place. */
  executing: string | null;
  /** By the database's clock, milliseconds since the epoch; never before the proposal's last change. */
  now: number;
}

/** PostgreSQL plans the statement once for each connection: planning costs more than running it. */
const PREPARED = { name: 'deployments-state' };

interface StateRow {
  now: number | string;
  version: number | null;
  body: string | null;
  hash: string | null;
  executing: string | null;
}

/**
 * Reads all of it by one statement, which sees one moment also where nothing is locked.
 * @param snapshots - Where given, a version that is known there is not read again.
 * @throws ConflictError when the proposal is in another place.
 */
export async function readState(
  database: Knex,
  {
    id,
    place,
    snapshots,
    connection,
  }: { id: string; place: Place; snapshots?: Snapshots; connection?: unknown },
): Promise<State> {
  const known = snapshots?.known(id);
  const { service, environment } = place;
  const query = database
    .from(database.raw('(select 1) as one'))
    .leftJoin('proposals as p', 'p.id', database.raw('?', [id]))
    .leftJoin('proposal_events as e', join =>
      join.on('e.proposal', 'p.id').andOn('e.sequence', 'p.version'),
    )
    .leftJoin('places as l', join =>
      join.onVal('l.service', service).andOnVal('l.environment', environment),
    )
    .first({
      now: databaseNow(database),
      version: 'p.version',
      body: database.raw('case when p.version = ? then null else p.body end', [
        known?.version ?? 0,
      ]),
      hash: 'e.hash',
      executing: 'l.executing',
    })
    .options(PREPARED);
  const row: StateRow = await (connection
    ? query.connection(connection)
    : query);
  const proposal = proposalIn(row, known);
  if (proposal) {
    checkPlace(proposal, place);
    snapshots?.keep(proposal);
  }
  return {
    proposal,
    ...(row.hash !== null && { lastHash: row.hash }),
    executing: row.executing,
    // A clock that was set back must not turn the log around.
    now: Math.max(Number(row.now), proposal?.updatedAt ?? 0),
  };
}

function proposalIn(
  { version, body }: StateRow,
  known: Proposal | undefined,
): Proposal | undefined {
  if (version === null) {
    return undefined;
  }
  return body === null ? known : proposalOf({ body });
}

/** Only what is in the place may be changed by a transaction of the place. @throws ConflictError */
export function checkPlace(
  { id, service, environment }: Proposal,
  place: Place,
): void {
  if (service !== place.service || environment !== place.environment) {
    throw new ConflictError(
      `Proposal ${id} is not for ${place.service} in ${place.environment}`,
    );
  }
}
