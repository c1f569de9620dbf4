/** Milliseconds in a second. */
export const SECOND = 1_000;
/** Milliseconds in a minute. */
export const MINUTE = 60 * SECOND;
/** Milliseconds in an hour. */
export const HOUR = 60 * MINUTE;
/** Milliseconds in a day of 24 hours. */
export const DAY = 24 * HOUR;

/**
 * Milliseconds from an ISO 8601 time to `now`; never negative, since two clocks may disagree.
 * Undefined when the time is absent or cannot be read: an unknown age is not zero.
 */
export function elapsed(
  since: string | undefined,
  now: number,
): number | undefined {
  const start = since === undefined ? NaN : Date.parse(since);
  return Number.isNaN(start) ? undefined : Math.max(0, now - start);
}

/** The earliest of ISO 8601 times; undefined when none can be read. */
export function earliest(
  times: Iterable<string | undefined>,
): string | undefined {
  let first: string | undefined;
  let at = Infinity;
  for (const time of times) {
    const moment = time === undefined ? NaN : Date.parse(time);
    if (moment < at) {
      first = time;
      at = moment;
    }
  }
  return first;
}
