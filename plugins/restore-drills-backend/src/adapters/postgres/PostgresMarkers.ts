import {
  compareLsn,
  LedgerEntry,
} from '@textloom/plugin-restore-drills-common';
import { Client } from 'pg';
import { MarkerWriter } from '../../service/ports';
import { configOf } from './client';
import { hasMarkers, MARKER_DDL, MARKER_TABLE } from './markersTable';
import { PostgresConnection } from './settings';

const STATEMENT_MS = 10_000;
const KEPT = '8 days';
/** Old markers are removed once in so many. */
const TRIM_EVERY = 720;

/** Where what is archived can be read. */
export interface ArchiveReader {
  /** Position up to which the newest backup can be rolled forward by now; undefined when there is none. */
  archivedUntil(): Promise<string | undefined>;
}

/** What a writer of markers needs. */
export interface PostgresMarkersOptions {
  connection: PostgresConnection;
  archive: ArchiveReader;
  /** Tells its markers from those of others. */
  writer: string;
}

/**
 * Markers in the table `drill_hb`, each in a transaction of its own that is on the disk of the source before it counts.
 * One connection is kept; a new one is made when it is lost.
 */
export class PostgresMarkers implements MarkerWriter {
  readonly #options: PostgresMarkersOptions;
  #client: Client | undefined;

  constructor(options: PostgresMarkersOptions) {
    this.#options = options;
  }

  async prepare(): Promise<number> {
    return this.#use(async client => {
      const session = {
        rows: async (sql: string, values: readonly unknown[] = []) =>
          (await client.query(sql, [...values])).rows,
      };
      if (!(await hasMarkers(session))) {
        await client.query(MARKER_DDL);
      }
      const { rows } = await client.query<{ newest: string | null }>(
        `SELECT max(seq) AS newest FROM ${MARKER_TABLE}`,
      );
      return Number(rows[0].newest ?? 0);
    });
  }

  async write(seq: number): Promise<{ position?: string }> {
    return this.#use(async client => {
      await client.query(
        `INSERT INTO ${MARKER_TABLE} (seq, writer) VALUES ($1, $2)`,
        [seq, this.#options.writer],
      );
      // After the commit: its record lies before this position, and is on the disk.
      const { rows } = await client.query<{ position: string }>(
        `SELECT pg_current_wal_flush_lsn()::text AS position`,
      );
      if (seq % TRIM_EVERY === 0) {
        await client.query(
          `DELETE FROM ${MARKER_TABLE} WHERE wall < now() - interval '${KEPT}'`,
        );
      }
      return { position: rows[0].position };
    });
  }

  async archived(
    newest: readonly LedgerEntry[],
  ): Promise<LedgerEntry | undefined> {
    const until = await this.#options.archive.archivedUntil();
    return until === undefined
      ? undefined
      : newest.find(
          ({ position }) =>
            position !== undefined && compareLsn(position, until) <= 0,
        );
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #use<T>(act: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.#connected();
    try {
      return await act(client);
    } catch (error) {
      // Whether the connection is still good is not known; the next marker gets another.
      this.#client = undefined;
      client.end().catch(() => {});
      throw error;
    }
  }

  async #connected(): Promise<Client> {
    if (this.#client) {
      return this.#client;
    }
    const client = new Client({
      ...configOf(this.#options.connection, STATEMENT_MS),
      application_name: 'textloom-heartbeat',
    });
    client.on('error', () => {
      this.#client = undefined;
    });
    await client.connect();
    // A marker that was acknowledged must not be lost with the memory of the source.
    await client.query(
      `SELECT set_config('synchronous_commit', 'on', false)
       WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')`,
    );
    this.#client = client;
    return client;
  }
}
