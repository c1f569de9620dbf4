import { LoggerService } from '@backstage/backend-plugin-api';
import { MINUTE, SECOND } from '@textloom/kernel';
import {
  exposureOf,
  LedgerEntry,
} from '@textloom/plugin-restore-drills-common';
import { DrillsStore } from '../service/DrillsStore';
import { HeldLease, Leases } from '../service/leases';
import { MarkerWriter, StoreConnection } from '../service/ports';

const TTL_MS = 15 * SECOND;
/** What has not answered by then is looked at anew. */
const DEADLINE_MS = 10 * SECOND;
const EXPOSURE_MS = MINUTE;
/** Entries among which the newest is looked for that has reached the repository. */
const ENTRIES = 1_000;

/** What a heartbeat needs. */
export interface HeartbeatOptions {
  connection: StoreConnection & { markers: MarkerWriter };
  periodMs: number;
  store: Pick<DrillsStore, 'addExposure'>;
  leases: Leases;
  clock: () => number;
  logger: LoggerService;
  deadlineMs?: number;
}

/**
 * Writes numbered markers into one store, and when each was sent and acknowledged into the ledger. One replica writes;
 * no number is given twice.
 *
 * A marker whose fate is unknown keeps its number and the moment at which it was first sent, until the store says which
 * number is its newest: so the ledger never says that a marker is younger than it is.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #lease: HeldLease;
  #timer?: NodeJS.Timeout;
  #beating?: Promise<void>;
  /** The next number; undefined until the store was asked. */
  #next?: number;
  /** Sent, and not known to be there. */
  #unknown?: { seq: number; sentAt: number };
  #exposureAt = 0;
  #troubled = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    const { leases, connection } = options;
    this.#lease = leases.of(`heartbeat:${connection.store.id}`, TTL_MS);
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#beating ??= this.beat().finally(() => {
        this.#beating = undefined;
      });
    }, this.#options.periodMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#beating;
    await this.#lease.release().catch(() => {});
    await this.#options.connection.markers.close().catch(() => {});
  }

  /** One marker, if this replica is the one that writes. Never throws. */
  async beat(): Promise<void> {
    const { connection, logger } = this.#options;
    const { store } = connection;
    try {
      if (!(await this.#lease.hold())) {
        // Another writes: what this one knew is old when its turn comes.
        this.#next = undefined;
        this.#unknown = undefined;
        return;
      }
      await this.#write();
      await this.#sampleExposure();
      this.#tell(`Markers are written into ${store.id} again`, false);
    } catch (error) {
      this.#next = undefined;
      this.#tell(`No marker was written into ${store.id}: ${error}`, true);
      logger.debug(`Marker of ${store.id}: ${error}`);
    }
  }

  async #write(): Promise<void> {
    const { connection, clock } = this.#options;
    const { markers, ledger, store } = connection;
    const seq = this.#next ?? (await this.#prepare());
    const first = this.#unknown;
    const sentAt = first?.seq === seq ? first.sentAt : clock();
    this.#unknown = { seq, sentAt };
    const { position } = await this.#inTime(markers.write(seq));
    const ackedAt = clock();
    const { token } = this.#lease;
    if (token === undefined || !(await this.#lease.hold())) {
      throw new Error('another replica writes now');
    }
    await ledger.append({
      store: store.id,
      seq,
      sentAt,
      ackedAt,
      ...(position !== undefined && { position }),
    });
    this.#unknown = undefined;
    this.#next = seq + 1;
  }

  /** Asks the store for its newest number, and enters into the ledger what is there and was never entered. */
  async #prepare(): Promise<number> {
    const { connection, clock } = this.#options;
    const { markers, ledger, store } = connection;
    const there = await this.#inTime(markers.prepare());
    const [last] = await ledger.newest(store.id, 1);
    const entered = last?.seq ?? 0;
    if (there > entered) {
      const unknown = this.#unknown;
      // Of another process nobody knows when it was sent: not before the one before it was there.
      const sentAt =
        unknown?.seq === there ? unknown.sentAt : last?.ackedAt ?? 0;
      await ledger.append({
        store: store.id,
        seq: there,
        sentAt,
        ackedAt: clock(),
      });
    }
    return Math.max(there, entered) + 1;
  }

  async #sampleExposure(): Promise<void> {
    if (performance.now() < this.#exposureAt) {
      return;
    }
    this.#exposureAt = performance.now() + EXPOSURE_MS;
    const { connection, clock, store } = this.#options;
    const { ledger, markers } = connection;
    const newest = await ledger.newest(connection.store.id, ENTRIES);
    const archived: LedgerEntry | undefined =
      (await this.#inTime(markers.archived(newest))) ??
      // None of these: at least as old as the oldest.
      newest[newest.length - 1];
    if (archived) {
      const { at, ms } = exposureOf(clock(), archived);
      await store.addExposure(connection.store.id, at, ms);
    }
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const { deadlineMs = DEADLINE_MS } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer in ${deadlineMs} ms`)),
        deadlineMs,
      );
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Once for each change: a store that is away for a night fills no log. */
  #tell(message: string, troubled: boolean): void {
    if (troubled !== this.#troubled) {
      this.#troubled = troubled;
      this.#options.logger[troubled ? 'warn' : 'info'](message);
    }
  }
}
