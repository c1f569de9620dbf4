import { RecoveredMarkers } from './facts';
import { LedgerEntry, Rpa } from './heartbeat';

/** What is known of the loss. Times in milliseconds since the epoch, by the portal's clock. */
export interface RpaInput {
  failedAt: number;
  /** Found in the restored data; absent when the store has none. */
  markers?: RecoveredMarkers;
  /** Entries of the store around the newest recovered marker, in any order; more only make the bounds narrower. */
  ledger: readonly LedgerEntry[];
  /** Newest marker that must be there by the frozen evidence. */
  expectedSeq?: number;
  /** Time of the restore point that was reached; used only where the store has no markers. */
  restorePointAt?: number;
  /** When the copy was complete; used only where there is no restore point either. */
  copiedAt?: number;
}

/** Largest marker with no hole below it; undefined when there is none. */
export function lastContiguous(
  markers: RecoveredMarkers | undefined,
): number | undefined {
  if (!markers || markers.count === 0) {
    return undefined;
  }
  return markers.firstHole === undefined ? markers.max : markers.firstHole - 1;
}

/**
 * How much was lost. Let s be the largest marker with no hole below it. The store had marker s not before it was sent,
 * and s+1 not after it was acknowledged; the last data that came back was written between the two. So the loss lies in
 * [failedAt − ackedAt(s+1), failedAt − sentAt(s)], and neither end is below 0; without s+1 the lower end is 0.
 *
 * An entry that the ledger lacks is replaced by its neighbour away from s, which makes the bounds wider, never wrong.
 * Undefined when nothing bounds the loss: no markers in the ledger or in the data, and no other time.
 */
export function rpaOf(input: RpaInput): Rpa | undefined {
  const { failedAt, markers } = input;
  if (!markers) {
    return weaker(input);
  }
  const lastSeq = lastContiguous(markers);
  if (lastSeq === undefined) {
    return undefined;
  }
  const bounds = around(input.ledger, lastSeq);
  if (!bounds.last) {
    return undefined;
  }
  return {
    method: 'markers',
    lastSeq,
    lowerMs: bounds.next ? Math.max(0, failedAt - bounds.next.ackedAt) : 0,
    upperMs: Math.max(0, failedAt - bounds.last.sentAt),
    ...(input.expectedSeq === undefined
      ? {}
      : { expectedSeq: input.expectedSeq }),
    derivation: {
      failedAt,
      lastSentAt: bounds.last.sentAt,
      ...(bounds.next ? { nextAckedAt: bounds.next.ackedAt } : {}),
    },
  };
}

function around(
  ledger: readonly LedgerEntry[],
  seq: number,
): { last?: LedgerEntry; next?: LedgerEntry } {
  let last: LedgerEntry | undefined;
  let next: LedgerEntry | undefined;
  for (const entry of ledger) {
    if (entry.seq <= seq && (!last || entry.seq > last.seq)) {
      last = entry;
    }
    if (entry.seq > seq && (!next || entry.seq < next.seq)) {
      next = entry;
    }
  }
  return { last, next };
}

/** One point of time instead of two bounds: the loss since then is at most that, and may be nothing. */
function weaker(input: RpaInput): Rpa | undefined {
  const { failedAt, restorePointAt, copiedAt } = input;
  const at = restorePointAt ?? copiedAt;
  if (at === undefined) {
    return undefined;
  }
  return {
    method: restorePointAt === undefined ? 'copy-time' : 'restore-point',
    lowerMs: 0,
    upperMs: Math.max(0, failedAt - at),
    derivation: { failedAt, restorePointAt: at },
  };
}

/**
 * Newest marker whose commit lies wholly in what can be recovered: its position is not after `recoverableUntil`.
 * Entries without a position say nothing. Undefined when there is none.
 *
 * @param compare - order of two positions, as of `Array.sort`.
 */
export function expectedSeq(
  entries: readonly LedgerEntry[],
  recoverableUntil: string,
  compare: (a: string, b: string) => number,
): number | undefined {
  return newest(
    entries.filter(
      ({ position }) =>
        position !== undefined && compare(position, recoverableUntil) <= 0,
    ),
  );
}

/** Newest marker that was acknowledged by a moment, e.g. when a copy was begun; undefined when there is none. */
export function expectedSeqAt(
  entries: readonly LedgerEntry[],
  at: number,
): number | undefined {
  return newest(entries.filter(({ ackedAt }) => ackedAt <= at));
}

function newest(entries: readonly LedgerEntry[]): number | undefined {
  return entries.length === 0
    ? undefined
    : entries.reduce((max, { seq }) => Math.max(max, seq), -Infinity);
}
