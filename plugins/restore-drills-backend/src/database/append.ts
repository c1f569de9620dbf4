import { CHAIN_START } from '@textloom/kernel';
import {
  Drill,
  DrillEvent,
  eventHash,
  fold,
  LoggedEvent,
} from '@textloom/plugin-restore-drills-common';

/**
 * Folds events into a drill and links them to its log.
 * @param lastHash - hash of the drill's newest event; absent for a new one.
 */
export function append(
  before: Drill | undefined,
  events: readonly DrillEvent[],
  {
    lastHash = CHAIN_START,
    ...meta
  }: { actor: string; at: number; lastHash?: string },
): { after: Drill | undefined; logged: readonly LoggedEvent[] } {
  let after = before;
  let previousHash = lastHash;
  const logged: LoggedEvent[] = [];
  for (const event of events) {
    const next: Drill = fold(after, { event, ...meta });
    const fields = { drill: next.id, sequence: next.version, event, ...meta };
    const hash = eventHash(previousHash, fields);
    logged.push({ ...fields, previousHash, hash });
    previousHash = hash;
    after = next;
  }
  return { after, logged };
}
