import { NodeGroupPlan } from '../world/clusters';
import { unit } from '../world/random';
import { addDays, daysFrom, isWeekend } from './calendar';

/** What a bill is made from: everything in it is a function of these and the day. */
export interface BillingWorld {
  seed: number;
  /** Day of the first start: growth and incidents are told relative to it, so that closed months never change. */
  anchor: string;
}

const DAYS_OF_HISTORY = 396;
const LEAST = 0.72;
const MOST = 1.2;
const WEEKEND = 0.72;
/** 00:00 to 16:00 UTC is 08:00 to midnight in Singapore. */
const BUSY_HOURS = 16;
const PEAK = { from: 10, to: 14 };

/** Size of the business, 1 on the day of the first start. */
export function growth({ anchor }: BillingWorld, day: string): number {
  const slope = (1 - LEAST) / DAYS_OF_HISTORY;
  const size = 1 + slope * daysFrom(anchor, day);
  return Math.min(MOST, Math.max(LEAST, size));
}

/** How much there is to do on a day: growth, quiet weekends, and some per cent of chance. */
export function demand(
  world: BillingWorld,
  day: string,
  key: string,
  chance = 0.03,
): number {
  const week = isWeekend(day) ? WEEKEND : 1;
  return growth(world, day) * week * noise(world, day, key, chance);
}

/** How much has been stored until a day: growth alone, weekends do not empty disks. */
export function stored(
  world: BillingWorld,
  day: string,
  key: string,
  chance = 0.002,
): number {
  return growth(world, day) * noise(world, day, key, chance);
}

function noise(
  { seed }: BillingWorld,
  day: string,
  key: string,
  chance: number,
): number {
  return 1 + chance * (2 * unit(`${seed}/billing/${key}/${day}`) - 1);
}

/** Whether workers are busy in an hour of a day. */
export function isBusy(day: string, hour: number): boolean {
  return !isWeekend(day) && hour < BUSY_HOURS;
}

const isPeak = (day: string, hour: number) =>
  !isWeekend(day) && hour >= PEAK.from && hour < PEAK.to;

/**
 * Worker nodes of production. Six hold a Redis pod, which leaves room for one worker beside it; the others hold three:
 * twelve workers need eight nodes, eighteen need ten.
 */
const WORKERS = { quiet: 8, least: 9, usual: 10, most: 12 };

/** Worker nodes of production while workers are busy. */
export function busyWorkers(world: BillingWorld, day: string): number {
  const wanted = Math.round(WORKERS.usual * growth(world, day));
  return Math.min(WORKERS.most, Math.max(WORKERS.least, wanted));
}

/** Nodes of a group in an hour of a day, within the group's bounds. */
export function nodesIn(
  world: BillingWorld,
  cluster: string,
  group: Pick<NodeGroupPlan, 'name' | 'count'>,
  day: string,
  hour: number,
): number {
  const { name, count } = group;
  if (cluster === 'textloom-nonprod') {
    // Spot: one node less while nobody works.
    return name === 'system' || isBusy(day, hour) ? count : count - 1;
  }
  if (name === 'worker') {
    return isBusy(day, hour) ? busyWorkers(world, day) : WORKERS.quiet;
  }
  return name === 'compute' && isPeak(day, hour) ? count + 1 : count;
}

/** Pods of an autoscaled service of production in an hour of a day. */
export function podsIn(
  world: BillingWorld,
  service: string,
  day: string,
  hour: number,
): number | undefined {
  const size = growth(world, day);
  if (service === 'textloom-worker') {
    return isBusy(day, hour) ? Math.min(18, Math.round(18 * size)) : 12;
  }
  if (service === 'textloom-api') {
    const most = isPeak(day, hour) ? 14 : 10;
    return Math.max(5, Math.round((isBusy(day, hour) ? most : 6) * size));
  }
  return undefined;
}

/** Videos that were made on a day. */
export function videosOn(world: BillingWorld, day: string): number {
  return Math.round(20_000 * demand(world, day, 'videos', 0.04));
}

/** Tasks that workers did on a day; a video takes three to four. */
export function tasksOn(world: BillingWorld, day: string): number {
  return Math.round(
    videosOn(world, day) * (3.4 + 0.1 * noise(world, day, 'tasks', 1)),
  );
}

/** When traffic between zones grew, and with which release. */
export const ANOMALY = {
  service: 'textloom-worker',
  version: '4.2.0',
  daysBefore: 9,
  deployedHour: 10,
  /** Hour from which the traffic flows. */
  fromHour: 16,
  gbPerDay: 5_000,
  /** Days after which the next release repairs it. */
  lasts: 30,
};

/** First day of the anomaly. */
export function anomalyStart({ anchor }: BillingWorld): string {
  return addDays(anchor, -ANOMALY.daysBefore);
}

/** Gigabytes between zones on a day that nobody wanted. */
export function anomalyGb(world: BillingWorld, day: string): number {
  const age = daysFrom(anomalyStart(world), day);
  if (age < 0 || age >= ANOMALY.lasts) {
    return 0;
  }
  const share = age === 0 ? (24 - ANOMALY.fromHour) / 24 : 1;
  return ANOMALY.gbPerDay * share * (isWeekend(day) ? WEEKEND : 1);
}
