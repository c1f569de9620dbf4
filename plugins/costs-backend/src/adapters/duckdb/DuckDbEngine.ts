import { join } from 'node:path';
import {
  BillFinding,
  BillRow,
  Costs,
  DayReconciliation,
} from '@textloom/plugin-costs-common';
import {
  CostEngine,
  DataState,
  EntryGroup,
  EntryQuery,
  Pivot,
  PivotQuery,
  StoredPartition,
} from '../../service/ports';
import { AnswerCache } from './AnswerCache';
import { askFor, askReasons } from './askEntries';
import { askPivot, emptyPivot, hasAny } from './askPivot';
import { askReconciliation } from './askReconciliation';
import { askRows, RowsAnswer } from './askRows';
import { DataView } from './DataView';
import { canMatch } from './entrySql';
import { LazyDuck } from './LazyDuck';
import { DuckSession } from './openDuck';
import { FOLDERS } from './partitionFiles';
import { QuestionQueue } from './QuestionQueue';
import { readFindings } from './readFindings';
import { withDeadline } from './withDeadline';

/** How much of the machine the engine may use. */
export interface DuckDbEngineOptions {
  /** Data directory of the plugin; absolute. */
  directory: string;
  /** Megabytes that DuckDB may use; more is spilled to disk. Default 256. */
  memoryLimitMb?: number;
  /** Default 2. */
  threads?: number;
  /** The database is closed, and its memory given back, after that long without a question. Default one minute. */
  closeAfterMs?: number;
  /** Called when the database was closed. */
  onClose?: () => void;
  /** Questions answered at once. Default 2. */
  maxConcurrent?: number;
  /** Questions that may wait; more is a ServiceUnavailableError. Default 64. */
  maxWaiting?: number;
  /** Time for one question once it is its turn. Default 30 s. */
  deadlineMs?: number;
}

type Filter = Omit<EntryQuery, 'grain' | 'groupBy'>;

/** Groups of one answer; a question with more is refused. */
const MAX_GROUPS = 200_000;
const CACHE = { maxEntries: 500, maxBytes: 16 * 1024 * 1024 };
/** Rough bytes of a group or row in an answer. */
const GROUP_BYTES = 400;
const ROW_BYTES = 4_000;

/**
 * {@link CostEngine} over Parquet files by DuckDB in process. Each answer is of the partitions that were in use when
 * it was asked.
 */
export class DuckDbEngine implements CostEngine {
  readonly #root: string;
  readonly #duck: LazyDuck;
  readonly #queue: QuestionQueue;
  readonly #cache = new AnswerCache(CACHE);
  readonly #deadlineMs: number;
  #view = new DataView('', []);

  constructor(options: DuckDbEngineOptions) {
    const { directory, memoryLimitMb = 256, threads = 2 } = options;
    if (/[*?[\]]/.test(directory)) {
      throw new Error(
        'The data directory must not have * ? [ or ] in its name',
      );
    }
    this.#root = directory;
    this.#duck = new LazyDuck(
      {
        directories: [directory],
        spill: join(directory, FOLDERS.spill),
        memoryLimitMb,
        threads,
      },
      options.closeAfterMs ?? 60_000,
      options.onClose,
    );
    this.#queue = new QuestionQueue({
      maxConcurrent: options.maxConcurrent ?? 2,
      maxWaiting: options.maxWaiting ?? 64,
    });
    this.#deadlineMs = options.deadlineMs ?? 30_000;
  }

  /**
   * Answers from these partitions from now on.
   * @returns the new state; its version is another exactly when any figure may be another
   */
  use(partitions: readonly StoredPartition[]): DataState {
    const view = new DataView(this.#root, partitions);
    if (view.state.version !== this.#view.state.version) {
      this.#cache.clear();
    }
    this.#view = view;
    return view.state;
  }

  state(): DataState {
    return this.#view.state;
  }

  /** Whether the database is open and takes memory. */
  get isOpen(): boolean {
    return this.#duck.isOpen;
  }

  async query(query: EntryQuery): Promise<EntryGroup[]> {
    const view = this.#view;
    return canMatch(query) && view.has(query)
      ? this.#answer(
          'query',
          query,
          session => askFor(session, view, query, MAX_GROUPS),
          groups => groups.length * GROUP_BYTES,
        )
      : [];
  }

  async pivot(query: PivotQuery): Promise<Pivot> {
    const view = this.#view;
    return canMatch(query) && hasAny(view, query)
      ? this.#answer(
          'pivot',
          query,
          session => askPivot(session, view, query),
          ({ rows, cells }) => (rows.length + cells.length) * GROUP_BYTES,
        )
      : emptyPivot(query);
  }

  async rows(
    query: Filter,
    page: { offset: number; limit: number },
  ): Promise<{ rows: BillRow[]; total: number }> {
    const view = this.#view;
    return canMatch(query) && view.has(query)
      ? this.#answer<RowsAnswer>(
          'rows',
          { ...query, page },
          session => askRows(session, view, query, page),
          ({ rows }) => rows.length * ROW_BYTES,
        )
      : { rows: [], total: 0 };
  }

  async reasons(
    query: Filter,
  ): Promise<{ reason: string; costs: Costs; rows: number }[]> {
    const view = this.#view;
    return canMatch(query) && view.has(query)
      ? this.#answer(
          'reasons',
          query,
          session => askReasons(session, view, query),
          reasons => reasons.length * GROUP_BYTES,
        )
      : [];
  }

  async reconcile(range: {
    from: string;
    to: string;
    currency: string;
  }): Promise<DayReconciliation[]> {
    const view = this.#view;
    return view.has(range)
      ? this.#answer(
          'reconcile',
          range,
          session => askReconciliation(session, view, range),
          days => days.length * GROUP_BYTES,
        )
      : [];
  }

  async findings(periods: readonly string[]): Promise<BillFinding[]> {
    return readFindings(this.#root, this.#view.of(periods));
  }

  /** Closes the database unless a question is being answered; the next opens it again. */
  close(): Promise<void> {
    return this.#duck.close();
  }

  #answer<T>(
    kind: string,
    question: object,
    ask: (session: DuckSession) => Promise<T>,
    sizeOf: (answer: T) => number,
  ): Promise<T> {
    // The scope is part of the question: nobody gets an answer that was made for another.
    const key = JSON.stringify([kind, this.state().version, question]);
    return this.#cache.get(
      key,
      () =>
        this.#queue.run(() =>
          this.#duck.use(session =>
            withDeadline(session, this.#deadlineMs, ask),
          ),
        ),
      sizeOf,
    );
  }
}
