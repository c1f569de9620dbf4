import { Locale } from '@textloom/ui';

const tags: Record<Locale, string> = { en: 'en-GB', zh: 'zh-CN' };

function format(
  iso: string,
  locale: Locale,
  options: Intl.DateTimeFormatOptions,
): string {
  // Days of a bill are days in UTC, wherever the reader is.
  return new Intl.DateTimeFormat(tags[locale], {
    ...options,
    timeZone: 'UTC',
  })
    .format(new Date(iso.length === 7 ? `${iso}-01` : iso))
    .replace(/Sept\b/, 'Sep');
}

/** A day of a bill: `21 Nov`, `11月21日`, with its year when asked for. */
export function formatDay(day: string, locale: Locale, year = false): string {
  return format(day, locale, {
    day: 'numeric',
    month: locale === 'zh' ? 'long' : 'short',
    ...(year && { year: 'numeric' as const }),
  });
}

/** A day that may be of another year, which it has then: `31 Mar 2027`. */
export function datedDay(
  day: string,
  { locale, now }: { locale: Locale; now: number },
): string {
  const isOther = Number(day.slice(0, 4)) !== new Date(now).getUTCFullYear();
  return formatDay(day, locale, isOther);
}

/** A billing month: `November 2026`, `2026年11月`; without its year `November`, `11月`. */
export function formatMonth(month: string, locale: Locale, year = true) {
  // By itself the language would spell the number out: 十一月.
  if (locale === 'zh' && !year) return `${Number(month.slice(5))}月`;
  return format(month, locale, {
    month: 'long',
    ...(year && { year: 'numeric' as const }),
  });
}

/** Days from the first to the last: `1–21 Nov`, `11月1–21日`; over months each has its own. */
export function formatRange(from: string, to: string, locale: Locale): string {
  if (from === to) return formatDay(from, locale);
  if (from.slice(0, 7) !== to.slice(0, 7)) {
    const years = from.slice(0, 4) !== to.slice(0, 4);
    return `${formatDay(from, locale, years)} – ${formatDay(
      to,
      locale,
      years,
    )}`;
  }
  const first = Number(from.slice(8));
  return locale === 'zh'
    ? formatDay(to, locale).replace('月', `月${first}–`)
    : `${first}–${formatDay(to, locale)}`;
}
