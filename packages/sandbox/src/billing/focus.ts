import {
  Decimal,
  formatDecimal,
  parseDecimal,
  decimalOf,
} from '@textloom/kernel';
import { ACCOUNT } from '../eks/cluster';
import { REGION } from '../world/clusters';
import { hex } from '../world/random';
import { addDays, addMonths, firstOf, monthOf } from './calendar';
import { times } from './money';
import { Service, SERVICES } from './services';

/** Columns of FOCUS 1.0 (FOCUS_Spec v1.0). */
export const FOCUS_1_0_COLUMNS = [
  'AvailabilityZone',
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'CommitmentDiscountCategory',
  'CommitmentDiscountId',
  'CommitmentDiscountName',
  'CommitmentDiscountStatus',
  'CommitmentDiscountType',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ContractedCost',
  'ContractedUnitPrice',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'ListUnitPrice',
  'PricingCategory',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'RegionId',
  'RegionName',
  'ResourceId',
  'ResourceName',
  'ResourceType',
  'ServiceCategory',
  'ServiceName',
  'SkuId',
  'SkuPriceId',
  'SubAccountId',
  'SubAccountName',
  'Tags',
] as const;

/** Columns of AWS's export of FOCUS 1.2: those of the specification, and three of AWS's own. */
export const AWS_COLUMNS = [
  ...FOCUS_1_0_COLUMNS,
  // 1.1
  'CapacityReservationId',
  'CapacityReservationStatus',
  'CommitmentDiscountQuantity',
  'CommitmentDiscountUnit',
  'ServiceSubcategory',
  'SkuMeter',
  'SkuPriceDetails',
  // 1.2
  'BillingAccountType',
  'InvoiceId',
  'PricingCurrency',
  'PricingCurrencyContractedUnitPrice',
  'PricingCurrencyEffectiveCost',
  'PricingCurrencyListUnitPrice',
  'SubAccountType',
  'x_Discounts',
  'x_Operation',
  'x_ServiceCode',
] as const;

/** A row of a bill; an absent column is null. */
export type FocusRow = Partial<Record<(typeof AWS_COLUMNS)[number], string>>;

/** What is paid for, as FOCUS names it. */
export interface Resource {
  id: string;
  name?: string;
  type: string;
  zone?: string;
}

/** A promise to pay, for lower prices. */
export interface Commitment {
  id: string;
  name: string;
  category: 'Spend' | 'Usage';
  type: string;
}

/** One line of AWS's bill before it is written as FOCUS has it. */
export interface Charge {
  day: string;
  service: Service;
  /** FOCUS ServiceCategory and ServiceSubcategory, where they are not those of the service. */
  category?: readonly [string, string];
  meter: string;
  unit: string;
  operation: string;
  /** How much, at which price; without both the costs are `amount`. */
  quantity?: Decimal;
  price?: string;
  /** Where it was negotiated. */
  contracted?: string;
  /** What is paid once for what has no quantity: a tax, a credit, a correction. */
  amount?: Decimal;
  /** Where it is not the contracted cost. */
  billed?: Decimal;
  effective?: Decimal;
  kind?: 'Usage' | 'Purchase' | 'Tax' | 'Credit';
  frequency?: 'Usage-Based' | 'Recurring' | 'One-Time';
  pricing?: 'Standard' | 'Dynamic' | 'Committed';
  correction?: boolean;
  /** Of the whole month instead of the day. */
  monthly?: boolean;
  /** Not of a region. */
  global?: boolean;
  resource?: Resource;
  tags?: Record<string, string>;
  commitment?: {
    of: Commitment;
    status?: 'Used' | 'Unused';
    quantity: Decimal;
    unit: string;
  };
}

/** What all rows of the bill have. */
const COMMON: FocusRow = {
  BillingAccountId: '998877665544',
  BillingAccountName: 'TextLoom',
  BillingAccountType: 'Management Account',
  BillingCurrency: 'USD',
  InvoiceIssuerName: 'Amazon Web Services Singapore Private Limited',
  PricingCurrency: 'USD',
  ProviderName: 'AWS',
  PublisherName: 'AWS',
  SubAccountId: ACCOUNT,
  SubAccountName: 'textloom',
  SubAccountType: 'Account',
};

/** The four costs of a charge. */
export function costsOf(charge: Charge): {
  list: Decimal;
  contracted: Decimal;
  billed: Decimal;
  effective: Decimal;
} {
  const { quantity, price, amount = 0n } = charge;
  const priced = quantity !== undefined && price !== undefined;
  const list = priced ? times(quantity, decimalOf(price)) : amount;
  const contracted =
    priced && charge.contracted
      ? times(quantity, decimalOf(charge.contracted))
      : list;
  const { billed = contracted, effective = contracted } = charge;
  return { list, contracted, billed, effective };
}

