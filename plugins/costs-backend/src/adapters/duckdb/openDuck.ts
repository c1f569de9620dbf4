import { createRequire } from 'node:module';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

/** The vendor's library. */
export type DuckApi = typeof import('@duckdb/node-api');

/** Loads the library, which is native and large, when it is first needed; a portal without bills never does. */
export const duckApi = (): DuckApi =>
  createRequire(__filename)('@duckdb/node-api');

/** What a database in memory may use and reach. */
export interface DuckOptions {
  /** Folders it may read and write; everything else of the machine and the network is out of reach. */
  directories: readonly string[];
  /** Folder that it spills to, one of those or below. */
  spill: string;
  memoryLimitMb: number;
  threads: number;
}

/** An open database in memory. */
export interface Duck {
  connect(): Promise<DuckSession>;
  close(): void;
}

/** A value of a row as DuckDB gives it; decimals have the digits as a `bigint` in `value`. */
export type Cell = DuckDBValue;

/** One connection: one statement at a time. */
export interface DuckSession {
  readonly connection: DuckDBConnection;
  /** @param values - for `$1`, `$2`, …: the only way in which values enter a statement. */
  all(sql: string, values?: readonly string[]): Promise<Cell[][]>;
  /** The same by columns, which spares a list for each row. */
  columns(
    sql: string,
    values: readonly string[],
  ): Promise<{ count: number; columns: Cell[][] }>;
  run(sql: string): Promise<void>;
  /** Rows in chunks, without having all of them in memory. */
  stream(sql: string): AsyncIterable<Cell[][]>;
  close(): void;
}

/** A text as a literal of SQL, for paths and names where parameters are not allowed. */
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A name as an identifier of SQL. */
export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Settings that no statement can change any more once the last of them is made. */
function lockdown({ directories, spill }: DuckOptions): string[] {
  const allowed = directories.map(path => literal(`${path}/`)).join(', ');
  return [
    `SET allowed_directories = [${allowed}]`,
    `SET temp_directory = ${literal(spill)}`,
    `SET TimeZone = 'UTC'`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ];
}

/** Opens a database in memory. */
export async function openDuck(options: DuckOptions): Promise<Duck> {
  const instance = await duckApi().DuckDBInstance.create(':memory:', {
    memory_limit: `${options.memoryLimitMb}MB`,
    threads: String(options.threads),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const first = await instance.connect();
  for (const setting of lockdown(options)) {
    await first.run(setting);
  }
  first.closeSync();
  return {
    connect: async () => session(await instance.connect()),
    close: () => instance.closeSync(),
  };
}

function session(connection: DuckDBConnection): DuckSession {
  return {
    connection,
    async all(sql, values = []) {
      const reader = await connection.runAndReadAll(sql, [...values]);
      return reader.getRows();
    },
    async columns(sql, values) {
      const reader = await connection.runAndReadAll(sql, [...values]);
      return { count: reader.currentRowCount, columns: reader.getColumns() };
    },
    async run(sql) {
      await connection.run(sql);
    },
    async *stream(sql) {
      const result = await connection.stream(sql);
      yield* result.yieldRows();
    },
    close: () => connection.closeSync(),
  };
}

/** The digits of a decimal of scale 12, which is a {@link Decimal}; nothing is zero. */
export function decimalCell(cell: Cell): bigint {
  return cell === null ? 0n : (cell as { value: bigint }).value;
}

/** A text or a number; nothing is `''`. */
export const textCell = (cell: Cell) => (cell === null ? '' : String(cell));
