const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Milliseconds in the unit of an axis over lengths of time: seconds, minutes or hours, so that its round values are
 * round for people.
 *
 * @param longest - The longest value to show, in milliseconds.
 */
export function axisUnit(longest: number): number {
  if (longest >= 2 * HOUR) return HOUR;
  return longest >= 2 * MINUTE ? MINUTE : SECOND;
}
