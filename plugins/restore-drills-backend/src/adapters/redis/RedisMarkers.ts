import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { MarkerWriter } from '../../service/ports';
import { open, Opened } from './client';
import { MARKER_KEY, MARKER_LOG } from './markersKeys';
import { RedisConnection } from './settings';

/** More than a day, every five seconds; the server keeps some more. */
const KEPT = '20000';
/** The moment at which a copy was begun is known to a second. */
const SECOND_MS = 1_000;

/** What the newest copy says of the markers that it has. */
export interface CopiedMarkers {
  /** Newest marker before it was begun; undefined when nobody has asked. */
  newestMarker?: number;
  /** What was written before is in the copy, milliseconds since the epoch. */
  beganAt?: number;
}

/** What a writer of markers needs. */
export interface RedisMarkersOptions {
  connection: RedisConnection;
  /** Tells its markers from those of others. */
  writer: string;
  clock: () => number;
  /** Undefined when there is no copy. */
  newestCopy(): Promise<CopiedMarkers | undefined>;
}

/**
 * Markers in the key `drill:hb` and the stream `drill:hb:log`, both in one transaction. A marker counts when the server
 * has it in memory and has handed it to its log, if it keeps one: what matters is whether it is in the next copy.
 */
export class RedisMarkers implements MarkerWriter {
  readonly #options: RedisMarkersOptions;
  #session: Opened | undefined;

  constructor(options: RedisMarkersOptions) {
    this.#options = options;
  }

  prepare(): Promise<number> {
    return this.#use(async session => {
      const newest = await session.call<string | null>('GET', MARKER_KEY);
      // Also finds out whether it is a stream: a transaction would set the key in spite of it.
      const last = await session.call<[string, string[]][]>(
        'XREVRANGE',
        ...[MARKER_LOG, '+', '-', 'COUNT', '1'],
      );
      return Math.max(
        Number(newest ?? 0),
        ...last.map(([id]) => parseInt(id, 10)),
      );
    });
  }

  write(seq: number): Promise<{ position?: string }> {
    const { writer, clock } = this.#options;
    return this.#use(async session => {
      const id = `${seq}-0`;
      const fields = ['writer', writer, 'wall', String(clock())];
      await session.atomically([
        ['XADD', MARKER_LOG, 'MAXLEN', '~', KEPT, id, ...fields],
        ['SET', MARKER_KEY, String(seq)],
      ]);
      return {};
    });
  }

  async archived(
    newest: readonly LedgerEntry[],
  ): Promise<LedgerEntry | undefined> {
    const copy = await this.#options.newestCopy();
    const { newestMarker, beganAt } = copy ?? {};
    if (newestMarker !== undefined) {
      return newest.find(({ seq }) => seq <= newestMarker);
    }
    return beganAt === undefined
      ? undefined
      : newest.find(({ ackedAt }) => ackedAt < beganAt - SECOND_MS);
  }

  async close(): Promise<void> {
    this.#session?.close();
    this.#session = undefined;
  }

  async #use<T>(act: (session: Opened) => Promise<T>): Promise<T> {
    if (!this.#session?.isOpen()) {
      this.#session?.close();
      this.#session = await open(this.#options.connection);
    }
    try {
      return await act(this.#session);
    } catch (error) {
      // Whether the connection is still good is not known; the next marker gets another.
      await this.close();
      throw error;
    }
  }
}
