import { StoredLog } from '../database/readLog';
import { Checkpoint, ReadCheckpoints } from './CheckpointFile';
import { PlaceRecords } from './PlaceRecords';
import { Problem, verifyProposal } from './verifyProposal';

/** What a verification has found. */
export interface Verification {
  proposals: number;
  events: number;
  checkpoints: number;
  /** Empty when everything is what was written. */
  problems: readonly Problem[];
}

/**
 * Recomputes everything that follows from the log, and compares it with what is stored: the chain of each proposal, its
 * snapshot, who executes, what has succeeded, and the checkpoints.
 */
export async function verifyLog(
  stored: StoredLog,
  { checkpoints, brokenLines }: ReadCheckpoints,
): Promise<Verification> {
  const claims = claimsOf(checkpoints);
  const records = new PlaceRecords();
  const broken: Problem[] = [];
  let proposals = 0;
  let events = 0;
  for await (const { row, log } of stored.proposals()) {
    const heads = claims.get(row.id) ?? [];
    const { after, problems } = verifyProposal(row, log, heads);
    broken.push(...problems);
    if (after) {
      records.add(after);
    }
    claims.delete(row.id);
    proposals += 1;
    events += log.length;
  }
  const inLog = [
    ...brokenLines.map(line => ({
      table: 'checkpoints',
      sequence: line,
      problem: 'the line is not what was written',
    })),
    ...broken,
    ...missing(claims),
    ...(await orphans(stored)),
  ];
  // What follows from a log that is not what was written says nothing more.
  const problems = inLog.length > 0 ? inLog : await records.compare(stored);
  return { proposals, events, checkpoints: checkpoints.length, problems };
}

/** What checkpoints say of each proposal. */
function claimsOf(checkpoints: readonly Checkpoint[]) {
  const claims = new Map<string, { sequence: number; hash: string }[]>();
  for (const { heads } of checkpoints) {
    for (const [proposal, sequence, hash] of heads) {
      const known = claims.get(proposal);
      if (known) {
        known.push({ sequence, hash });
      } else {
        claims.set(proposal, [{ sequence, hash }]);
      }
    }
  }
  return claims;
}

function missing(claims: ReturnType<typeof claimsOf>): Problem[] {
  return [...claims].map(([proposal, heads]) => ({
    table: 'proposals',
    proposal,
    problem: `the row is missing; a checkpoint knows event ${heads[0].sequence}`,
  }));
}

async function orphans(stored: StoredLog): Promise<Problem[]> {
  const ids = await stored.orphans();
  return ids.map(proposal => ({
    table: 'proposals',
    proposal,
    problem: 'the row is missing, and the log has its events',
  }));
}
