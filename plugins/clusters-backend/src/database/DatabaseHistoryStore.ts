import { Lease } from '@textloom/backend-kit';
import { DAY, HOUR } from '@textloom/kernel';
import { collapse, OpenRows } from '@textloom/plugin-clusters-common';
import { Knex } from 'knex';
import {
  HistoryStore,
  HistoryWrite,
  StoredHistory,
  StoredMemory,
} from '../service/HistoryStore';
import {
  FindingSpanRecord,
  findingRecord,
  findingRow,
  HealthHourRecord,
  HealthSpanRecord,
  hourRecord,
  hourRow,
  spanRecord,
  spanRow,
} from './rows';

const SPANS = 'health_spans';
const FINDINGS = 'finding_spans';
const HOURS = 'health_hours';
const MEMORY = 'assessment_memory';

/** What is older is dropped. */
export const RETENTION_MS = 30 * DAY;
/** What is younger keeps its details in any case. */
export const DETAILS_MS = 7 * DAY;
/** Rows of one cluster and table above which details are given up. */
export const MAX_ROWS = 10_000;
/** Findings of one answer. */
const MAX_FINDINGS = 1_000;
/** Rows of one statement: SQLite takes 32,766 values. */
const BATCH = 200;

/** What the store needs. */
export interface DatabaseHistoryStoreOptions {
  database: Knex;
  /** The right to write. */
  lease: Lease;
  /** {@link MAX_ROWS} where tests set no other. */
  maxRows?: number;
}

/** {@link HistoryStore} in the plugin's database. */
export class DatabaseHistoryStore implements HistoryStore {
  readonly #database: Knex;
  readonly #lease: Lease;
  readonly #maxRows: number;

  constructor(options: DatabaseHistoryStoreOptions) {
    this.#database = options.database;
    this.#lease = options.lease;
    this.#maxRows = options.maxRows ?? MAX_ROWS;
  }

  async hold(): Promise<number | undefined> {
    return (await this.#lease.hold()) ? this.#lease.token : undefined;
  }

  release(): Promise<void> {
    return this.#lease.release();
  }

  async openRows(cluster: string): Promise<OpenRows> {
    const open = { cluster, ended_at: null };
    const spans = await this.#database<HealthSpanRecord>(SPANS)
      .where(open)
      .orderBy('started_at');
    const findings = await this.#database<FindingSpanRecord>(FINDINGS)
      .where(open)
      .orderBy('started_at');
    return {
      spans: new Map(spans.map(row => [row.node_group, spanRow(row)])),
      findings: new Map(findings.map(row => [row.finding_id, findingRow(row)])),
    };
  }

  async memories(): Promise<StoredMemory[]> {
    const rows = await this.#database(MEMORY).select('cluster', 'memory', 'at');
    return rows.map(({ cluster, memory, at }) => ({
      cluster,
      text: memory,
      at: Number(at),
    }));
  }

  write(writes: readonly HistoryWrite[]): Promise<boolean> {
    return this.#fenced(async transaction => {
      for (const write of writes) {
        await writeOne(transaction, write);
      }
    });
  }

  async read(
    cluster: string,
    { from, to, group }: { from: number; to: number; group: string },
  ): Promise<StoredHistory> {
    const touches = (query: Knex.QueryBuilder) =>
      query
        .where('started_at', '<', to)
        .andWhere(ended =>
          ended.whereNull('ended_at').orWhere('ended_at', '>', from),
        );
    const spans: HealthSpanRecord[] = await this.#database(SPANS)
      .where({ cluster, node_group: group })
      .modify(touches)
      .orderBy('started_at');
    const hours: HealthHourRecord[] = await this.#database(HOURS)
      .where({ cluster, node_group: group })
      .andWhere('hour', '>', from - HOUR)
      .andWhere('hour', '<', to);
    const findings: FindingSpanRecord[] = await this.#database(FINDINGS)
      .where({ cluster, ...(group !== '' && { node_group: group }) })
      .modify(touches)
      .orderBy('started_at', 'desc')
      .limit(MAX_FINDINGS);
    return {
      spans: spans.map(spanRow),
      hours: hours.map(hourRow),
      findings: findings.map(findingRow),
    };
  }

  prune(now: number): Promise<boolean> {
    return this.#fenced(async transaction => {
      for (const table of [SPANS, FINDINGS]) {
        await transaction(table)
          .whereRaw('COALESCE(ended_at, seen_at) < ?', [now - RETENTION_MS])
          .delete();
      }
      await transaction(HOURS)
        .where('hour', '<', now - RETENTION_MS)
        .delete();
      await transaction(MEMORY)
        .where('at', '<', now - RETENTION_MS)
        .delete();
      for (const cluster of await this.#crowded(transaction, SPANS)) {
        await collapseSpans(transaction, cluster, now);
      }
      for (const cluster of await this.#crowded(transaction, FINDINGS)) {
        await transaction(FINDINGS)
          .where({ cluster })
          .andWhere('ended_at', '<', now - DETAILS_MS)
          .delete();
      }
    });
  }

  /** Clusters with too many rows. */
  async #crowded(transaction: Knex.Transaction, table: string) {
    const rows = await transaction(table)
      .groupBy('cluster')
      .havingRaw('COUNT(*) > ?', [this.#maxRows])
      .select('cluster');
    return rows.map(({ cluster }): string => cluster);
  }

  /** Does the work in a transaction if this process may write. */
  #fenced(
    work: (transaction: Knex.Transaction) => Promise<void>,
  ): Promise<boolean> {
    return this.#database.transaction(async transaction => {
      const mayWrite = await this.#lease.fence(transaction);
      if (mayWrite) {
        await work(transaction);
      }
      return mayWrite;
    });
  }
}

