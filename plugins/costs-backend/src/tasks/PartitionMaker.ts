import { join } from 'node:path';
import { Builder } from '../adapters/builder/jobs';
import {
  BuildOptions,
  BuiltPartition,
} from '../adapters/duckdb/ingest/buildPartition';
import { takeFiles } from '../adapters/duckdb/ingest/takeFiles';
import {
  BillSource,
  CostsStore,
  OfferedPartition,
  StoredPartition,
} from '../service/ports';
import { AllocationBasis } from './allocationOf';
import { PartitionShelf } from './PartitionShelf';
import { closedAt } from './sourceStatusOf';

export interface PartitionMakerOptions {
  builder: Pick<Builder, 'build'>;
  shelf: PartitionShelf;
  store: Pick<CostsStore, 'savePartition'>;
  clock: () => number;
  limits?: {
    maxBytes?: number;
    maxRows?: number;
    memoryLimitMb?: number;
    threads?: number;
  };
}

type Key = Pick<StoredPartition, 'source' | 'period'>;

/**
 * Makes versions of partitions. A version is made in a folder of its own, moved to its place as a whole, and counts
 * from the moment that the database names it: a crash before leaves the last one, and a folder to tidy.
 */
export class PartitionMaker {
  readonly #options: PartitionMakerOptions;

  constructor(options: PartitionMakerOptions) {
    this.#options = options;
  }

  /** Reads what a source offers, unless it is what is stored. */
  async read(
    source: BillSource,
    offered: OfferedPartition,
    stored: StoredPartition | undefined,
    basis: AllocationBasis,
  ): Promise<StoredPartition | undefined> {
    const { builder, shelf, limits = {} } = this.#options;
    if (stored?.revision === offered.revision && (await shelf.has(stored))) {
      return undefined;
    }
    const key = { source: source.id, period: offered.period };
    return this.#inWork(key, async options => {
      const { paths, release } = await source.fetch(offered);
      const files = await takeFiles(
        paths,
        join(options.work, 'source'),
        limits.maxBytes ?? 5e9,
      ).finally(release);
      const { bill, ...built } = await builder.build({
        ...options,
        from: { files },
        allocation: await basis.of(offered.period),
      });
      if (!bill) {
        throw new Error('A bill was not read');
      }
      return this.#save(built, basis, stored, {
        ...key,
        ...bill,
        revision: offered.revision,
        exportedAt: offered.exportedAt,
      });
    });
  }

  /** Allocates the rows of a partition anew when rules, owners or usage are others than they were. */
  async allocateAgain(
    stored: StoredPartition,
    basis: AllocationBasis,
  ): Promise<StoredPartition | undefined> {
    const { builder, shelf } = this.#options;
    const { source, period } = stored;
    const hash = await basis.hash(period, lastDayOf(stored.days));
    if (hash === stored.allocation || !(await shelf.has(stored))) {
      return undefined;
    }
    return this.#inWork({ source, period }, async options => {
      const built = await builder.build({
        ...options,
        from: { directory: shelf.path(stored.directory) },
        allocation: await basis.of(period),
      });
      const {
        focusVersion,
        rejectedRows,
        warnings,
        revision,
        exportedAt,
        ingestedAt,
      } = stored;
      return this.#save(built, basis, stored, {
        source,
        period,
        focusVersion,
        rejectedRows,
        warnings,
        revision,
        exportedAt,
        ingestedAt,
      });
    });
  }

  async #inWork<T>(
    key: Key,
    make: (options: BuildOptions) => Promise<T>,
  ): Promise<T> {
    const { shelf, limits = {} } = this.#options;
    const work = await shelf.work();
    try {
      return await make({
        ...key,
        work,
        memoryLimitMb: limits.memoryLimitMb ?? 512,
        threads: limits.threads ?? 2,
        maxRows: limits.maxRows ?? 50_000_000,
      });
    } finally {
      await shelf.discard(work);
    }
  }

  async #save(
    built: BuiltPartition,
    basis: AllocationBasis,
    before: StoredPartition | undefined,
    facts: Key &
      Pick<
        StoredPartition,
        'focusVersion' | 'rejectedRows' | 'warnings' | 'revision' | 'exportedAt'
      > & { ingestedAt?: string },
  ): Promise<StoredPartition> {
    const { shelf, store, clock } = this.#options;
    const version = (before?.version ?? 0) + 1;
    const [main, ...others] = built.sums;
    const days = Object.fromEntries(
      built.sums.map(({ currency, from, to }) => [currency, { from, to }]),
    );
    const sums = {
      currency: main?.currency ?? before?.currency ?? '',
      effective: main?.effective ?? '0',
      billed: main?.billed ?? '0',
    };
    const previous = previousEffective(before, sums);
    const partition: StoredPartition = {
      ...facts,
      ...sums,
      version,
      ingestedAt: facts.ingestedAt ?? new Date(clock()).toISOString(),
      rows: built.rows,
      state: closedAt(facts.period, clock()) ? 'closed' : 'open',
      ...(others.length > 0 && {
        otherCurrencies: others.map(({ currency, effective, billed }) => ({
          currency,
          effective,
          billed,
        })),
      }),
      ...(previous !== undefined && { previousEffective: previous }),
      days,
      allocation: await basis.hash(facts.period, lastDayOf(days)),
      directory: await shelf.place(built.directory, { ...facts, version }),
    };
    await store.savePartition(partition);
    return partition;
  }
}

/** What it was before it was what it is; the same rows allocated anew change nothing of it. */
function previousEffective(
  before: StoredPartition | undefined,
  { currency, effective }: Pick<StoredPartition, 'currency' | 'effective'>,
): string | undefined {
  const isOther =
    before?.currency === currency && before.effective !== effective;
  return isOther ? before.effective : before?.previousEffective;
}

function lastDayOf(days: StoredPartition['days']): string {
  return Object.values(days).reduce(
    (last, { to }) => (to > last ? to : last),
    '',
  );
}
