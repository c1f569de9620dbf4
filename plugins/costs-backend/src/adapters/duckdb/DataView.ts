import { createHash } from 'node:crypto';
import { compareText } from '@textloom/kernel';
import { DataState, StoredPartition } from '../../service/ports';
import { literal } from './openDuck';
import { partitionFile, PartitionTable } from './partitionFiles';

interface Range {
  currency: string;
  from: string;
  to: string;
}

/** The partitions that questions are answered from: one moment of the data. */
export class DataView {
  readonly state: DataState;
  readonly #root: string;
  readonly #partitions: readonly StoredPartition[];

  constructor(root: string, partitions: readonly StoredPartition[]) {
    this.#root = root;
    this.#partitions = [...partitions].sort(
      (a, b) =>
        compareText(a.period, b.period) || compareText(a.source, b.source),
    );
    this.state = stateOf(this.#partitions);
  }

  /** Days of a currency; undefined when there is none of it. */
  days(currency: string): { from: string; to: string } | undefined {
    return Object.hasOwn(this.state.days, currency)
      ? this.state.days[currency]
      : undefined;
  }

  /** Whether any partition can have entries of the range. */
  has(range: Range): boolean {
    return this.#inRange(range).length > 0;
  }

  /** The table of all partitions that can have rows of the range, as something to select from. */
  files(table: PartitionTable, range: Range): string {
    const paths = this.#inRange(range).map(({ directory }) =>
      literal(partitionFile(this.#root, directory, table)),
    );
    return `read_parquet([${paths.join(', ')}], union_by_name = true)`;
  }

  /** Partitions of billing months. */
  of(periods: readonly string[]): StoredPartition[] {
    return this.#partitions.filter(({ period }) => periods.includes(period));
  }

  #inRange({ currency, from, to }: Range): StoredPartition[] {
    return this.#partitions.filter(({ days }) => {
      const own = Object.hasOwn(days, currency) ? days[currency] : undefined;
      return own !== undefined && own.from <= to && own.to >= from;
    });
  }
}

function stateOf(partitions: readonly StoredPartition[]): DataState {
  const days: DataState['days'] = {};
  for (const partition of partitions) {
    for (const [currency, { from, to }] of Object.entries(partition.days)) {
      const known = Object.hasOwn(days, currency) ? days[currency] : undefined;
      days[currency] = {
        from: known && known.from < from ? known.from : from,
        to: known && known.to > to ? known.to : to,
      };
    }
  }
  const facts = partitions.map(({ source, period, version, directory }) => [
    source,
    period,
    version,
    directory,
  ]);
  return {
    version: createHash('sha256')
      .update(JSON.stringify(facts))
      .digest('hex')
      .slice(0, 16),
    currencies: Object.keys(days).sort(compareText),
    days,
    partitions: partitions.map(statusOf),
  };
}

/** What of a partition is told to others. */
function statusOf({
  revision: _revision,
  exportedAt: _exportedAt,
  focusVersion: _focusVersion,
  directory: _directory,
  days: _days,
  allocation: _allocation,
  ...status
}: StoredPartition): DataState['partitions'][number] {
  return status;
}
