import { HOUR, MINUTE, SECOND } from '@textloom/kernel';

/** Words for units of time. */
export interface Units {
  second: string;
  minute: string;
  /** Before seconds, where it may be shorter. */
  minuteOf: string;
  hour: string;
}

/** A duration for people: two units from a minute on, a decimal below 10 seconds. */
export function durationText(ms: number, units: Units): string {
  if (ms < 10 * SECOND) {
    return `${(Math.round(ms / 100) / 10).toString()} ${units.second}`;
  }
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) {
    return `${seconds} ${units.second}`;
  }
  if (seconds * SECOND < HOUR) {
    const rest = seconds % 60;
    return rest === 0
      ? `${seconds / 60} ${units.minute}`
      : `${Math.floor(seconds / 60)} ${units.minuteOf} ${rest} ${units.second}`;
  }
  const minutes = Math.round(ms / MINUTE);
  const rest = minutes % 60;
  const hours = `${Math.floor(minutes / 60)} ${units.hour}`;
  return rest === 0 ? hours : `${hours} ${rest} ${units.minute}`;
}

const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes in decimal units, as storage is billed. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.round(value * 10) / 10 >= 1000 && unit < BYTES.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${Number(value.toFixed(digits))} ${BYTES[unit]}`;
}

/** A moment in UTC: `2026-11-29 02:00`. */
export function timeText(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
