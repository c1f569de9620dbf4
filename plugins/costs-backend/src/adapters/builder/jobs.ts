import { AllocationRules, UsageDay } from '@textloom/plugin-costs-common';
import { BuildOptions, BuiltPartition } from '../duckdb/ingest/buildPartition';
import { BillFile } from '../duckdb/ingest/readRaw';

/** What decides whose the costs of a billing month are: plain values alone, so that another process can be told. */
export interface AllocationFacts {
  rules: AllocationRules;
  /** By component reference. */
  owners: ReadonlyMap<string, { owner: string; system: string }>;
  /** By day. */
  usage: ReadonlyMap<string, UsageDay>;
}

/** A partition to be made. */
export interface BuildJob extends BuildOptions {
  /** Files of a bill, copied below `work`, or the folder of a version whose rows are allocated anew. */
  from: { files: readonly BillFile[] } | { directory: string };
  allocation: AllocationFacts;
}

/** What reading a bill found. */
export interface BillFacts {
  focusVersion: string;
  rejectedRows: number;
  warnings: number;
}

/** A partition that was made. */
export interface Built extends BuiltPartition {
  /** What reading the bill found; undefined when its rows were taken over. */
  bill?: BillFacts;
}

/** Makes partitions. */
export interface Builder {
  /**
   * @throws BillProblem when the bill cannot be taken as a whole
   * @throws Error when the work fails for a reason that is not in the bill
   */
  build(job: BuildJob): Promise<Built>;
  /** Ends what it holds; work that is going on fails. */
  close(): void;
}
