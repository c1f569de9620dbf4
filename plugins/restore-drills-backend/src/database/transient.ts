/** Errors after which the same transaction may succeed: it met another one, and had no effect. */
const TRANSIENT = new Set([
  // PostgreSQL: serialization failure, deadlock, unique violation by a writer of the same moment
  '40001',
  '40P01',
  '23505',
  // SQLite, also in its longer forms such as SQLITE_BUSY_SNAPSHOT
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_UNIQUE',
]);

/** Whether to try a transaction again. */
export function isTransient(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return (
    typeof code === 'string' &&
    (TRANSIENT.has(code) || /^SQLITE_(BUSY|LOCKED)_/.test(code))
  );
}
