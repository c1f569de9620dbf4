import { setTimeout as sleep } from 'node:timers/promises';
import Database, { SqliteError } from 'better-sqlite3';

const PATIENCE_MS = 8_000;
const AGAIN_MS = 25;

/** An open database. */
export type Opened = Database.Database;

/** How a database is opened. */
export interface OpenOptions {
  readonly?: boolean;
}

/**
 * Works on a database that exists, and closes it. Nothing waits inside of SQLite: that would hold up the whole process,
 * and with it the transaction that is waited for.
 */
export async function withDatabase<T>(
  path: string,
  { readonly = false }: OpenOptions,
  act: (database: Opened) => Promise<T> | T,
): Promise<T> {
  const database = new Database(path, {
    readonly,
    fileMustExist: true,
    timeout: 0,
  });
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

/** Does it again for some seconds while another holds the lock. */
export async function patiently<T>(
  act: () => Promise<T> | T,
  signal?: AbortSignal,
): Promise<T> {
  for (let waited = 0; ; waited += AGAIN_MS) {
    signal?.throwIfAborted();
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error) || waited >= PATIENCE_MS) {
        throw error;
      }
    }
    await sleep(AGAIN_MS);
  }
}

/** Another holds the lock. */
export function busy(): Error {
  return new SqliteError('database is locked', 'SQLITE_BUSY');
}

function isBusy(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code);
}

/** What SQLite says, without the place of a file. */
export function saidOf(error: unknown): string {
  return error instanceof SqliteError ? error.message.slice(0, 200) : 'error';
}

/** Version of SQLite in this process, as `3.54.1`. */
export function sqliteVersion(): string {
  const database = new Database(':memory:');
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    database.close();
  }
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replace(/"/g, '""')}"`;
}
