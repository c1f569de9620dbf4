import { existsSync } from 'node:fs';
import { groupBy } from '@textloom/kernel';
import knexFactory, { Knex } from 'knex';
import { EventRow, ProposalRow } from './rows';

const BATCH = 200;

/** A row of a table that follows from the log. */
export type PlaceRow = Record<string, string | number | null>;

/** Everything that is stored of the log, as of one moment. */
export interface StoredLog {
  /** Each proposal with its events by sequence; some are in memory at a time. */
  proposals(): AsyncGenerator<{ row: ProposalRow; log: EventRow[] }>;
  /** Ids of proposals that have events and no row. */
  orphans(): Promise<string[]>;
  /** Columns of a table; of `places` those where something executes. */
  rows(
    table: 'places' | 'successes' | 'denied_releases',
    columns: readonly string[],
  ): Promise<PlaceRow[]>;
}

/** Opens a database for reading alone: a PostgreSQL address, or an SQLite file. @throws when there is no such file. */
export function openForReading(source: string, schema?: string): Knex {
  if (/^postgres(ql)?:\/\//.test(source)) {
    return knexFactory({
      client: 'pg',
      connection: source,
      ...(schema !== undefined && { searchPath: [schema] }),
    });
  }
  if (!existsSync(source)) {
    throw new Error(`there is no database ${source}`);
  }
  return knexFactory({
    client: 'better-sqlite3',
    connection: { filename: source, options: { readonly: true } },
    useNullAsDefault: true,
  });
}

/** Reads the log in one transaction that cannot write. */
export function readLog<T>(
  database: Knex,
  work: (log: StoredLog) => Promise<T>,
): Promise<T> {
  const isServer = database.client.config.client === 'pg';
  return database.transaction(
    transaction => work(storedLog(transaction)),
    isServer
      ? { isolationLevel: 'repeatable read', readOnly: true }
      : undefined,
  );
}

function storedLog(transaction: Knex.Transaction): StoredLog {
  return {
    proposals: () => proposals(transaction),
    orphans: () =>
      transaction('proposal_events')
        .whereNotExists(
          transaction('proposals')
            .select(transaction.raw('1'))
            .whereRaw('proposals.id = proposal_events.proposal'),
        )
        .distinct('proposal')
        .pluck('proposal'),
    rows: async (table, columns) => {
      const query = transaction(table).select(...columns);
      return table === 'places' ? query.whereNotNull('executing') : query;
    },
  };
}

async function* proposals(
  transaction: Knex.Transaction,
): AsyncGenerator<{ row: ProposalRow; log: EventRow[] }> {
  let after = '';
  for (;;) {
    const rows: ProposalRow[] = await transaction('proposals')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH);
    if (rows.length === 0) {
      return;
    }
    const ids = rows.map(({ id }) => id);
    const events: EventRow[] = await transaction('proposal_events')
      .whereIn('proposal', ids)
      .orderBy(['proposal', 'sequence']);
    const logs = groupBy(events, ({ proposal }) => proposal);
    for (const row of rows) {
      yield { row, log: logs.get(row.id) ?? [] };
    }
    after = ids[ids.length - 1];
  }
}
