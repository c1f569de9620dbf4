import { decimalOf } from '@textloom/kernel';
import { addDays, daysFrom, weekdayOf } from '../calendar';
import { DayAmount } from '../methods';

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state += 0x6d2b79f5;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** About normally distributed around 0 with a standard deviation of 1. */
export function normal(random: () => number): number {
  let sum = -6;
  for (let n = 0; n < 12; n += 1) sum += random();
  return sum;
}

export interface Simulated {
  days: string[];
  values: number[];
}

/**
 * A cloud bill as costs.md §5 simulates it: a weekend drop, drift, steps, noise, and a fee on day 1 of months for two in
 * five. Without steps nothing in it is out of the ordinary but the fees.
 */
export function simulate(
  seed: number,
  from: string,
  to: string,
  { steps = true } = {},
): Simulated {
  const random = seeded(seed);
  const level = 50 + 950 * random();
  const weekend = 0.4 + 0.5 * random();
  const drift = 1 + (random() - 0.4) * 0.002;
  const noise = 0.01 + 0.03 * random();
  const fee = random() < 0.4 ? level * (1 + 4 * random()) : 0;
  let step = 1;
  const days = daysFrom(from, to);
  const values = days.map((day, index) => {
    if (random() < 0.004 && steps) step *= 0.85 + 0.3 * random();
    const isWeekend = weekdayOf(day) === 0 || weekdayOf(day) === 6;
    const usual = level * drift ** index * step * (isWeekend ? weekend : 1);
    const extra = day.endsWith('-01') ? fee : 0;
    return cents(usual * (1 + noise * normal(random)) + extra);
  });
  return { days, values };
}

/** Rounded to cents. */
export function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Amounts of following days. */
export function amountsFrom(
  from: string,
  values: readonly number[],
): DayAmount[] {
  return values.map((value, index) => ({
    day: addDays(from, index),
    amount: decimalOf(value),
  }));
}
