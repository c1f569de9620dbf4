import { canonicalJson, firstBrokenLink } from '@textloom/kernel';
import { LoggedEvent } from './events';
import { sha256Of } from './hash';
import { DrillView } from './views';

/** What the hash of an event covers besides the hash before it. */
export type EventFields = Omit<LoggedEvent, 'previousHash' | 'hash'>;

/** Whether the events are what was written. */
export type ChainVerification = DrillView['chain'];

/** Hash of an event in the chain: SHA-256 of the hash before it, a line break, and the canonical JSON of its fields. */
export function eventHash(previousHash: string, fields: EventFields): string {
  const { drill, sequence, event, actor, at } = fields;
  const content = canonicalJson({ drill, sequence, event, actor, at });
  return sha256Of(`${previousHash}\n${content}`);
}

/**
 * Recomputes the chain of one drill, oldest event first. Finds every event that was changed, left out, added or moved;
 * events cut off at the end are missed only by the evidence. `sequence` is the place of the first that does not hold.
 */
export function verifyChain(events: readonly LoggedEvent[]): ChainVerification {
  const outOfOrder = events.findIndex(
    (logged, index) =>
      logged.sequence !== index + 1 || logged.drill !== events[0].drill,
  );
  const broken = firstBrokenLink(events, logged =>
    safeHash(logged.previousHash, logged),
  );
  const first = Math.min(
    outOfOrder < 0 ? Infinity : outOfOrder,
    broken ?? Infinity,
  );
  return first === Infinity
    ? { state: 'verified', events: events.length }
    : { state: 'broken', sequence: first + 1 };
}

function safeHash(previousHash: string, fields: EventFields): string {
  try {
    return eventHash(previousHash, fields);
  } catch {
    return 'not hashable';
  }
}

/**
 * Number of the first evidence document that does not follow the one before; undefined when all do. Oldest first and
 * from number 1. Says nothing of what is in the documents: `verifyEvidence` does.
 */
export function firstBrokenEvidence(
  chain: readonly { number: number; previousHash: string; hash: string }[],
): number | undefined {
  const outOfOrder = chain.findIndex(
    ({ number }, index) => number !== index + 1,
  );
  const broken = firstBrokenLink(chain, ({ hash }) => hash);
  const first = Math.min(
    outOfOrder < 0 ? Infinity : outOfOrder,
    broken ?? Infinity,
  );
  return first === Infinity ? undefined : first + 1;
}
