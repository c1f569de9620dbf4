import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Proposal } from './backend.ts';

const OPEN = 300;
const CHUNK = 1_000;

/** Fills the database with ended proposals like one that exists, ten events each, and some that are open. */
export async function seedProposals(
  database: Knex,
  like: Proposal,
  count: number,
): Promise<void> {
  const row = await database('proposals').where({ id: like.id }).first();
  const [event] = await database('proposal_events').where({
    proposal: like.id,
  });
  const began = Date.now() - count * 60_000;
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Array.from({ length: CHUNK }, (_, n) => {
      const at = began + (from + n) * 60_000;
      const open = from + n >= count - OPEN;
      return {
        ...row,
        id: randomUUID(),
        service: `service-${(from + n) % 200}`,
        environment: ['dev', 'test', 'staging', 'prod'][n % 4],
        state: open ? 'Pending' : 'Succeeded',
        requested_at: at,
        updated_at: at,
        ended_at: open ? null : at + 1_000,
      };
    });
    await database('proposals').insert(rows);
  }
  const own: Record<string, string> = { proposal: 'p.id', sequence: 'g.n' };
  const columns = Object.keys(event);
  const values = columns.map(name => own[name] ?? `e."${name}"`);
  await database.raw(
    `INSERT INTO proposal_events (${columns
      .map(name => `"${name}"`)
      .join(', ')})
     SELECT ${values.join(', ')}
     FROM proposals p, generate_series(1, 10) AS g(n),
       (SELECT * FROM proposal_events WHERE proposal = ? LIMIT 1) AS e
     WHERE p.id <> ?
     ON CONFLICT DO NOTHING`,
    [like.id, like.id],
  );
  await database.raw('ANALYZE');
}
