import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { AllocationRules } from '@textloom/plugin-costs-common';
import { Builder } from '../adapters/builder/jobs';
import { InProcessBuilder } from '../adapters/builder/InProcessBuilder';
import { BillProblem } from '../adapters/bills/BillProblem';
import { DuckDbEngine } from '../adapters/duckdb/DuckDbEngine';
import {
  BillSource,
  CatalogOwners,
  CostsStore,
  DataState,
  StoredPartition,
  UsageSource,
} from '../service/ports';
import { AllocationBasis } from './allocationOf';
import { PartitionMaker } from './PartitionMaker';
import { PartitionShelf } from './PartitionShelf';
import { closedAt, sourceStatusOf, SourceTrouble } from './sourceStatusOf';

/** A source with how soon its bill is to be expected. */
export interface IngestSource extends BillSource {
  /** Days after which a bill without newer charges is late. Default 2. */
  lagDays?: number;
}

export interface IngestOptions {
  /** Data directory of the plugin, the same as the engine's; replicas share it. */
  directory: string;
  sources: readonly IngestSource[];
  store: Pick<
    CostsStore,
    'partitions' | 'savePartition' | 'saveSourceStatus' | 'sourceStatuses'
  >;
  engine: Pick<DuckDbEngine, 'use' | 'state'>;
  usage: UsageSource;
  owners: Pick<CatalogOwners, 'owners'>;
  rules: AllocationRules;
  /** What makes partitions. Default this process. */
  builder?: Pick<Builder, 'build'>;
  /** Once it is aborted nothing is begun any more, and what fails then is no trouble of the bill. */
  signal?: AbortSignal;
  /** Of whom one replica alone reads; the others follow what it has stored. */
  lease?: { hold(): Promise<boolean> };
  logger: LoggerService;
  clock?: () => number;
  /** Called when figures may have changed. */
  onChange?: (state: DataState) => Promise<void> | void;
  limits?: {
    /** Bytes of a partition's files as they are in the source. Default 5 GB. */
    maxBytes?: number;
    /** Default 50 million. */
    maxRows?: number;
    /** Default 512. */
    memoryLimitMb?: number;
    /** Default 2. */
    threads?: number;
  };
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Reads what is new in the sources, allocates it, and lets the engine answer from it. */
export class Ingest {
  readonly #options: IngestOptions;
  readonly #clock: () => number;
  readonly #shelf: PartitionShelf;
  readonly #maker: PartitionMaker;
  /** What was refused, by source and month, with the revision that it was refused for. */
  readonly #refused = new Map<
    string,
    { revision: string | undefined; trouble: SourceTrouble }
  >();
  #running?: Promise<{ partitions: number }>;
  #next?: Promise<{ partitions: number }>;

