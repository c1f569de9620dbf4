import { unit } from '../../world/random';
import { Disturbance, ServiceFault } from '../../world/world';

/** A rate per second that follows the day and moves a little; busiest at 20:00 in Singapore. */
export interface Wave {
  mean: number;
  /** Makes it differ from others. */
  key: string;
  /** Share of the mean by which it moves over the day; a quarter unless set. */
  daily?: number;
}

const DAY_SECONDS = 86_400;
/** Share of the mean and period in seconds of what moves beside the day. */
const RIPPLES = [
  [0.04, 2_820],
  [0.02, 660],
] as const;

function partsOf({ key, daily = 0.25 }: Wave) {
  return [
    { share: daily, turn: (2 * Math.PI) / DAY_SECONDS, phase: -Math.PI },
    ...RIPPLES.map(([share, period], index) => ({
      share,
      turn: (2 * Math.PI) / period,
      phase: 2 * Math.PI * unit(`${key}/${index}`),
    })),
  ];
}

/** A gauge that moves as a rate does. */
export function gauge(wave: Wave): (at: number) => number {
  const parts = partsOf(wave);
  return at =>
    wave.mean *
    parts.reduce(
      (sum, { share, turn, phase }) =>
        sum + share * Math.cos((turn * at) / 1_000 + phase),
      1,
    );
}

/** What a rate has come to: its integral in closed form, so that it is the same whenever it is asked for. */
export function counter(wave: Wave): (at: number) => number {
  const parts = partsOf(wave);
  return at =>
    wave.mean *
    parts.reduce(
      (sum, { share, turn, phase }) =>
        sum + (share / turn) * Math.sin((turn * at) / 1_000 + phase),
      at / 1_000,
    );
}

/** Keeps the two last results: the ends of a window, which every core of a node asks for. */
export function remembering(
  compute: (at: number) => number,
): (at: number) => number {
  let known: [at: number, value: number][] = [];
  return at => {
    const hit = known.find(([moment]) => moment === at);
    if (hit) {
      return hit[1];
    }
    const value = compute(at);
    known = [[at, value], ...known.slice(0, 1)];
    return value;
  };
}

/** A counter that gets one share of a total, and another while something is disturbed. */
export function shareOf(
  total: (at: number) => number,
  share: number,
  disturbances: readonly Disturbance[] = [],
  disturbed = share,
): (at: number) => number {
  return at =>
    disturbances.reduce((sum, { from, to = Infinity }) => {
      const end = Math.min(at, to);
      return end > from
        ? sum + (disturbed - share) * (total(end) - total(from))
        : sum;
    }, share * total(at));
}

/** One value, and another while something is disturbed. */
export function switched(
  normal: (at: number) => number,
  disturbances: readonly Disturbance[],
  disturbed: number,
): (at: number) => number {
  return at =>
    disturbances.some(({ from, to = Infinity }) => from <= at && at < to)
      ? disturbed
      : normal(at);
}

export const constant = (value: number) => () => value;

/** Disturbances of one kind. */
export const ofKind = (all: readonly Disturbance[], fault: ServiceFault) =>
  all.filter(item => item.fault === fault);