/**
 * A charge as FOCUS 1.2 has it (specification/columns of FOCUS_Spec v1.2).
 * @param invoice - of a closed month
 */
export function awsRow(charge: Charge, invoice?: string): FocusRow {
  return {
    ...COMMON,
    ...periods(charge.day, charge.monthly),
    ...natureOf(charge),
    ...subjectOf(charge),
    ...priceOf(charge),
    ...commitmentOf(charge),
    InvoiceId: invoice,
    x_Operation: charge.operation,
    x_ServiceCode: SERVICES[charge.service].code,
  };
}

const midnight = (day: string) => `${day}T00:00:00.000Z`;

/** Both periods, ends exclusive. */
export function periods(day: string, monthly = false): FocusRow {
  const start = firstOf(monthOf(day));
  const end = firstOf(addMonths(monthOf(day), 1));
  return {
    BillingPeriodStart: midnight(start),
    BillingPeriodEnd: midnight(end),
    ChargePeriodStart: midnight(monthly ? start : day),
    ChargePeriodEnd: midnight(monthly ? end : addDays(day, 1)),
  };
}

function natureOf(charge: Charge): FocusRow {
  const { kind = 'Usage', frequency, correction, meter, price, unit } = charge;
  const described = price ? `$${price} per ${unit}, ${meter}` : meter;
  return {
    ChargeCategory: kind,
    ChargeClass: correction ? 'Correction' : undefined,
    ChargeDescription: correction ? `Refund: ${described}` : described,
    ChargeFrequency:
      frequency ?? (kind === 'Usage' ? 'Usage-Based' : 'One-Time'),
  };
}

function subjectOf({
  service,
  category,
  resource,
  global,
  tags,
}: Charge): FocusRow {
  const { name, category: own } = SERVICES[service];
  const [serviceCategory, subcategory] = category ?? own;
  return {
    ServiceName: name,
    ServiceCategory: serviceCategory,
    ServiceSubcategory: subcategory,
    ...(resource && {
      ResourceId: resource.id,
      ResourceName: resource.name,
      ResourceType: resource.type,
      AvailabilityZone: resource.zone,
    }),
    ...(!global && {
      RegionId: REGION,
      RegionName: 'Asia Pacific (Singapore)',
    }),
    Tags: tags && JSON.stringify(tags),
  };
}

function priceOf(charge: Charge): FocusRow {
  const { quantity, price, kind = 'Usage', meter, unit } = charge;
  const costs = costsOf(charge);
  const amounts = {
    ListCost: formatDecimal(costs.list),
    ContractedCost: formatDecimal(costs.contracted),
    BilledCost: formatDecimal(costs.billed),
    EffectiveCost: formatDecimal(costs.effective),
    PricingCurrencyEffectiveCost: formatDecimal(costs.effective),
  };
  if (quantity === undefined || price === undefined) {
    return amounts;
  }
  const { contracted = price, pricing = 'Standard', commitment } = charge;
  const sku = hex(`${charge.service}/${meter}`, 16).toUpperCase();
  const consumed = kind === 'Usage' && commitment?.status !== 'Unused';
  return {
    ...amounts,
    ListUnitPrice: price,
    ContractedUnitPrice: contracted,
    PricingCurrencyListUnitPrice: price,
    PricingCurrencyContractedUnitPrice: contracted,
    PricingCategory: pricing,
    PricingQuantity: formatDecimal(quantity),
    PricingUnit: unit,
    SkuId: sku,
    SkuMeter: meter,
    SkuPriceId: `${sku}.${pricing.toUpperCase()}`,
    ...(consumed && {
      ConsumedQuantity: formatDecimal(quantity),
      ConsumedUnit: unit,
    }),
  };
}

function commitmentOf({ commitment }: Charge): FocusRow {
  return commitment
    ? {
        CommitmentDiscountCategory: commitment.of.category,
        CommitmentDiscountId: commitment.of.id,
        CommitmentDiscountName: commitment.of.name,
        CommitmentDiscountType: commitment.of.type,
        CommitmentDiscountStatus: commitment.status,
        CommitmentDiscountQuantity: formatDecimal(commitment.quantity),
        CommitmentDiscountUnit: commitment.unit,
      }
    : {};
}

/** An amount of a row. @throws RangeError when it is none */
export function amountOf(
  row: FocusRow,
  column: 'BilledCost' | 'EffectiveCost' | 'ListCost' | 'ContractedCost',
): Decimal {
  const amount = parseDecimal(row[column] ?? '');
  if (amount === undefined) {
    throw new RangeError(`${column} is no number`);
  }
  return amount;
}
