import { Random } from './Time';

const FIRST_MS = 1_500;
const LIMIT_MS = 30_000;

/**
 * Wait before the next attempt: 1 to 30 s, doubling, less up to 30 % so that clusters and sources do not come
 * back in step.
 *
 * @param attempt - Failures so far minus one.
 */
export function backoffMs(attempt: number, random: Random): number {
  const base = Math.min(LIMIT_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(base * (0.7 + 0.3 * random()));
}

/** A value in [min, max]. */
export function between(min: number, max: number, random: Random): number {
  return Math.round(min + (max - min) * random());
}
