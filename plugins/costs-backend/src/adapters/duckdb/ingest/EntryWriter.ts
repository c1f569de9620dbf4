import type { DuckDBAppender, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import {
  AllocatedEntry,
  Attribution,
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
import { classLabelsSql } from './factSql';

/** What an entry has of its own; the rest it has in common with all of its class. */
const OWN: readonly (keyof Attribution)[] = [
  'layer',
  'component',
  'owner',
  'system',
  'environment',
  'nodeGroup',
  'reason',
];
const SHARED = DIMENSIONS.filter(name => !isOwn(name));
const DETAILS = new Set<Dimension>(DETAIL_DIMENSIONS);
const COARSE = SHARED.filter(name => !DETAILS.has(name));
/** Rows of a chunk: DuckDB's own vector size. */
const CHUNK = 2048;

function namesOf(dimensions: readonly Dimension[]): string[] {
  return ['billingPeriod', 'currency', ...dimensions].map(identifier);
}

function isOwn(name: Dimension): boolean {
  return (OWN as readonly string[]).includes(name);
}

/** An entry by numbers: texts are kept once, not with each of a million entries. */
interface Row {
  entry: AllocatedEntry;
  shared: number;
  attribution: number;
}

/** Collects allocated entries in a table and writes them as Parquet with their rollups. */
export class EntryWriter {
  readonly #session: DuckSession;
  readonly #api: DuckApi;
  readonly #appender: DuckDBAppender;
  readonly #types: DuckDBType[];
  readonly #attributions = new Map<string, number>();
  #waiting: Row[] = [];

  private constructor(
    session: DuckSession,
    api: DuckApi,
    appender: DuckDBAppender,
  ) {
    this.#session = session;
    this.#api = api;
    this.#appender = appender;
    this.#types = [
      api.VARCHAR,
      api.INTEGER,
      api.INTEGER,
      ...AMOUNTS.map(() => api.DECIMAL(38, 12)),
      api.INTEGER,
      api.UBIGINT,
    ];
  }

  static async open(session: DuckSession): Promise<EntryWriter> {
    const columns = [
      '"day" VARCHAR',
      '"class" INTEGER',
      '"attribution" INTEGER',
      ...AMOUNTS.map(name => `${identifier(name)} DECIMAL(38, 12)`),
      '"rows" INTEGER',
      '"fact" UBIGINT',
    ];
    await session.run(`CREATE TABLE entries (${columns.join(', ')})`);
    const appender = await session.connection.createAppender('entries');
    return new EntryWriter(session, duckApi(), appender);
  }

  /**
   * @param entries - of one day
   * @param classOf - number of the class of each, in the table `classes`, by `fact`
   */
  add(
    entries: readonly AllocatedEntry[],
    classOf: ReadonlyMap<bigint, number>,
  ): void {
    for (const entry of entries) {
      const shared = classOf.get(entry.fact ?? 0n);
      if (shared === undefined) {
        throw new Error('An entry is of no sum of its day');
      }
      const attribution = this.#numberOf(entry);
      this.#waiting.push({ entry, shared, attribution });
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
    await this.#writeAttributions();
    await this.#session.run(`CREATE TABLE labels AS ${labelsSql()}`);
    const own = OWN.map(identifier);
    await this.#copy(
      `SELECT ${[
        '"day"',
        ...namesOf(SHARED),
        ...own,
        ...AMOUNTS.map(identifier),
        '"rows"',
        '"fact"',
      ].join(', ')}
       FROM entries JOIN labels USING ("class") JOIN attributions USING ("attribution")`,
      files.entries,
    );
    await this.#copy(rollup('"day"', '"coarse"', COARSE), files.daily);
    await this.#copy(rollup('left("day", 7)', '"fine"', SHARED), files.monthly);
  }

  #copy(select: string, file: string): Promise<void> {
    return this.#session.run(
      `COPY (${select}) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }

  #numberOf(entry: AllocatedEntry): number {
    const key = JSON.stringify(OWN.map(name => entry[name]));
    const known = this.#attributions.get(key);
    if (known !== undefined) {
      return known;
    }
    const number = this.#attributions.size;
    this.#attributions.set(key, number);
    return number;
  }

  async #writeAttributions(): Promise<void> {
    const columns = OWN.map(name => `${identifier(name)} VARCHAR`);
    await this.#session.run(
      `CREATE TABLE attributions ("attribution" INTEGER, ${columns.join(
        ', ',
      )})`,
    );
    const appender = await this.#session.connection.createAppender(
      'attributions',
    );
    for (const [key, number] of this.#attributions) {
      appender.appendInteger(number);
      for (const value of JSON.parse(key) as string[]) {
        appender.appendVarchar(value);
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  #append(): void {
    const rows = this.#waiting;
    if (rows.length === 0) {
      return;
    }
    const { DuckDBDataChunk, DuckDBDecimalValue } = this.#api;
    const decimal = (value: bigint) => new DuckDBDecimalValue(value, 38, 12);
    const columns: DuckDBValue[][] = [
      rows.map(({ entry }) => entry.day),
      rows.map(({ shared }) => shared),
      rows.map(({ attribution }) => attribution),
      ...AMOUNTS.map(name =>
        rows.map(({ entry: { costs, quantity } }) =>
          decimal(name === 'quantity' ? quantity : costs[name]),
        ),
      ),
      rows.map(({ entry }) => entry.rows),
      rows.map(({ entry: { fact = 0n } }) => fact),
    ];
    const chunk = DuckDBDataChunk.create(this.#types, rows.length);
    chunk.setColumns(columns);
    this.#appender.appendDataChunk(chunk);
    this.#waiting = [];
  }
}

/** Classes with what their entries are called, and numbers of those that are called the same with and without details. */
function labelsSql(): string {
  const rank = (dimensions: readonly Dimension[]) =>
    `dense_rank() OVER (ORDER BY ${namesOf(dimensions).join(', ')})::INTEGER`;
  return `SELECT *, ${rank(SHARED)} AS "fine", ${rank(COARSE)} AS "coarse"
    FROM (${classLabelsSql()})`;
}

function rollup(
  day: string,
  label: '"fine"' | '"coarse"',
  dimensions: readonly Dimension[],
): string {
  const names = namesOf(dimensions).join(', ');
  const amounts = AMOUNTS.map(identifier);
  const sums = amounts.map(name => `sum(${name})::DECIMAL(38, 12) AS ${name}`);
  return `SELECT ${[
    '"day"',
    names,
    ...OWN.map(identifier),
    ...amounts,
    '"rows"',
  ].join(', ')}
    FROM (
      SELECT ${day} AS "day", ${label}, "attribution", ${sums.join(', ')},
        sum("rows")::INTEGER AS "rows"
      FROM entries JOIN labels USING ("class") GROUP BY 1, 2, 3)
    JOIN (SELECT DISTINCT ${label}, ${names} FROM labels) USING (${label})
    JOIN attributions USING ("attribution")
    ORDER BY "day", "layer", "component"`;
}
