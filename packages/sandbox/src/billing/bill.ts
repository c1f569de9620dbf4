import { Decimal } from '@textloom/kernel';
import { addMonths, daysOf, lengthOf, monthOf } from './calendar';
import { creditCharges, supportCharges, taxCharges } from './estate/account';
import { databaseCharges, reservationCharges } from './estate/databases';
import {
  balancerCharges,
  deliveryCharges,
  trafficCharges,
} from './estate/network';
import { nodeCharges } from './estate/nodes';
import {
  clusterCharges,
  edgeCharges,
  logCharges,
  untaggedCharges,
} from './estate/platform';
import { planCharges } from './estate/savingsPlan';
import {
  bucketCharges,
  fileSystemCharges,
  volumeCharges,
} from './estate/storage';
import { Charge, costsOf } from './focus';
import { BillingWorld } from './load';
import { Service } from './services';

/** What scenarios do to the bill. */
export interface Disturbances {
  /** Day whose logs were too many. */
  spikeOn?: string;
  /** Month whose traffic was counted twice, once that is corrected. */
  correctedMonth?: string;
}

/** Share of CloudFront's traffic that was counted twice on these days of a month, until it is corrected. */
const DOUBLED = { share: 0.3, from: 10, to: 20 };

/** Everything that AWS bills for a day but support and tax. */
function dayCharges(
  world: BillingWorld,
  day: string,
  { spikeOn, correctedMonth }: Disturbances,
): Charge[] {
  const nodes = nodeCharges(world, day);
  const used = nodes.reduce(
    (sum, { commitment }) => sum + (commitment?.quantity ?? 0n),
    0n,
  );
  const month = monthOf(day);
  const date = Number(day.slice(8));
  const doubled =
    month === doubledMonth(world) &&
    month !== correctedMonth &&
    date >= DOUBLED.from &&
    date <= DOUBLED.to;
  return [
    ...nodes,
    ...planCharges(world, day, used),
    ...reservationCharges(day),
    ...volumeCharges(world, day),
    ...databaseCharges(world, day),
    ...bucketCharges(world, day),
    ...fileSystemCharges(world, day),
    ...trafficCharges(world, day),
    ...deliveryCharges(world, day, doubled ? DOUBLED.share : 0),
    ...balancerCharges(world, day),
    ...clusterCharges(world, day),
    ...logCharges(world, day, day === spikeOn),
    ...edgeCharges(world, day),
    ...untaggedCharges(world, day),
    ...creditCharges(world, day),
  ];
}

const billedOf = (charges: readonly Charge[]): Decimal =>
  charges.reduce((sum, charge) => sum + costsOf(charge).billed, 0n);

const CHARGED_ON_USAGE: ReadonlySet<Service> = new Set(['support', 'tax']);

/**
 * AWS's bill of a month until `last`, day by day so that no month need be held as a whole. The same world gives the
 * same bill, however often it is asked for.
 *
 * @param options.usageBefore - what the month before was billed at without support and tax
 */
export function* billOf(
  world: BillingWorld,
  month: string,
  options: { last: string; usageBefore: Decimal } & Disturbances,
): Generator<Charge[]> {
  for (const day of daysOf(month, options.last)) {
    const own = dayCharges(world, day, options);
    if (day.endsWith('-01')) {
      own.push(...supportCharges(day, options.usageBefore));
    }
    own.push(...taxCharges(day, billedOf(own)));
    yield own;
  }
}

/** Month in which traffic was counted twice: the one before last, as seen from the first start. */
export function doubledMonth({ anchor }: BillingWorld): string {
  return addMonths(monthOf(anchor), -2);
}

/** What a whole month is billed at without support and tax. */
export function usageOf(world: BillingWorld, month: string): Decimal {
  const last = `${month}-${lengthOf(month)}`;
  let usage = 0n;
  for (const charges of billOf(world, month, { last, usageBefore: 0n })) {
    usage += billedOf(
      charges.filter(({ service }) => !CHARGED_ON_USAGE.has(service)),
    );
  }
  return usage;
}
