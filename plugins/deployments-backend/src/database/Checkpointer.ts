import { LoggerService } from '@backstage/backend-plugin-api';
import { Lease } from '@textloom/backend-kit';
import { CHAIN_START, MINUTE } from '@textloom/kernel';
import { Knex } from 'knex';
import { Checkpoint, CheckpointFile, Head } from '../verify/CheckpointFile';
import { readNow } from './places';

const EVERY_EVENTS = 100;
const EVERY_MS = 10 * MINUTE;
/** Longer than any transaction: what was written by the clock before the last checkpoint, and is seen only now. */
const OVERLAP_MS = MINUTE;
/** Heads of one line. */
const MAX_HEADS = 1_000;
const LEASE_MS = MINUTE;

/** What was written to the file. */
interface Written {
  /** Bytes of the file. */
  size: number;
  /** Hash of the newest event by proposal. */
  known: Map<string, string>;
  last?: Checkpoint;
}

type HeadRow = { id: string; version: number; hash: string };

/** Writes a checkpoint of the log each 100 events of this process and each 10 minutes, by one replica at a time. */
export class Checkpointer {
  readonly #database: Knex;
  readonly #file: CheckpointFile;
  readonly #lease: Lease;
  readonly #logger: LoggerService;
  #written?: Written;
  #events = 0;
  #timer?: NodeJS.Timeout;
  #writing?: Promise<void>;

  constructor(options: {
    database: Knex;
    file: CheckpointFile;
    /** Names this process; no two may have the same. */
    holder: string;
    logger: LoggerService;
  }) {
    const { database, file, holder, logger } = options;
    this.#database = database;
    this.#file = file;
    this.#logger = logger;
    this.#lease = new Lease({
      database,
      name: 'deployments-checkpoints',
      holder,
      ttlMs: LEASE_MS,
    });
  }

  start(): void {
    this.#timer = setInterval(() => this.write(), EVERY_MS).unref();
    this.write();
  }

  /** Writes the last one and ends. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.write();
  }

  /** Counts events that were appended. */
  count(events: number): void {
    this.#events += events;
    if (this.#events >= EVERY_EVENTS) {
      this.write();
    }
  }

  /** Writes what has changed since the last checkpoint. Never throws: what fails is written with the next one. */
  write(): Promise<void> {
    this.#writing ??= this.#write()
      .catch(error =>
        this.#logger.error(`No checkpoint of the deployments' log: ${error}`),
      )
      .finally(() => {
        this.#writing = undefined;
      });
    return this.#writing;
  }

  async #write(): Promise<void> {
    if (!(await this.#lease.hold())) {
      return;
    }
    try {
      this.#events = 0;
      await this.#append();
    } finally {
      await this.#lease.release();
    }
  }

  async #append(): Promise<void> {
    const written = await this.#read();
    const { known, last } = written;
    const at = await readNow(this.#database);
    const since = last ? last.at - OVERLAP_MS : 0;
    const heads = (await this.#headsSince(since)).filter(
      ([proposal, , hash]) => known.get(proposal) !== hash,
    );
    for (let n = 0; n < heads.length; n += MAX_HEADS) {
      // Only the last line says that nothing before its time is missing.
      const isLast = n + MAX_HEADS >= heads.length;
      const part = heads.slice(n, n + MAX_HEADS);
      written.last = await this.#file.append({
        at: isLast ? at : last?.at ?? 0,
        heads: part,
        previous: written.last?.root ?? CHAIN_START,
      });
      part.forEach(([proposal, , hash]) => known.set(proposal, hash));
      written.size = await this.#file.size();
    }
  }

  /** What the file says; read again only when another replica has written. */
  async #read(): Promise<Written> {
    const size = await this.#file.size();
    if (this.#written?.size !== size) {
      const { checkpoints } = await this.#file.read();
      this.#written = {
        size,
        known: new Map(
          checkpoints.flatMap(({ heads }) =>
            heads.map(([proposal, , hash]) => [proposal, hash] as const),
          ),
        ),
        last: checkpoints[checkpoints.length - 1],
      };
    }
    return this.#written;
  }

  async #headsSince(from: number): Promise<Head[]> {
    const rows: HeadRow[] = await this.#database('proposals')
      .join('proposal_events', join =>
        join
          .on('proposal_events.proposal', 'proposals.id')
          .andOn('proposal_events.sequence', 'proposals.version'),
      )
      .where('proposals.updated_at', '>=', from)
      .orderBy('proposals.updated_at')
      .select('proposals.id', 'proposals.version', 'proposal_events.hash');
    return rows.map(({ id, version, hash }) => [id, Number(version), hash]);
  }
}
