import { HOUR } from '@textloom/kernel';
import { Exposure, LedgerEntry } from './heartbeat';

/** Exposures of an hour, in milliseconds. */
export interface ExposureHour {
  /** Its beginning, milliseconds since the epoch. */
  at: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** How much would be lost if the store failed now: since the newest marker that has reached the repository was sent. */
export function exposureOf(now: number, archived: LedgerEntry): Exposure {
  return { at: now, ms: Math.max(0, now - archived.sentAt) };
}

/**
 * Percentile by nearest rank: the smallest value that at least `share` of all do not exceed. Undefined without values.
 *
 * @param share - above 0 and up to 1, e.g. 0.99.
 */
export function percentile(
  values: readonly number[],
  share: number,
): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Exposures by the hour in which they were measured, oldest first; hours without any are left out. */
export function exposureHours(exposures: readonly Exposure[]): ExposureHour[] {
  const hours = new Map<number, number[]>();
  for (const { at, ms } of exposures) {
    const hour = Math.floor(at / HOUR) * HOUR;
    hours.set(hour, [...(hours.get(hour) ?? []), ms]);
  }
  return [...hours]
    .sort(([a], [b]) => a - b)
    .map(([at, values]) => ({
      at,
      p50Ms: percentile(values, 0.5) ?? 0,
      p99Ms: percentile(values, 0.99) ?? 0,
      maxMs: Math.max(...values),
    }));
}
