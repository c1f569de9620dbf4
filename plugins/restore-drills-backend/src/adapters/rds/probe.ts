import { access, constants } from 'node:fs/promises';
import { ProbeFacts } from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';
import { withSource } from '../postgres/client';
import { readClock } from '../postgres/source';
import { RdsInstance, RdsQuota } from './answers';
import { RdsApi } from './RdsApi';
import { RdsSettings, secured } from './settings';

const GIB = 1024 ** 3;
const STATEMENT_MS = 10_000;
/** Needs a program beside the server, which RDS does not have. */
const LEFT_OUT = ['pg_amcheck'];

/**
 * What can be known of a restore before anything is touched.
 *
 * @param source - it was made sure that it is the source.
 * @throws DrillProblem `quota-exceeded`, `not-configured`, `denied` or `source-unreachable`.
 */
export async function probeRds(
  context: DrillContext,
  settings: RdsSettings,
  api: RdsApi,
  source: RdsInstance,
): Promise<ProbeFacts> {
  const { signal, log } = context;
  await assertReadable(settings);
  const quotas = await api.quotas({ signal, log });
  const instances = named(quotas, 'DBInstances');
  if (instances && instances.used >= instances.max) {
    throw new DrillProblem({
      code: 'quota-exceeded',
      subject: instances.name,
      expected: String(instances.used + 1),
      actual: String(instances.max),
    });
  }
  const storage = named(quotas, 'AllocatedStorage');
  const free = storage
    ? Math.max(0, storage.max - storage.used) * GIB
    : source.bytes;
  if (free < source.bytes) {
    throw new DrillProblem({
      code: 'quota-exceeded',
      subject: 'AllocatedStorage',
      expected: `${source.bytes / GIB} GiB`,
      actual: `${free / GIB} GiB`,
    });
  }
  const clock = await withSource(
    secured(settings.connection, settings),
    { signal, statementMs: STATEMENT_MS },
    session => readClock(session, context.now),
  );
  return {
    tools: [{ name: 'Amazon RDS API', version: api.version }],
    missing: LEFT_OUT,
    sourceIdentity: source.resourceId,
    sourceVersion: source.version,
    clock,
    neededBytes: source.bytes,
    freeBytes: free,
  };
}

function named(
  quotas: readonly RdsQuota[],
  name: string,
): RdsQuota | undefined {
  return quotas.find(quota => quota.name === name);
}

async function assertReadable({ caFile }: RdsSettings): Promise<void> {
  if (caFile === undefined) {
    return;
  }
  try {
    await access(caFile, constants.R_OK);
  } catch {
    throw new DrillProblem({ code: 'not-configured', subject: 'rds.caFile' });
  }
}
