/**
 * An entry of the ledger: a marker that the store has acknowledged. All times by the portal's clock, milliseconds
 * since the epoch, so that no clocks are compared.
 */
export interface LedgerEntry {
  store: string;
  /** Grows by one from marker to marker. */
  seq: number;
  /** Before the marker was sent: it cannot be older in the store. */
  sentAt: number;
  /** After the store said that it is durable: it cannot be newer. */
  ackedAt: number;
  /** Position in the log after the commit, where the store has one. */
  position?: string;
}

/**
 * How much was lost. The truth is in `[lowerMs, upperMs]`: data up to marker `lastSeq` is there, and marker
 * `lastSeq + 1` is not. The upper end is what is compared with the target.
 */
export interface Rpa {
  method: 'markers' | 'restore-point' | 'copy-time';
  lastSeq?: number;
  lowerMs: number;
  upperMs: number;
  /** Newest marker that must be there by the frozen evidence. */
  expectedSeq?: number;
  /** How it was worked out: the figures of the formula. */
  derivation: {
    failedAt: number;
    lastSentAt?: number;
    nextAckedAt?: number;
    restorePointAt?: number;
  };
}

/** How much would be lost if the store failed now. */
export interface Exposure {
  /** Milliseconds since the epoch. */
  at: number;
  /** now − sentAt of the newest marker that has reached the repository. */
  ms: number;
}
