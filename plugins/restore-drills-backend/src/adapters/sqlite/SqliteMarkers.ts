import Database from 'better-sqlite3';
import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { MarkerWriter } from '../../service/ports';
import { Opened, patiently } from './database';
import { MARKER_DDL, MARKER_TABLE, readMarkers } from './markersTable';

const KEPT_MS = 8 * 86_400_000;
/** Old markers are removed once in so many. */
const TRIM_EVERY = 720;

/** What a writer of markers needs. */
export interface SqliteMarkersOptions {
  /** The database with the markers; it must exist. */
  path: string;
  /** Tells its markers from those of others. */
  writer: string;
  clock: () => number;
  /** Newest marker of the newest copy; undefined when there is no copy. */
  copied(): Promise<number | undefined>;
}

/** Markers in the table `drill_hb` of one database, each in a transaction of its own that is on the disk before it counts. */
export class SqliteMarkers implements MarkerWriter {
  readonly #options: SqliteMarkersOptions;
  #database: Opened | undefined;

  constructor(options: SqliteMarkersOptions) {
    this.#options = options;
  }

  async prepare(): Promise<number> {
    // The file may be another by now.
    await this.close();
    return patiently(() => {
      const database = this.#opened();
      const there = readMarkers(database);
      if (!there) {
        database.exec(MARKER_DDL);
      }
      return there?.max ?? 0;
    });
  }

  async write(seq: number): Promise<{ position?: string }> {
    const { writer, clock } = this.#options;
    await this.#run(
      `INSERT INTO ${MARKER_TABLE} (seq, writer, wall) VALUES (?, ?, ?)`,
      [seq, writer, clock()],
    );
    if (seq % TRIM_EVERY === 0) {
      await this.#run(`DELETE FROM ${MARKER_TABLE} WHERE wall < ?`, [
        clock() - KEPT_MS,
      ]);
    }
    return {};
  }

  async archived(
    newest: readonly LedgerEntry[],
  ): Promise<LedgerEntry | undefined> {
    const copied = await this.#options.copied();
    return copied === undefined
      ? undefined
      : newest.find(({ seq }) => seq <= copied);
  }

  async close(): Promise<void> {
    this.#database?.close();
    this.#database = undefined;
  }

  async #run(sql: string, values: readonly unknown[]): Promise<void> {
    await patiently(() =>
      this.#opened()
        .prepare(sql)
        .run(...values),
    );
  }

  #opened(): Opened {
    if (!this.#database) {
      this.#database = new Database(this.#options.path, {
        fileMustExist: true,
        timeout: 0,
      });
      // In WAL mode a commit would otherwise be on the disk only with the next checkpoint.
      this.#database.pragma('synchronous = FULL');
    }
    return this.#database;
  }
}
