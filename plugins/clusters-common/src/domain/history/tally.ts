import { HOUR } from '@textloom/kernel';
import { HealthHour, HealthSpan } from '../operationsViews';

/** A piece of time in one state. */
export interface Piece {
  state: HealthSpan['state'];
  from: number;
  to: number;
}

/** No time in any state. */
function noSeconds(): HealthHour['seconds'] {
  return { healthy: 0, degraded: 0, unhealthy: 0, unknown: 0, gap: 0 };
}

/** The beginning of the hour that a moment is in. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR;
}

/** Seconds by state of each hour, or part of one, that the pieces cover; they lie one after the other. */
export function tallyHours(
  pieces: readonly Piece[],
): Map<number, HealthHour['seconds']> {
  const hours = new Map<number, HealthHour['seconds']>();
  for (const { state, from, to } of pieces) {
    for (let at = from; at < to; ) {
      const hour = hourOf(at);
      const end = Math.min(to, hour + HOUR);
      const seconds = hours.get(hour) ?? noSeconds();
      seconds[state] += (end - at) / 1000;
      hours.set(hour, seconds);
      at = end;
    }
  }
  return hours;
}
