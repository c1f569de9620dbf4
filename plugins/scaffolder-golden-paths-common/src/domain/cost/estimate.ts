import {
  Decimal,
  formatDecimal,
  sumDecimals,
  decimalOf,
} from '@textloom/kernel';
import { times, toCents } from './money';
import { WEEK_MINUTES } from './offHours';
import { HOURS_PER_MONTH, PRICES_AS_OF, PRICES_SOURCE } from './prices';

/** What an estimate has lines of, in the order of the lines. */
export const COST_ITEMS = [
  'cluster',
  'nodes',
  'node-disks',
  'database',
  'database-replicas',
  'database-storage',
  'cache',
  'object-storage',
  'file-storage',
  'nat-gateways',
  'addresses',
  'load-balancers',
  'endpoints',
  'keys',
  'firewalls',
  'dns-zones',
  'hsm',
  'usage',
] as const;

/** See {@link COST_ITEMS}. */
export type CostItem = (typeof COST_ITEMS)[number];

/** What a quantity counts in a month. */
export type CostUnit = 'hours' | 'GiB' | 'pieces';

/** One line of an estimate; amounts are decimal texts in the currency of the estimate. */
export interface CostLine {
  item: CostItem;
  /** Which one, and of what type: `worker c5.4xlarge`. No sentence, so that it needs no translation. */
  name?: string;
  /** Absent where only use tells. */
  quantity?: string;
  unit: CostUnit;
  /** Per unit; absent where it is not in the table: the line is then not priced, never free. */
  price?: string;
  /** To the cent; absent where it is not priced. */
  monthly?: string;
  /** The calculation: `10 × 730 h × 0.784 × 0.42 (Spot)`; without its last part where it is not priced. */
  how: string;
}

/** What something costs in a month by the list of prices. */
export interface Estimate {
  currency: 'USD';
  /** Day of the prices. */
  asOf: string;
  source: string;
  region: string;
  /** Sum of the lines that are priced. */
  monthly: string;
  lines: CostLine[];
}

/** A line before its amounts are worked out. */
export interface Charge {
  item: CostItem;
  name?: string;
  /** Pieces, GiB, or machines that run the whole month. */
  count?: number;
  unit: CostUnit;
  price?: Decimal;
  /** Minutes of a week in which it runs; always unless set. */
  minutes?: number;
  /** Said of the quantity instead of the plain calculation. */
  how?: string;
  /** Said of the price instead of its amount. */
  priceHow?: string;
}

/** Works out the lines of charges, in the order of {@link COST_ITEMS}, and their sum. What is none is left out. */
export function estimateOf(
  region: string,
  charges: readonly Charge[],
): Estimate {
  const lines = COST_ITEMS.flatMap(item =>
    charges
      .filter(charge => charge.item === item && charge.count !== 0)
      .sort((a, b) => compare(a.name ?? '', b.name ?? ''))
      .map(lineOfCharge),
  );
  return {
    currency: 'USD',
    asOf: PRICES_AS_OF,
    source: PRICES_SOURCE,
    region,
    monthly: formatDecimal(
      sumDecimals(lines.map(({ monthly }) => decimalOf(monthly ?? '0'))),
    ),
    lines,
  };
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function lineOfCharge(charge: Charge): CostLine {
  const { item, name, count, unit, price, minutes } = charge;
  const per = unit === 'hours' ? decimalOf(HOURS_PER_MONTH) : decimalOf('1');
  const whole =
    count === undefined ? undefined : times(decimalOf(String(count)), per);
  const quantity =
    whole === undefined || minutes === undefined
      ? whole
      : (whole * BigInt(minutes)) / BigInt(WEEK_MINUTES);
  return {
    item,
    ...(name !== undefined && { name }),
    ...(quantity !== undefined && { quantity: formatDecimal(quantity) }),
    unit,
    ...(price !== undefined && { price: formatDecimal(price) }),
    ...(price !== undefined &&
      quantity !== undefined && {
        monthly: formatDecimal(toCents(times(quantity, price))),
      }),
    how: howOf(charge),
  };
}

function howOf({ count, unit, how, price, priceHow }: Charge): string {
  if (count === undefined) {
    return '';
  }
  const plain =
    unit === 'hours' ? `${count} × ${HOURS_PER_MONTH} h` : `${count}`;
  const quantity = how ?? plain;
  if (price === undefined) {
    return quantity;
  }
  const factor = quantity.includes(' + ') ? `(${quantity})` : quantity;
  return `${factor} × ${priceHow ?? formatDecimal(price)}`;
}

/** How many lines have no price. */
export const unpricedIn = ({ lines }: Estimate): number =>
  lines.filter(({ monthly }) => monthly === undefined).length;
