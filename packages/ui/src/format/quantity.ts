import { Locale } from './locale';

/** What stands where no figure is known: never zero, never blank. */
export const NO_VALUE = '–';

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

function short(value: number): string {
  const digits = Math.abs(value) < 100 ? 1 : 0;
  return Number(value.toFixed(digits)).toLocaleString('en-US');
}

/** Memory in binary units: `6 GiB`, `1.5 GiB`, `512 MiB`. */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined || !Number.isFinite(bytes)) return NO_VALUE;
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < BINARY.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${short(value)} ${BINARY[unit]}`;
}

/** Processor time in cores, below one core in thousandths: `6.4 CPU`, `250m`. */
export function formatCpu(millicores: number | undefined): string {
  if (millicores === undefined || !Number.isFinite(millicores)) return NO_VALUE;
  if (Math.abs(millicores) < 1000) return `${Math.round(millicores)}m`;
  return `${short(millicores / 1000)} CPU`;
}

/**
 * A fraction as per cent: whole numbers, two decimals under 1 and over 99. What is not quite nothing
 * or all never reads as 0 % or 100 %.
 *
 * @param fraction - 1 is all; may exceed 1.
 */
export function formatPercent(fraction: number | undefined): string {
  if (fraction === undefined || !Number.isFinite(fraction)) return NO_VALUE;
  const percent = fraction * 100;
  if (percent === 0 || percent === 100 || percent > 100) {
    return `${Math.round(percent)}%`;
  }
  if (percent > 0 && percent < 0.01) return '<0.01%';
  if (percent < 1) return `${percent.toFixed(2)}%`;
  if (percent > 99) return `${Math.min(percent, 99.99).toFixed(2)}%`;
  return `${Math.round(percent)}%`;
}

/** A count with thousands separators: `41,310`. */
export function formatCount(count: number | undefined): string {
  if (count === undefined || !Number.isFinite(count)) return NO_VALUE;
  return count.toLocaleString('en-US');
}

/** Items of a sentence joined as the language does: `a, b and c`, `a、b 和 c`. */
export function formatList(items: string[], locale: Locale): string {
  if (items.length < 2) return items.join('');
  const last = items[items.length - 1];
  const rest = items.slice(0, -1);
  return locale === 'zh'
    ? `${rest.join('、')} 和 ${last}`
    : `${rest.join(', ')} and ${last}`;
}

const units: Record<Locale, Record<'ms' | 's' | 'hour' | 'minute', string>> = {
  en: { ms: 'ms', s: 's', hour: 'h', minute: 'min' },
  zh: { ms: '毫秒', s: '秒', hour: '时', minute: '分' },
};

/**
 * A measured duration below a minute: `120 ms`, `1.4 s`, `38 s`. Longer ones are ages, see `formatAge`.
 *
 * @param seconds - From 0 up to 60.
 */
export function formatSeconds(
  seconds: number | undefined,
  locale: Locale,
): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return NO_VALUE;
  if (seconds === 0) return `0 ${units[locale].s}`;
  if (Math.abs(seconds) < 1) {
    return `${Number((seconds * 1000).toPrecision(2))} ${units[locale].ms}`;
  }
  return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} ${units[locale].s}`;
}

/** So many in an hour or a minute: `1,184 / h`, `1,184 / 时`. */
export function formatRate(
  count: number | undefined,
  per: 'hour' | 'minute',
  locale: Locale,
): string {
  if (count === undefined || !Number.isFinite(count)) return NO_VALUE;
  return `${short(count)} / ${units[locale][per]}`;
}
