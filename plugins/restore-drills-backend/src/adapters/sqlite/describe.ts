import { createHash, Hash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { Opened, quoted, saidOf } from './database';

/** So many rows are read before others have their turn. */
const ROWS_AT_ONCE = 2_000;

/** What the content of a database is known by. */
export interface Content {
  /** SHA-256 over schema and rows, hexadecimal. */
  contentHash: string;
  /** `PRAGMA user_version`. */
  userVersion: number;
  /** Rows by table. */
  tables: Record<string, number>;
  /** Number of rows that break a foreign key, or what SQLite says instead. */
  foreignKeys: string;
}

interface Table {
  name: string;
  sql: string | null;
}

/**
 * Reads all of a database. The hash is over the schema and every value of every row in the order of its key, with
 * types, so that it does not depend on how the pages lie in the file. Virtual tables are left out: what they hold stands
 * in ordinary ones.
 */
export async function describeContent(
  database: Opened,
  signal?: AbortSignal,
): Promise<Content> {
  const hash = createHash('sha256');
  const tables: Record<string, number> = {};
  for (const { name, sql } of schemaOf(database, hash)) {
    if (!/^\s*CREATE\s+VIRTUAL\b/i.test(sql ?? '')) {
      hash.update(`\ntable ${name}\n`);
      tables[name] = await hashRows(database, name, hash, signal);
    }
  }
  return {
    contentHash: hash.digest('hex'),
    userVersion: Number(database.pragma('user_version', { simple: true })),
    tables,
    foreignKeys: foreignKeysOf(database),
  };
}

/** What `PRAGMA integrity_check` says; `ok` when all is well. */
export function integrityOf(database: Opened): string {
  return String(database.pragma('integrity_check(1)', { simple: true }));
}

function schemaOf(database: Opened, hash: Hash): Table[] {
  const objects = database
    .prepare('SELECT type, name, sql FROM sqlite_master ORDER BY type, name')
    .all() as (Table & { type: string })[];
  for (const { type, name, sql } of objects) {
    hash.update(`${type} ${name} ${sql ?? ''}\n`);
  }
  return objects.filter(({ type }) => type === 'table');
}

async function hashRows(
  database: Opened,
  table: string,
  hash: Hash,
  signal?: AbortSignal,
): Promise<number> {
  const rows = database
    .prepare<[], unknown[]>(
      `SELECT * FROM ${quoted(table)} ORDER BY ${orderOf(database, table)}`,
    )
    .raw(true)
    .safeIntegers(true)
    .iterate();
  let count = 0;
  for (const row of rows) {
    row.forEach(value => hashValue(hash, value));
    hash.update(';');
    count += 1;
    if (count % ROWS_AT_ONCE === 0) {
      await turn();
      signal?.throwIfAborted();
    }
  }
  return count;
}

/** The primary key where there is no rowid, as a table without one cannot be ordered by it. */
function orderOf(database: Opened, table: string): string {
  const { wr } = database
    .prepare('SELECT wr FROM pragma_table_list(?) WHERE schema = ?')
    .get(table, 'main') as { wr: number };
  if (wr === 0) {
    return 'rowid';
  }
  const key = database
    .prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .pluck()
    .all(table) as string[];
  return key.map(quoted).join(', ');
}

function hashValue(hash: Hash, value: unknown): void {
  if (Buffer.isBuffer(value)) {
    hash.update(`b${value.length}:`).update(value);
  } else if (typeof value === 'string') {
    hash.update(`s${Buffer.byteLength(value)}:${value}`);
  } else {
    // An integer is a bigint here, and a real number a number.
    hash.update(value === null ? 'n,' : `${typeof value}${value},`);
  }
}

function foreignKeysOf(database: Opened): string {
  try {
    return String(
      database
        .prepare('SELECT count(*) FROM pragma_foreign_key_check')
        .pluck()
        .get(),
    );
  } catch (error) {
    return saidOf(error);
  }
}
