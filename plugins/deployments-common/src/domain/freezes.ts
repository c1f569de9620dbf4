import { DAY, MINUTE } from '@textloom/kernel';
import { Freeze, Policy } from './policy';

const WEEK = 7 * DAY;
/** Monday 00:00 UTC; the epoch was a Thursday. */
const FIRST_MONDAY = 4 * DAY;

/** Where a freeze may apply. */
export interface FrozenPlace {
  environment: string;
  service: string;
}

function appliesTo(freeze: Freeze, place: FrozenPlace): boolean {
  const { environments, services } = freeze;
  return (
    (!environments.length || environments.includes(place.environment)) &&
    (!services.length || services.includes(place.service))
  );
}

function weekStart(now: number): number {
  return now - ((((now - FIRST_MONDAY) % WEEK) + WEEK) % WEEK);
}

/** The occurrence of a freeze that contains `now`, or else the next one; undefined when it is over for good. */
export function occurrence(
  freeze: Freeze,
  now: number,
): { from: number; to: number } | undefined {
  const { when } = freeze;
  if ('from' in when) {
    return when.to > now ? when : undefined;
  }
  const { fromMinute, toMinute } = when.weekly;
  const length = (toMinute - fromMinute) * MINUTE;
  const from = weekStart(now) + fromMinute * MINUTE;
  const span = length > 0 ? length : length + WEEK;
  const current = [from - WEEK, from].find(start => start + span > now);
  const start = current ?? from + WEEK;
  return { from: start, to: start + span };
}

function isActive(freeze: Freeze, now: number): number | undefined {
  const span = occurrence(freeze, now);
  return span && span.from <= now ? span.to : undefined;
}

/** The freeze that applies to a place now, the one that lasts longest first, and until when. */
export function frozen(
  policy: Pick<Policy, 'freezes'>,
  place: FrozenPlace,
  now: number,
): { freeze: Freeze; until: number } | undefined {
  return activeFreezes(policy, now)
    .filter(({ freeze }) => appliesTo(freeze, place))
    .sort((a, b) => b.until - a.until)[0];
}

/** All freezes that are active now, wherever they apply. */
export function activeFreezes(
  policy: Pick<Policy, 'freezes'>,
  now: number,
): { freeze: Freeze; until: number }[] {
  return policy.freezes.flatMap(freeze => {
    const until = isActive(freeze, now);
    return until === undefined ? [] : [{ freeze, until }];
  });
}

/** The freeze of a place that begins next, and when. */
export function nextFreeze(
  policy: Pick<Policy, 'freezes'>,
  place: FrozenPlace,
  now: number,
): { freeze: Freeze; from: number } | undefined {
  return policy.freezes
    .flatMap(freeze => {
      if (!appliesTo(freeze, place)) {
        return [];
      }
      const until = isActive(freeze, now);
      const next = occurrence(freeze, until ?? now);
      return next && next.from > now ? [{ freeze, from: next.from }] : [];
    })
    .sort((a, b) => a.from - b.from)[0];
}
