const HOUR = 3_600_000;

/** Ranges of time that can be chosen, shortest first. */
export const RANGES = ['3h', '24h', '7d', '30d'] as const;

/** A range of time that ends now. */
export type Range = (typeof RANGES)[number];

const lengths: Record<Range, number> = {
  '3h': 3 * HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
  '30d': 30 * 24 * HOUR,
};

/** Begin and end of a range. */
export function rangeQuery(
  range: Range,
  now: number,
): { from: string; to: string } {
  return {
    from: new Date(now - lengths[range]).toISOString(),
    to: new Date(now).toISOString(),
  };
}

/**
 * The range that an address asks for: the named one, widened until it reaches back to a moment.
 *
 * @param name - As in the address; anything else means a day.
 * @param at - ISO 8601 instant that must be in sight; what is unreadable or in the future is ignored.
 */
export function chosenRange(name: string, at: string, now: number): Range {
  const named = RANGES.find(range => range === name) ?? '24h';
  const age = now - Date.parse(at);
  if (!(age > lengths[named])) return named;
  return RANGES.find(range => age <= lengths[range]) ?? '30d';
}