async function writeOne(
  transaction: Knex.Transaction,
  { cluster, at, spans, findings, memory }: HistoryWrite,
): Promise<void> {
  await upsert(
    transaction,
    SPANS,
    ['cluster', 'node_group', 'started_at'],
    spans.map(row => spanRecord(cluster, row)),
  );
  await upsert(
    transaction,
    FINDINGS,
    ['cluster', 'finding_id', 'started_at'],
    findings.map(row => findingRecord(cluster, row)),
  );
  for (const table of [SPANS, FINDINGS]) {
    await transaction(table)
      .where({ cluster, ended_at: null })
      .update({ seen_at: at });
  }
  await upsert(transaction, MEMORY, ['cluster'], [{ cluster, memory, at }]);
}

async function collapseSpans(
  transaction: Knex.Transaction,
  cluster: string,
  now: number,
): Promise<void> {
  const records: HealthSpanRecord[] = await transaction(SPANS)
    .where({ cluster })
    .andWhere('started_at', '<', now - DETAILS_MS);
  const { hours, gone, cut } = collapse(
    records.map(spanRow),
    now - DETAILS_MS,
    now,
  );
  await upsert(
    transaction,
    HOURS,
    ['cluster', 'node_group', 'hour'],
    hours.map(row => hourRecord(cluster, row)),
  );
  const left = [...gone, ...cut.map(({ before }) => before)];
  for (const { group, from } of left) {
    await transaction(SPANS)
      .where({ cluster, node_group: group, started_at: from })
      .delete();
  }
  await upsert(
    transaction,
    SPANS,
    ['cluster', 'node_group', 'started_at'],
    cut.map(({ after }) => spanRecord(cluster, after)),
  );
}

/** Inserts rows, or replaces those of the same key. */
async function upsert(
  transaction: Knex.Transaction,
  table: string,
  key: string[],
  records: readonly object[],
): Promise<void> {
  for (let n = 0; n < records.length; n += BATCH) {
    await transaction(table)
      .insert(records.slice(n, n + BATCH))
      .onConflict(key)
      .merge();
  }
}
