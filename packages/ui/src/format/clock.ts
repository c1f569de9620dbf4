import { Locale } from './locale';

/** How a point in time is written. */
export interface ClockOptions {
  /** With seconds, for evidence. */
  seconds?: boolean;
  /** IANA zone; the viewer's when absent. */
  timeZone?: string;
}

const tags: Record<Locale, string> = { en: 'en-GB', zh: 'zh-CN' };

/** Time of day on the 24 hour clock: `14:32`, with seconds `14:17:52`. */
export function formatClock(
  at: Date,
  locale: Locale,
  options: ClockOptions = {},
): string {
  return new Intl.DateTimeFormat(tags[locale], {
    hour: '2-digit',
    minute: '2-digit',
    second: options.seconds ? '2-digit' : undefined,
    hourCycle: 'h23',
    timeZone: options.timeZone,
  }).format(at);
}

function fields(at: Date, locale: Locale, timeZone?: string) {
  const list = new Intl.DateTimeFormat(tags[locale], {
    year: 'numeric',
    month: locale === 'en' ? 'short' : 'numeric',
    day: 'numeric',
    weekday: 'short',
    timeZone,
  }).formatToParts(at);
  return (type: Intl.DateTimeFormatPartTypes) =>
    list.find(part => part.type === type)?.value ?? '';
}

/**
 * Day and time: `Mon 23 Nov, 14:32`, `11月23日 周一 14:32`. The year shows, in place of the
 * weekday, only when it is not that of `now`.
 */
export function formatDateTime(
  at: Date,
  locale: Locale,
  now: Date,
  options: ClockOptions = {},
): string {
  const part = fields(at, locale, options.timeZone);
  const sameYear =
    part('year') === fields(now, locale, options.timeZone)('year');
  const clock = formatClock(at, locale, options);
  if (locale === 'zh') {
    const day = `${part('month')}月${part('day')}日`;
    return sameYear
      ? `${day} ${part('weekday')} ${clock}`
      : `${part('year')}年${day} ${clock}`;
  }
  const day = `${part('day')} ${part('month').slice(0, 3)}`;
  return sameYear
    ? `${part('weekday')} ${day}, ${clock}`
    : `${day} ${part('year')}, ${clock}`;
}

/** The same instant in UTC for evidence and title attributes: `2026-11-23 06:32:10 UTC`. */
export function formatUtc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
