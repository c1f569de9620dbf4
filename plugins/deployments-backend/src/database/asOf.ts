import { Proposal } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { append } from './append';
import { damaged } from './damaged';
import { EventRow, eventOf } from './rows';

/** A proposal as it was when it had a version, by its log. @throws ConflictError when the log lacks events. */
export async function asOf(
  database: Knex,
  { proposal: id, version }: { proposal: string; version: number },
): Promise<Proposal> {
  const rows: EventRow[] = await database('proposal_events')
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
