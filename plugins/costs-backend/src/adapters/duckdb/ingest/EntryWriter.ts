import type { DuckDBAppender, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import {
  AllocatedEntry,
  Dimension,
  DIMENSIONS,
} from '@textloom/plugin-costs-common';
import { AMOUNTS } from '../entrySql';
import {
  DuckApi,
  duckApi,
  DuckSession,
  identifier,
  literal,
} from '../openDuck';
import { DETAIL_DIMENSIONS } from '../partitionFiles';

const TEXTS = ['day', 'billingPeriod', 'currency', 'reason', ...DIMENSIONS];
/** Rows of a chunk: DuckDB's own vector size. */
const CHUNK = 2048;

/** Collects allocated entries in a table and writes them as Parquet with their rollups. */
export class EntryWriter {
  readonly #session: DuckSession;
  readonly #api: DuckApi;
  readonly #appender: DuckDBAppender;
  readonly #types: DuckDBType[];
  #waiting: AllocatedEntry[] = [];

  private constructor(
    session: DuckSession,
    api: DuckApi,
    appender: DuckDBAppender,
  ) {
    this.#session = session;
    this.#api = api;
    this.#appender = appender;
    this.#types = [
      ...TEXTS.map(() => api.VARCHAR),
      ...AMOUNTS.map(() => api.DECIMAL(38, 12)),
      api.INTEGER,
      api.UBIGINT,
    ];
  }

  static async open(session: DuckSession): Promise<EntryWriter> {
    const columns = [
      ...TEXTS.map(name => `${identifier(name)} VARCHAR`),
      ...AMOUNTS.map(name => `${identifier(name)} DECIMAL(38, 12)`),
      '"rows" INTEGER',
      '"fact" UBIGINT',
    ];
    await session.run(`CREATE TABLE entries (${columns.join(', ')})`);
    const appender = await session.connection.createAppender('entries');
    return new EntryWriter(session, duckApi(), appender);
  }

  add(entries: readonly AllocatedEntry[]): void {
    for (const entry of entries) {
      this.#waiting.push(entry);
      if (this.#waiting.length === CHUNK) {
        this.#append();
      }
    }
  }

  /** Writes the files; nothing can be added afterwards. */
  async write(files: {
    entries: string;
    daily: string;
    monthly: string;
  }): Promise<void> {
    this.#append();
    this.#appender.flushSync();
    this.#appender.closeSync();
    const details = new Set<Dimension>(DETAIL_DIMENSIONS);
    await this.#copy(
      'SELECT * FROM entries ORDER BY "day", "layer", "component", "fact"',
      files.entries,
    );
    await this.#copy(
      rollup(
        '"day"',
        DIMENSIONS.filter(name => !details.has(name)),
      ),
      files.daily,
    );
    await this.#copy(rollup('left("day", 7)', DIMENSIONS), files.monthly);
  }

  #copy(select: string, file: string): Promise<void> {
    return this.#session.run(
      `COPY (${select}) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }

  #append(): void {
    const entries = this.#waiting;
    if (entries.length === 0) {
      return;
    }
    const { DuckDBDataChunk, DuckDBDecimalValue } = this.#api;
    const decimal = (value: bigint) => new DuckDBDecimalValue(value, 38, 12);
    const columns: DuckDBValue[][] = [
      ...TEXTS.map(name => entries.map(entry => textOf(entry, name))),
      ...AMOUNTS.map(name =>
        entries.map(({ costs, quantity }) =>
          decimal(name === 'quantity' ? quantity : costs[name]),
        ),
      ),
      entries.map(({ rows }) => rows),
      entries.map(({ fact = 0n }) => fact),
    ];
    const chunk = DuckDBDataChunk.create(this.#types, entries.length);
    chunk.setColumns(columns);
    this.#appender.appendDataChunk(chunk);
    this.#waiting = [];
  }
}

function textOf(entry: AllocatedEntry, name: string): string {
  if (name === 'correction') {
    return entry.correction ? 'yes' : '';
  }
  return entry[name as Exclude<keyof AllocatedEntry, 'costs'>] as string;
}

function rollup(day: string, dimensions: readonly Dimension[]): string {
  const keys = ['billingPeriod', 'currency', 'reason', ...dimensions].map(
    identifier,
  );
  const sums = AMOUNTS.map(
    name => `sum(${identifier(name)})::DECIMAL(38, 12) AS ${identifier(name)}`,
  );
  return `SELECT ${[
    `${day} AS "day"`,
    ...keys,
    ...sums,
    'sum("rows")::INTEGER AS "rows"',
  ].join(', ')}
    FROM entries GROUP BY ALL ORDER BY "day", "layer", "component"`;
}
