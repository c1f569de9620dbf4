import { formatDecimal, decimalOf } from '@textloom/kernel';
import { hex } from '../world/random';
import {
  addDays,
  addMonths,
  daysFrom,
  daysOf,
  firstOf,
  lengthOf,
  monthOf,
} from './calendar';
import { FocusRow, periods } from './focus';
import { BillingWorld, demand } from './load';
import { quantity, times } from './money';

/** A contract with a vendor, as the portal's configuration has it. */
export interface VendorContract {
  id: string;
  vendor: string;
  service: string;
  /** Entity reference. */
  owner: string;
  startsOn: string;
  /** Last day. */
  endsOn: string;
  autoRenews: boolean;
  noticeDays: number;
  currency: 'USD';
  /** For the whole term. */
  committed: string;
  alternatives: string[];
}

interface Vendor {
  id: string;
  name: string;
  service: string;
  category: string;
  owner: string;
  unit: string;
  /** Per unit and day, or per unit where usage is counted. */
  price: string;
  /** Units that are paid for each month in advance. */
  prepaid?: number;
  /** Units a day that are paid for as they are used, when the business has size 1. */
  metered?: number;
  /** For a year, where it is not what is prepaid. */
  committed?: string;
  tags?: Record<string, string>;
  /** Months for which the contract runs at the first start. */
  monthsOld: number;
  noticeDays: number;
  autoRenews: boolean;
  alternatives: string[];
}

/** Prices are made up. */
const VENDORS: readonly Vendor[] = [
  {
    id: 'pagerduty',
    name: 'PagerDuty',
    service: 'PagerDuty Incident Management',
    category: 'Management and Governance',
    owner: 'group:default/sre',
    unit: 'Seat-Days',
    price: '1.35',
    prepaid: 14,
    monthsOld: 5,
    noticeDays: 30,
    autoRenews: true,
    alternatives: ['Grafana OnCall'],
  },
  {
    id: 'slack',
    name: 'Slack',
    service: 'Slack Business+',
    category: 'Business Applications',
    owner: 'group:default/sre',
    unit: 'Seat-Days',
    price: '0.41',
    prepaid: 62,
    monthsOld: 9,
    noticeDays: 30,
    autoRenews: true,
    alternatives: ['Mattermost', 'Zulip'],
  },
  {
    id: 'github',
    name: 'GitHub',
    service: 'GitHub Enterprise Cloud',
    category: 'Developer Tools',
    owner: 'group:default/platform-admins',
    unit: 'Seat-Days',
    price: '0.69',
    prepaid: 38,
    monthsOld: 2,
    noticeDays: 60,
    autoRenews: false,
    alternatives: ['Forgejo'],
  },
  {
    id: 'cloudflare',
    name: 'Cloudflare',
    service: 'Cloudflare Enterprise',
    category: 'Networking',
    owner: 'group:default/security',
    unit: 'Days',
    price: '32.5',
    prepaid: 1,
    tags: {
      'textloom:component': 'resource:cdn',
      'textloom:environment': 'prod',
    },
    monthsOld: 8,
    noticeDays: 90,
    autoRenews: true,
    alternatives: [],
  },
  {
    id: 'sentry',
    name: 'Sentry',
    service: 'Sentry Business',
    category: 'Management and Governance',
    owner: 'group:default/sre',
    unit: 'Events',
    price: '0.00025',
    metered: 44_000,
    committed: '9600',
    monthsOld: 10,
    noticeDays: 30,
    autoRenews: true,
    alternatives: ['GlitchTip'],
  },
];

/** Contracts of a year each, the newest that has begun on a day. */
export function contractsOn(
  { anchor }: BillingWorld,
  day: string,
): VendorContract[] {
  return VENDORS.map(vendor => {
    const first = addMonths(monthOf(anchor), -vendor.monthsOld);
    const years = Math.floor(monthsFrom(first, monthOf(day)) / 12);
    const start = firstOf(addMonths(first, 12 * years));
    const end = firstOf(addMonths(first, 12 * years + 12));
    const prepaid = times(
      quantity((vendor.prepaid ?? 0) * daysFrom(start, end)),
      decimalOf(vendor.price),
    );
    return {
      id: vendor.id,
      vendor: vendor.name,
      service: vendor.service,
      owner: vendor.owner,
      startsOn: start,
      endsOn: addDays(end, -1),
      autoRenews: vendor.autoRenews,
      noticeDays: vendor.noticeDays,
      currency: 'USD',
      committed: vendor.committed ?? formatDecimal(prepaid),
      alternatives: vendor.alternatives,
    };
  });
}

function monthsFrom(from: string, to: string): number {
  const [year, month] = from.split('-').map(Number);
  const [otherYear, otherMonth] = to.split('-').map(Number);
  return (otherYear - year) * 12 + otherMonth - month;
}

/**
 * Bills of the vendors for a month in FOCUS 1.0, day by day until `last`. What is prepaid is a Purchase on the first
 * day, billed and without effective cost, and Usage of each day, effective and not billed.
 */
export function vendorRows(
  world: BillingWorld,
  month: string,
  last: string,
): FocusRow[] {
  const days = daysOf(month, last);
  return VENDORS.flatMap(vendor => [
    ...(vendor.prepaid && days.length > 0
      ? [purchaseRow(vendor, month, vendor.prepaid)]
      : []),
    ...days.map(day => usageRow(world, vendor, day)),
  ]);
}

function vendorRow(vendor: Vendor, amount: bigint): FocusRow {
  const cost = formatDecimal(times(amount, decimalOf(vendor.price)));
  const sku = hex(vendor.id, 12);
  return {
    BillingAccountId: `textloom-${vendor.id}`,
    BillingAccountName: 'TextLoom',
    BillingCurrency: 'USD',
    ProviderName: vendor.name,
    PublisherName: vendor.name,
    InvoiceIssuerName: vendor.name,
    ServiceName: vendor.service,
    ServiceCategory: vendor.category,
    SkuId: sku,
    SkuPriceId: `${sku}-1`,
    ListUnitPrice: vendor.price,
    ContractedUnitPrice: vendor.price,
    PricingQuantity: formatDecimal(amount),
    PricingUnit: vendor.unit,
    PricingCategory: 'Standard',
    ListCost: cost,
    ContractedCost: cost,
    BilledCost: cost,
    EffectiveCost: cost,
    Tags: vendor.tags && JSON.stringify(vendor.tags),
  };
}

function purchaseRow(vendor: Vendor, month: string, units: number): FocusRow {
  return {
    ...vendorRow(vendor, quantity(units * lengthOf(month))),
    ...periods(firstOf(month), true),
    ChargeCategory: 'Purchase',
    ChargeFrequency: 'Recurring',
    ChargeDescription: `${vendor.service}, ${month}`,
    EffectiveCost: '0',
  };
}

function usageRow(world: BillingWorld, vendor: Vendor, day: string): FocusRow {
  const units =
    vendor.prepaid ??
    Math.round((vendor.metered ?? 0) * demand(world, day, vendor.id));
  const row = vendorRow(vendor, quantity(units));
  return {
    ...row,
    ...periods(day),
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    ChargeDescription: `${vendor.service}, ${day}`,
    ConsumedQuantity: row.PricingQuantity,
    ConsumedUnit: row.PricingUnit,
    // What is prepaid was billed with the purchase.
    ...(vendor.prepaid && { BilledCost: '0' }),
  };
}
