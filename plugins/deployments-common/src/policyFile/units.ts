import { DAY, HOUR, MINUTE, SECOND } from '@textloom/kernel';

const LONGEST = 366 * DAY;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const SHORT = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** What a duration looks like, for messages. */
export const DURATION_SHAPE = 'a duration such as 30s, 15m, 24h, 7d or PT30M';

/** Milliseconds of `30s`, `1h30m`, `7d`, `PT30M` or `P1DT12H`, at most 366 days; undefined for anything else. */
export function durationMs(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 40) {
    return undefined;
  }
  const text = value.replace(/ /g, '');
  const match = SHORT.exec(text) ?? ISO.exec(text);
  const parts = match?.slice(1);
  if (!parts || parts.every(part => part === undefined)) {
    return undefined;
  }
  const [days, hours, minutes, seconds] = parts.map(part => Number(part ?? 0));
  const ms = days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
  return ms <= LONGEST ? ms : undefined;
}

/** Per cent of `25`, `25%` or `0.5 %`, from 0 to 100; undefined for anything else. */
export function percent(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  const match =
    typeof text === 'string'
      ? /^(\d{1,3}(?:\.\d{1,6})?) ?%?$/.exec(text)
      : undefined;
  const number = match ? Number(match[1]) : NaN;
  return number >= 0 && number <= 100 ? number : undefined;
}

/** Milliseconds since the epoch of an ISO 8601 time with its zone; undefined for anything else. */
export function moment(value: unknown): number | undefined {
  const valid =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(value);
  const time = valid ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Minutes from Monday 00:00 UTC of `Fri 18:00`; undefined for anything else. */
export function weekMinute(value: unknown): number | undefined {
  const match =
    typeof value === 'string'
      ? /^(\w{3}) ([01]\d|2[0-4]):([0-5]\d)$/.exec(value)
      : null;
  const day = match ? DAYS.indexOf(match[1]) : -1;
  if (!match || day < 0) {
    return undefined;
  }
  const minute = (day * 24 + Number(match[2])) * 60 + Number(match[3]);
  return minute <= 7 * 24 * 60 ? minute : undefined;
}