  constructor(options: IngestOptions) {
    const { sources, directory, clock = Date.now } = options;
    const ids = sources.map(({ id }) => id);
    if (ids.some(id => !NAME.test(id)) || new Set(ids).size < ids.length) {
      throw new Error('Ids of sources must be different names as aws-focus');
    }
    this.#options = options;
    this.#clock = clock;
    this.#shelf = new PartitionShelf(directory, clock);
    this.#maker = new PartitionMaker({
      builder: new InProcessBuilder(),
      ...options,
      shelf: this.#shelf,
      clock,
    });
  }

  /**
   * Reads what is new. Runs never overlap: who calls during a run gets the answer of one that begins after it.
   * @returns how many partitions are others than before
   */
  run(): Promise<{ partitions: number }> {
    if (!this.#running) {
      this.#running = this.#once().finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    this.#next ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        return this.run();
      });
    return this.#next;
  }

  async #once(): Promise<{ partitions: number }> {
    const { lease, store, owners, rules, usage, sources, onChange } =
      this.#options;
    const before = this.#options.engine.state().version;
    const reads = !lease || (await lease.hold());
    let changed = 0;
    await this.#publish(await store.partitions());
    if (reads) {
      const basis = new AllocationBasis(rules, await owners.owners(), usage);
      for (const source of sources) {
        changed += await this.#readSource(source, basis);
      }
      // Once for all: half of a bill would be taken for the whole, and contracts without charges for unused ones.
      const partitions = await store.partitions();
      await this.#publish(partitions);
      await this.#shelf.tidy(partitions);
    }
    const state = this.#options.engine.state();
    if (state.version !== before) {
      await onChange?.(state);
    }
    return { partitions: changed };
  }

  async #readSource(
    source: IngestSource,
    basis: AllocationBasis,
  ): Promise<number> {
    const troubles: SourceTrouble[] = [];
    let changed = 0;
    try {
      const { partitions, problems } = await source.list();
      troubles.push(...problems);
      const stored = await this.#storedOf(source.id);
      const newestFirst = [...partitions].sort((a, b) =>
        a.period < b.period ? 1 : -1,
      );
      for (const offered of newestFirst) {
        const { period, revision } = offered;
        const before = stored.find(each => each.period === period);
        changed += await this.#attempt(source.id, period, revision, () =>
          this.#maker.read(source, offered, before, basis),
        );
      }
    } catch (error) {
      troubles.push({ problem: this.#problemOf(error, source.id) });
    }
    for (const stored of await this.#storedOf(source.id)) {
      const { period } = stored;
      changed += await this.#attempt(source.id, period, undefined, () =>
        this.#maker.allocateAgain(stored, basis),
      );
    }
    for (const [key, { trouble }] of this.#refused) {
      if (key.startsWith(`${source.id} `)) {
        troubles.push(trouble);
      }
    }
    await this.#tellStatus(source, troubles);
    return changed;
  }

  /**
   * One partition. A refusal harms no other; when it lies in the files, they are read again only when they are others.
   * @param revision - of the files; undefined when rows that were read are allocated anew
   */
  async #attempt(
    source: string,
    period: string,
    revision: string | undefined,
    make: () => Promise<StoredPartition | undefined>,
  ): Promise<number> {
    const { lease, signal } = this.#options;
    const key = `${source} ${period}`;
    const refused = this.#refused.get(key);
    const isRefused = revision !== undefined && refused?.revision === revision;
    if (isRefused || signal?.aborted) {
      return 0;
    }
    try {
      if (lease && !(await lease.hold())) {
        return 0;
      }
      const made = await make();
      if (revision !== undefined) {
        this.#refused.delete(key);
      }
      return made ? 1 : 0;
    } catch (error) {
      const isOthers = isError(error) && error.name === 'ConflictError';
      // Another replica has stored it meanwhile, or the work was ended with the portal.
      if (isOthers || signal?.aborted) {
        return 0;
      }
      this.#refused.set(key, {
        // A full disk or a busy database may be better next time.
        revision: error instanceof BillProblem ? revision : undefined,
        trouble: { period, problem: this.#problemOf(error, key) },
      });
      return 0;
    }
  }

  #problemOf(error: unknown, what: string): SourceTrouble['problem'] {
    const { logger } = this.#options;
    if (error instanceof BillProblem) {
      const { code, args } = error.problem;
      logger.warn(`Bill ${what} is not taken: ${code}`, { ...args });
      return error.problem;
    }
    logger.error(`Bill ${what} could not be read`, error as Error);
    return { code: 'unreadable', args: { why: 'internal' } };
  }

  async #storedOf(source: string): Promise<StoredPartition[]> {
    const all = await this.#options.store.partitions();
    return all.filter(partition => partition.source === source);
  }

  /** Lets the engine answer from what is stored of the sources that are configured, where this machine has it. */
  async #publish(partitions: readonly StoredPartition[]): Promise<void> {
    const { engine, sources } = this.#options;
    const ids = new Set(sources.map(({ id }) => id));
    const usable: StoredPartition[] = [];
    for (const partition of partitions) {
      if (ids.has(partition.source) && (await this.#shelf.has(partition))) {
        const { source, period } = partition;
        const trouble = this.#refused.get(`${source} ${period}`)?.trouble;
        usable.push({
          ...partition,
          state: closedAt(period, this.#clock()) ? 'closed' : 'open',
          ...(trouble && { problem: trouble.problem }),
        });
      }
    }
    engine.use(usable);
  }

  async #tellStatus(
    source: IngestSource,
    troubles: readonly SourceTrouble[],
  ): Promise<void> {
    const { store, signal } = this.#options;
    if (signal?.aborted) {
      return;
    }
    const status = sourceStatusOf(
      source,
      await this.#storedOf(source.id),
      troubles,
      this.#clock(),
    );
    const known = (await store.sourceStatuses()).find(
      ({ id }) => id === source.id,
    );
    if (JSON.stringify(known) !== JSON.stringify(status)) {
      await store.saveSourceStatus(status);
    }
  }
}
