import { Locale } from './locale';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = 'second' | 'minute' | 'hour' | 'day';

const words: Record<Locale, Record<Unit, (n: number) => string>> = {
  en: {
    second: n => `${n} s`,
    minute: n => `${n} min`,
    hour: n => `${n} h`,
    day: n => (n === 1 ? '1 day' : `${n} days`),
  },
  zh: {
    second: n => `${n} 秒`,
    minute: n => `${n} 分钟`,
    hour: n => `${n} 小时`,
    day: n => `${n} 天`,
  },
};

/** How an age is written. */
export interface AgeOptions {
  /** Says that it lies in the past: "14 min ago". */
  ago?: boolean;
  /** Two units from one hour up, for runs: "1 h 12 min". */
  precise?: boolean;
}

function parts(ms: number): [Unit, number, Unit?, number?] {
  if (ms < MINUTE) return ['second', Math.floor(ms / SECOND)];
  if (ms < HOUR) return ['minute', Math.floor(ms / MINUTE)];
  if (ms < DAY) {
    return [
      'hour',
      Math.floor(ms / HOUR),
      'minute',
      Math.floor((ms % HOUR) / MINUTE),
    ];
  }
  return ['day', Math.floor(ms / DAY), 'hour', Math.floor((ms % DAY) / HOUR)];
}

/**
 * An age in words, in its largest unit: `3 s`, `14 min`, `9 h`, `2 days`.
 *
 * @param ms - Age in milliseconds; a negative one (clock skew) counts as zero.
 */
export function formatAge(
  ms: number,
  locale: Locale,
  options: AgeOptions = {},
): string {
  const [unit, count, minor, minorCount] = parts(Math.max(0, ms));
  let text = words[locale][unit](count);
  if (options.precise && minor && minorCount) {
    text += ` ${words[locale][minor](minorCount)}`;
  }
  if (!options.ago) return text;
  return locale === 'zh' ? `${text}前` : `${text} ago`;
}
