import { join } from 'node:path';

/** Files of a partition's folder. */
export const PARTITION_FILES = {
  /** Rows of the bill: FOCUS columns as text, and what is computed with in columns that begin with `_`. */
  rows: 'rows.parquet',
  /** Allocated entries by day with all dimensions. */
  entries: 'entries.parquet',
  /** Entries by day without {@link DETAIL_DIMENSIONS}. */
  daily: 'daily.parquet',
  /** Entries by month with all dimensions. */
  monthly: 'monthly.parquet',
  findings: 'findings.json',
} as const;

export type PartitionTable = Exclude<keyof typeof PARTITION_FILES, 'findings'>;

/** Dimensions with so many values that the rollup by day leaves them out. */
export const DETAIL_DIMENSIONS = [
  'resource',
  'skuMeter',
  'commitment',
] as const;

/** Folders below the data directory. */
export const FOLDERS = {
  partitions: 'partitions',
  /** What is being made or fetched; left over only by a crash. */
  incoming: 'incoming',
  spill: 'spill',
} as const;

/** Path of a file of a partition. */
export const partitionFile = (
  root: string,
  directory: string,
  file: keyof typeof PARTITION_FILES,
) => join(root, directory, PARTITION_FILES[file]);
