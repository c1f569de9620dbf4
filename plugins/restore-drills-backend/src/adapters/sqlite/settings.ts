/** The databases of a store of SQLite, and where their copies are. All paths are absolute. */
export interface SqliteSettings {
  /** The databases; their names differ. */
  files?: readonly string[];
  /** All databases of a folder, `*.sqlite`; instead of `files`. */
  directory?: string;
  /** Folder of the copies, which the portal makes itself. */
  copies: string;
  /** How many copies are kept, two or more; a day of them by default. */
  keep?: number;
  /** First business request, run in a transaction that is rolled back. A database is called by its name: `"catalog".final_entities`. */
  smoke?: string;
}

/** One copy an hour. */
export const COPY_EVERY_MS = 3_600_000;
export const DEFAULT_KEEP = 24;
