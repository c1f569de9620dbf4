const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY_MINUTES = 24 * 60;
/** Minutes of a week. */
export const WEEK_MINUTES = 7 * DAY_MINUTES;

/**
 * Minutes of a week in which something runs that one cron expression stops and another starts again.
 * @returns undefined for expressions that are not of the form `minute hour * * days`.
 */
export function minutesOn(stop: string, start: string): number | undefined {
  const stops = timesOf(stop);
  const starts = timesOf(start);
  if (!stops || !starts) {
    return undefined;
  }
  let on = 0;
  // The week before tells how this one begins.
  let isOn = true;
  for (let minute = 0; minute < 2 * WEEK_MINUTES; minute += 1) {
    const inWeek = minute % WEEK_MINUTES;
    if (stops.has(inWeek)) {
      isOn = false;
    }
    if (starts.has(inWeek)) {
      isOn = true;
    }
    on += isOn && minute >= WEEK_MINUTES ? 1 : 0;
  }
  return on;
}

/** Minutes of a week, from Sunday, at which an expression strikes. */
function timesOf(cron: string): Set<number> | undefined {
  const [minute, hour, ofMonth, month, ofWeek, ...more] = cron
    .trim()
    .split(/\s+/);
  const days = daysOf(ofWeek ?? '');
  const isPlain =
    /^\d{1,2}$/.test(minute) &&
    /^\d{1,2}$/.test(hour) &&
    ofMonth === '*' &&
    month === '*' &&
    more.length === 0;
  return isPlain && days
    ? new Set(
        days.map(day => day * DAY_MINUTES + Number(hour) * 60 + Number(minute)),
      )
    : undefined;
}

function daysOf(text: string): number[] | undefined {
  const numberOf = (name: string) =>
    /^[0-7]$/.test(name) ? Number(name) % 7 : DAYS.indexOf(name.toUpperCase());
  const found = text === '*' ? DAYS.map((_, day) => day) : [];
  for (const part of text === '*' ? [] : text.split(',')) {
    const [from, to = from, ...more] = part.split('-');
    const [first, last] = [numberOf(from), numberOf(to)];
    if (first < 0 || last < 0 || more.length > 0) {
      return undefined;
    }
    for (let day = first; ; day = (day + 1) % 7) {
      found.push(day);
      if (day === last) {
        break;
      }
    }
  }
  return found;
}
