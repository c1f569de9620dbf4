import { formatAge, Locale } from '@textloom/ui';
import { wordsOf } from '@textloom/plugin-restore-drills-common';

const DAY = 86_400_000;

/**
 * A measured length of time as in the printed report: `0.8 s`, `14 min 3 s`, `1 h 12 min`; from a day on `2 days 3 h`.
 *
 * @param ms - Milliseconds; a negative one counts as zero.
 */
export function formatDuration(ms: number, locale: Locale): string {
  const length = Math.max(0, ms);
  return length < DAY
    ? wordsOf(locale).duration(length)
    : formatAge(length, locale, { precise: true });
}
