import { LoggerService } from '@backstage/backend-plugin-api';
import { HOUR, MINUTE } from '@textloom/kernel';
import {
  changesState,
  ClusterView,
  History,
  OpenRows,
  readMemory,
  recordChanges,
  writeMemory,
} from '@textloom/plugin-clusters-common';
import { Cancel, Time } from '../time/Time';
import { within } from '../time/within';
import { HistoryConnection } from './HistoryConnection';
import { AssessmentKeeper, HistoryStore, HistoryWrite } from './HistoryStore';

/** Each cluster is looked at this often, and at once when a state changes. */
const PERIOD_MS = 5_000;
/** Where nothing changes, that it still holds is written this often. */
const HEARTBEAT_MS = 30_000;
/** A cluster that never answered is not recorded before this time: after a start, nothing is known yet. */
const PATIENCE_MS = MINUTE;
/** The start and the end of the portal wait this long for the database. */
const START_MS = 5_000;

/** What the recorder needs. */
export interface HistoryRecorderOptions {
  connection: HistoryConnection;
  time: Time;
  logger: LoggerService;
}

interface Judged {
  view: ClusterView;
  memory: History;
  at: number;
}

interface Entry {
  firstAt: number;
  /** The newest assessment, and the one that was looked at last. */
  latest?: Judged;
  looked?: Judged;
  /** What lasts in the store, as far as this process wrote it in this term. */
  open?: OpenRows;
  writtenAt: number;
}

/**
 * Writes the history of all clusters while this process is the one that does.
 * Without a database, clusters are judged as ever; what is not written then is a gap.
 */
export class HistoryRecorder implements AssessmentKeeper {
  readonly #options: HistoryRecorderOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #memories = new Map<string, History>();
  #tick?: Cancel;
  #running?: Promise<void>;
  #again = false;
  #term?: number;
  #prunedAt = -Infinity;
  #failing = false;

  constructor(options: HistoryRecorderOptions) {
    this.#options = options;
  }

  /** Reads what was remembered, and begins to record. */
  async start(): Promise<void> {
    const { time } = this.#options;
    await within(time, START_MS, this.#remember()).catch(error =>
      this.#failed(error),
    );
    const tick = () => {
      this.#tick = time.after(PERIOD_MS, tick);
      this.#nudge();
    };
    tick();
  }

  /** Writes what is left, and lets another process write. */
  async stop(): Promise<void> {
    this.#tick?.();
    this.#tick = undefined;
    const end = async () => {
      await this.#running;
      await this.#record(true);
      await this.#options.connection.release();
    };
    await within(this.#options.time, START_MS, end()).catch(error =>
      this.#failed(error),
    );
  }

  recall(cluster: string): History | undefined {
    return this.#memories.get(cluster);
  }

  take(view: ClusterView, memory: History): void {
    const at = this.#options.time.now();
    const entry = this.#entries.get(view.name) ?? {
      firstAt: at,
      writtenAt: -Infinity,
    };
    this.#entries.set(view.name, entry);
    if (view.freshness.state === 'never' && at - entry.firstAt < PATIENCE_MS) {
      return;
    }
    entry.latest = { view, memory, at };
    if (this.#tick && entry.open && changesState(entry.open, view)) {
      this.#nudge();
    }
  }

  async #remember(): Promise<void> {
    const { time } = this.#options;
    const store = await this.#options.connection.open();
    for (const { cluster, text, at } of await store.memories()) {
      const memory = readMemory(text, at, time.now());
      if (memory) {
        this.#memories.set(cluster, memory);
      }
    }
  }

  /** Records now, or once more after what is being recorded. */
  #nudge(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#record().finally(() => {
      this.#running = undefined;
      if (this.#again && this.#tick) {
        this.#again = false;
        this.#nudge();
      }
    });
  }

  /** Never fails. With `all`, also writes what was looked at and found unchanged. */
  async #record(all = false): Promise<void> {
    try {
      const store = await this.#options.connection.open();
      const term = await store.hold();
      if (term !== this.#term) {
        this.#forgetOpen();
        this.#term = term;
      }
      if (term !== undefined && !(await this.#writeAll(store, all))) {
        this.#forgetOpen();
      }
      this.#works();
    } catch (error) {
      // Whether it was written is not known: the store tells.
      this.#forgetOpen();
      this.#failed(error);
    }
  }

  async #writeAll(store: HistoryStore, all: boolean): Promise<boolean> {
    const writes: HistoryWrite[] = [];
    const done: (() => void)[] = [];
    for (const [cluster, entry] of this.#entries) {
      const { latest } = entry;
      if (!latest || (latest === entry.looked && !all)) {
        continue;
      }
      const { view, memory, at } = latest;
      const open = entry.open ?? (await store.openRows(cluster));
      const { spans, findings, open: after } = recordChanges(open, view, at);
      const changed = spans.length + findings.length > 0;
      const writing = all || changed || at - entry.writtenAt >= HEARTBEAT_MS;
      if (writing) {
        const text = writeMemory(memory);
        writes.push({ cluster, at, spans, findings, memory: text });
      }
      done.push(() => {
        entry.open = after;
        entry.writtenAt = writing ? at : entry.writtenAt;
        entry.looked = latest;
      });
    }
    if (writes.length > 0 && !(await store.write(writes))) {
      return false;
    }
    done.forEach(settle => settle());
    return this.#prune(store);
  }

  async #prune(store: HistoryStore): Promise<boolean> {
    const now = this.#options.time.now();
    if (now - this.#prunedAt < HOUR) {
      return true;
    }
    this.#prunedAt = now;
    return store.prune(now);
  }

  #forgetOpen(): void {
    this.#entries.forEach(entry => {
      entry.open = undefined;
    });
  }

  #works(): void {
    if (this.#failing) {
      this.#failing = false;
      this.#options.logger.info('The history of clusters is written again');
    }
  }

  #failed(error: unknown): void {
    if (!this.#failing) {
      this.#failing = true;
      this.#options.logger.warn(
        `The history of clusters is not written: ${error}`,
      );
    }
  }
}
