import { join } from 'node:path';
import { createAttributor, tagKeysOf } from '@textloom/plugin-costs-common';
import {
  allocateRows,
  ReadBill,
  readBill,
  takeRows,
  withWorkshop,
  Workshop,
} from '../duckdb/ingest/buildPartition';
import { takeFindings } from '../duckdb/ingest/takeFindings';
import { BuildJob, Built } from './jobs';

/**
 * Makes a partition in this process.
 * @throws BillProblem when the bill cannot be taken as a whole
 */
export async function runJob(job: BuildJob): Promise<Built> {
  const { from, allocation } = job;
  const { rules, owners, usage } = allocation;
  const tagKeys = tagKeysOf(rules);
  const reads = 'directory' in from ? [from.directory] : [];
  const bill = await withWorkshop(job, reads, workshop =>
    rowsOf(workshop, job, tagKeys),
  );
  // In a database of its own: what reading took is given back, and entries need less beside the facts in memory here.
  const smaller = { ...job, memoryLimitMb: Math.ceil(job.memoryLimitMb / 2) };
  const built = await withWorkshop(smaller, [], workshop =>
    allocateRows(workshop, job, {
      attribute: createAttributor(rules, owners),
      method: rules.method,
      tagKeys,
      usage,
    }),
  );
  return { ...built, ...(bill && { bill: billFacts(bill) }) };
}

async function rowsOf(
  { reader }: Workshop,
  job: BuildJob,
  tagKeys: readonly string[],
): Promise<ReadBill | undefined> {
  const { from, work } = job;
  if ('files' in from) {
    return readBill(reader, from.files, job, tagKeys);
  }
  await takeRows(reader, from.directory, job, tagKeys);
  await takeFindings(from.directory, join(work, 'out'));
  return undefined;
}

function billFacts({ focusVersion, findings, rejectedRows }: ReadBill) {
  return {
    focusVersion,
    rejectedRows,
    warnings: findings
      .filter(({ severity }) => severity === 'warn')
      .reduce((sum, { count }) => sum + count, 0),
  };
}
