import { randomUUID } from 'node:crypto';
import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { MarkerWriter } from '../../service/ports';
import { PostgresMarkers } from '../postgres';
import { PostgresConnection } from '../postgres/settings';

/** Portal and AWS may differ by so much before a drill says that nothing can be measured. */
const CLOCK_MS = 1_000;

/** Until when the source can be restored by now. */
export interface RestorableUntil {
  /** Milliseconds since the epoch, by AWS's clock; undefined when it cannot be restored at all. */
  restorableUntil(): Promise<number | undefined>;
}

/**
 * Markers in the table `drill_hb` of the source, as of any PostgreSQL. What has reached the repository is told by time,
 * since RDS does not tell positions of the log: a marker that was acknowledged a second before the latest restorable
 * time must come back.
 */
export class RdsMarkers implements MarkerWriter {
  readonly #table: PostgresMarkers;
  readonly #archive: RestorableUntil;

  constructor(connection: PostgresConnection, archive: RestorableUntil) {
    this.#archive = archive;
    this.#table = new PostgresMarkers({
      connection,
      writer: randomUUID(),
      archive: { archivedUntil: async () => undefined },
    });
  }

  prepare(): Promise<number> {
    return this.#table.prepare();
  }

  write(seq: number): Promise<{ position?: string }> {
    return this.#table.write(seq);
  }

  async archived(
    newest: readonly LedgerEntry[],
  ): Promise<LedgerEntry | undefined> {
    const until = await this.#archive.restorableUntil();
    return until === undefined
      ? undefined
      : newest.find(({ ackedAt }) => ackedAt + CLOCK_MS <= until);
  }

  close(): Promise<void> {
    return this.#table.close();
  }
}
