import {
  Decimal,
  decimalOf,
  formatDecimal,
  groupBy,
  parseDecimal,
  sumDecimals,
} from '@textloom/kernel';
import { divide, multiply } from '../arithmetic';
import { BucketInfo, RecommendationFacts, StorageCost } from './facts';
import {
  HOURS_A_MONTH,
  lengthOf,
  monthsPer,
  percent,
  startWith,
} from './arithmetic';
import { Draft, savingOf } from './draft';

/** A storage class of S3 with its prices in $ per GB-month, per 1,000 transitions and per GB read. */
export interface StorageClass {
  id: 'standard-ia' | 'glacier-ir' | 'deep-archive';
  perGbMonth: Decimal;
  per1000Transitions: Decimal;
  perGbRead: Decimal;
  /** An object that is removed earlier is paid for so many days. */
  minimumDays: number;
  /** Whether objects can be read at once. */
  instant: boolean;
}

const money = (text: string): Decimal => parseDecimal(text)!;

/** Price of the Standard class, to which the classes' prices stand in the same ratio in each region. */
export const STANDARD_PER_GB_MONTH = money('0.023');

/**
 * Prices of Amazon S3 in us-east-1 ("Amazon S3 pricing": storage, lifecycle transition requests, retrievals) and
 * minimum storage durations ("Amazon S3 storage classes").
 */
export const STORAGE_CLASSES: readonly StorageClass[] = [
  {
    id: 'standard-ia',
    perGbMonth: money('0.0125'),
    per1000Transitions: money('0.01'),
    perGbRead: money('0.01'),
    minimumDays: 30,
    instant: true,
  },
  {
    id: 'glacier-ir',
    perGbMonth: money('0.004'),
    per1000Transitions: money('0.02'),
    perGbRead: money('0.03'),
    minimumDays: 90,
    instant: true,
  },
  {
    id: 'deep-archive',
    perGbMonth: money('0.00099'),
    per1000Transitions: money('0.05'),
    perGbRead: money('0.02'),
    minimumDays: 180,
    instant: false,
  },
];

/** What is assumed of a bucket that nothing is known of; the small object size makes fees rather too high. */
const ASSUMED = {
  objectsPerGb: 1024,
  coldShare: 0.5,
  readShare: 0.05,
  earlyDeletion: 0.05,
} as const;
/** Months over which one-time fees must be earned back. */
const EARN_BACK_MONTHS = 12;

/** What moving so many objects to a class costs once. */
export function transitionFee(
  objects: number,
  { per1000Transitions }: StorageClass,
): Decimal {
  return divide(
    multiply(decimalOf(objects), per1000Transitions),
    decimalOf(1000),
  );
}

/**
 * Moving what is seldom read to a cheaper class, per bucket: the class with the largest saving of
 * GB-months a month · cold share · (price of Standard − price of the class)
 * − reading from the class − transition requests ÷ 12 − what early deletion is charged ÷ 12.
 * Where fees eat the saving the draft is zero or less, and is not recommended.
 */
export function storageDrafts(facts: RecommendationFacts): Draft[] {
  const buckets = new Map(facts.buckets.map(each => [each.resource, each]));
  const standard = facts.storage.filter(
    row => isStandard(row.skuMeter) && row.quantity > 0n,
  );
  return [...groupBy(standard, ({ resource }) => resource)].map(
    ([resource, rows]) =>
      STORAGE_CLASSES.filter(
        each => each.instant || buckets.get(resource)?.instant === false,
      )
        .map(to =>
          draftOf(rows, to, buckets.get(resource) ?? { resource }, facts),
        )
        .reduce((best, each) =>
          savingOf(each) > savingOf(best) ? each : best,
        ),
  );
}

/** S3 names storage in the Standard class `TimedStorage-ByteHrs`, with a region before it outside of us-east-1. */
function isStandard(skuMeter: string): boolean {
  return /(^|[-:])TimedStorage-ByteHrs$/.test(skuMeter);
}

function draftOf(
  rows: readonly StorageCost[],
  to: StorageClass,
  bucket: BucketInfo,
  facts: RecommendationFacts,
): Draft {
  const days = lengthOf(facts.basis);
  const [{ owner, component, environment }] = [...rows].sort((a, b) =>
    Number(b.costs.effective - a.costs.effective),
  );
  const gbMonths = sumDecimals(rows.map(row => row.quantity));
  const price = divide(
    sumDecimals(rows.map(row => row.costs.effective)),
    gbMonths,
  );
  // Other regions charge more for every class alike.
  const local = (listed: Decimal) =>
    divide(multiply(listed, price), STANDARD_PER_GB_MONTH);
  const gb = multiply(gbMonths, monthsPer(days));
  const known = {
    cold: decimalOf(bucket.coldShare ?? ASSUMED.coldShare),
    read: decimalOf(bucket.readShare ?? ASSUMED.readShare),
    early: decimalOf(bucket.earlyDeletion ?? ASSUMED.earlyDeletion),
  };
  const cold = multiply(gb, known.cold);
  const objects =
    bucket.objects === undefined
      ? Math.round(Number(formatDecimal(gb)) * ASSUMED.objectsPerGb)
      : bucket.objects;
  const moved = Math.round(objects * Number(formatDecimal(known.cold)));
  const fee = transitionFee(moved, to);
  const monthly = (once: Decimal) => divide(once, decimalOf(EARN_BACK_MONTHS));
  const minimum = multiply(
    multiply(multiply(cold, known.early), local(to.perGbMonth)),
    divide(decimalOf(to.minimumDays * 24), decimalOf(HOURS_A_MONTH)),
  );
  const basis = bucket.coldShare === undefined ? 'assumed' : 'known';
  return {
    kind: 'storage-lifecycle',
    scope: bucket.resource,
    args: { resource: bucket.resource, class: to.id },
    owner: owner || facts.platformOwner,
    component,
    environment,
    effort: 'low',
    risk: 'low',
    arithmetic: startWith('standard-gb', gb, 'gb', {
      resource: bucket.resource,
    })
      .multiply(`cold-share-${basis}`, percent(known.cold), 'percent')
      .multiply('price-difference', price - local(to.perGbMonth), 'money', {
        from: formatDecimal(price),
        to: formatDecimal(local(to.perGbMonth)),
        class: to.id,
      })
      .subtract('reading', multiply(multiply(cold, known.read), to.perGbRead), {
        percent: formatDecimal(percent(known.read)),
        perGb: formatDecimal(to.perGbRead),
      })
      .subtract('transition', monthly(fee), {
        objects: String(moved),
        fee: formatDecimal(fee),
        months: String(EARN_BACK_MONTHS),
      })
      .subtract('minimum-duration', monthly(minimum), {
        days: String(to.minimumDays),
        percent: formatDecimal(percent(known.early)),
        months: String(EARN_BACK_MONTHS),
      })
      .result(),
  };
}
