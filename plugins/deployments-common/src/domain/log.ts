import { canonicalJson, firstBrokenLink } from '@textloom/kernel';
import { LoggedEvent } from './events';
import { sha256Of } from './hash';
import { LogVerification } from './views';

/** What the hash of an event covers besides the hash before it. */
export type EventFields = Omit<LoggedEvent, 'previousHash' | 'hash'>;

/** Hash of an event in the chain: SHA-256 of the hash before it, a line break, and the canonical JSON of its fields. */
export function eventHash(previousHash: string, fields: EventFields): string {
  const { proposal, sequence, event, actor, at, fingerprint, policyVersion } =
    fields;
  const content = canonicalJson({
    proposal,
    sequence,
    event,
    actor,
    at,
    fingerprint,
    policyVersion,
  });
  return sha256Of(`${previousHash}\n${content}`);
}

/**
 * Recomputes the chain of one proposal, oldest event first. Finds every event that was changed, left out, added or
 * moved; only events cut off at the end need a checkpoint to be missed.
 *
 * @param at - when it was verified, milliseconds since the epoch; by default the time of the newest event.
 */
export function verifyChain(
  events: readonly LoggedEvent[],
  at: number = events[events.length - 1]?.at ?? 0,
): LogVerification {
  const outOfOrder = events.findIndex(
    (logged, index) =>
      logged.sequence !== index + 1 || logged.proposal !== events[0].proposal,
  );
  const broken = firstBrokenLink(events, logged =>
    safeHash(logged.previousHash, logged),
  );
  const first = Math.min(
    outOfOrder < 0 ? Infinity : outOfOrder,
    broken ?? Infinity,
  );
  if (first === Infinity) {
    return { state: 'verified', events: events.length, at };
  }
  const { sequence } = events[first];
  return {
    state: 'broken',
    sequence,
    message:
      first === outOfOrder && sequence !== first + 1
        ? `Event ${
            first + 1
          } is missing or was moved: event ${sequence} stands in its place.`
        : `Event ${sequence} is not what was written.`,
    at,
  };
}

function safeHash(previousHash: string, fields: EventFields): string {
  try {
    return eventHash(previousHash, fields);
  } catch {
    return 'not hashable';
  }
}
