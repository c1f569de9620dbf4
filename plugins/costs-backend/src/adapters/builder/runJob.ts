import { join } from 'node:path';
import { createAttributor, tagKeysOf } from '@textloom/plugin-costs-common';
import {
  allocateRows,
  BuiltPartition,
  ReadBill,
  readBill,
  takeRows,
  withWorkshop,
} from '../duckdb/ingest/buildPartition';
import { takeFindings } from '../duckdb/ingest/takeFindings';
import { BillFacts, BuildJob, Built } from './jobs';

/**
 * The two halves of a job, in this order. What the first leaves is on the disk alone, so that each may have a process
 * of its own.
 */
export const PHASES = { read, allocate };

/**
 * Makes a partition in this process.
 * @throws BillProblem when the bill cannot be taken as a whole
 */
export async function runJob(job: BuildJob): Promise<Built> {
  const bill = await read(job);
  return builtOf(await allocate(job), bill);
}

/** What both halves found, as one answer. */
export function builtOf(built: BuiltPartition, bill?: BillFacts): Built {
  return { ...built, ...(bill && { bill }) };
}

/** Writes the rows of a bill, or takes them over. */
function read(job: BuildJob): Promise<BillFacts | undefined> {
  const { from, work } = job;
  const tagKeys = tagKeysOf(job.allocation.rules);
  if ('files' in from) {
    return withWorkshop(job, [], async ({ reader }) =>
      billFacts(await readBill(reader, from.files, job, tagKeys)),
    );
  }
  return withWorkshop(job, [from.directory], async ({ reader }) => {
    await takeRows(reader, from.directory, job, tagKeys);
    await takeFindings(from.directory, join(work, 'out'));
    return undefined;
  });
}

/** Writes the entries of the rows that were written. */
function allocate(job: BuildJob): Promise<BuiltPartition> {
  const { rules, owners, usage } = job.allocation;
  // Entries need less, beside the facts in memory here.
  const memoryLimitMb = Math.ceil(job.memoryLimitMb / 2);
  return withWorkshop({ ...job, memoryLimitMb }, [], workshop =>
    allocateRows(workshop, job, {
      attribute: createAttributor(rules, owners),
      method: rules.method,
      tagKeys: tagKeysOf(rules),
      usage,
    }),
  );
}

function billFacts({
  focusVersion,
  findings,
  rejectedRows,
}: ReadBill): BillFacts {
  return {
    focusVersion,
    rejectedRows,
    warnings: findings
      .filter(({ severity }) => severity === 'warn')
      .reduce((sum, { count }) => sum + count, 0),
  };
}
