import {
  compareLsn,
  DrillPlan,
  expectedSeq,
  expectedSeqAt,
  frozenDigest,
  FrozenEvidence,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, StoreConnection } from '../service/ports';

/** Entries of the ledger that are looked at: more than a day, every five seconds. */
const ENTRIES = 20_000;

/**
 * What has reached the repository. Which marker must come back is asked before the repository is listed: what arrives
 * between the two is then in the list and not expected, and never the other way round.
 */
export async function freeze(
  { driver, markers, ledger, store }: StoreConnection,
  context: DrillContext,
): Promise<FrozenEvidence> {
  const newest = markers ? await ledger.newest(store.id, ENTRIES) : [];
  const archived = await markers?.archived(newest);
  const frozen = await driver.freeze(context);
  const known = frozen.expectedSeq ?? archived?.seq;
  const limit = limitOf(context.plan, newest);
  const expected =
    known === undefined || limit === undefined
      ? undefined
      : Math.min(known, limit);
  const facts: Omit<FrozenEvidence, 'digest'> = {
    ...frozen,
    expectedSeq: expected,
  };
  if (expected === undefined) {
    delete facts.expectedSeq;
  }
  return { ...facts, digest: frozenDigest(facts) };
}

/** Newest marker that the target of the plan includes; undefined when that cannot be told. */
function limitOf(
  { target }: DrillPlan,
  newest: Parameters<typeof expectedSeqAt>[0],
): number | undefined {
  switch (target.kind) {
    case 'latest':
      return Infinity;
    case 'time':
      return expectedSeqAt(newest, target.at);
    case 'lsn':
      return expectedSeq(newest, target.lsn, compareLsn);
    default:
      return undefined;
  }
}
