import { Decimal } from '@textloom/kernel';

/** FOCUS `ChargeCategory`. */
export const CHARGE_CATEGORIES = [
  'Usage',
  'Purchase',
  'Tax',
  'Credit',
  'Adjustment',
] as const;
export type ChargeCategory = (typeof CHARGE_CATEGORIES)[number];

/** FOCUS `ChargeFrequency`. */
export const CHARGE_FREQUENCIES = [
  'One-Time',
  'Recurring',
  'Usage-Based',
] as const;
export type ChargeFrequency = (typeof CHARGE_FREQUENCIES)[number];

/** FOCUS `PricingCategory`; `Dynamic` is Spot. */
export const PRICING_CATEGORIES = [
  'Standard',
  'Dynamic',
  'Committed',
  'Other',
] as const;
export type PricingCategory = (typeof PRICING_CATEGORIES)[number];

/**
 * Whose a cost is: of one component (`attributed`), or of nobody alone. Every row of the bill is in exactly one layer,
 * and the layers sum to the bill.
 */
export const COST_LAYERS = [
  /** Of a component: tagged, mapped by a rule, or its share of a node group. */
  'attributed',
  /** Capacity of node groups that nothing requested or used. */
  'idle',
  /** The platform that all components stand on. */
  'shared',
  /** Sidecars and control plane of the service mesh. */
  'mesh',
  /** Commitments that were paid for and not used. */
  'unused-commitment',
  /** Support, taxes, and credits and refunds of the account. */
  'support-tax',
  /** Services of other vendors that no component uses alone. */
  'third-party',
  /** Nothing says whose it is. */
  'untagged',
] as const;
export type CostLayer = (typeof COST_LAYERS)[number];

/** The four costs of FOCUS: amortised, on the invoice, at list prices, at negotiated prices. */
export const COST_METRICS = [
  'effective',
  'billed',
  'list',
  'contracted',
] as const;
export type CostMetric = (typeof COST_METRICS)[number];

/** What costs can be grouped and filtered by. A cost without a value has `''`. */
export const DIMENSIONS = [
  'layer',
  'component',
  'owner',
  'system',
  'environment',
  'nodeGroup',
  'service',
  'serviceCategory',
  'chargeCategory',
  'chargeFrequency',
  'pricingCategory',
  'region',
  'account',
  'provider',
  'resource',
  'skuMeter',
  'unit',
  'commitment',
  'commitmentStatus',
  'correction',
] as const;
/**
 * `component`, `owner` and `system` are entity references; `nodeGroup` is `cluster/name`; `correction` is `yes` for
 * rows that correct a closed month.
 */
export type Dimension = (typeof DIMENSIONS)[number];

/** Amounts of one currency. */
export type Costs = Record<CostMetric, Decimal>;

/** What a bill says of one resource, service and price on one day, summed over its rows. */
export interface BillFacts {
  /** `YYYY-MM-DD`, UTC, of the start of the charge period. */
  day: string;
  /** `YYYY-MM`. */
  billingPeriod: string;
  currency: string;
  /** FOCUS ResourceId, `''` when the row has none. */
  resource: string;
  resourceName: string;
  resourceType: string;
  service: string;
  serviceCategory: string;
  chargeCategory: ChargeCategory;
  chargeFrequency: ChargeFrequency | '';
  pricingCategory: PricingCategory | '';
  region: string;
  account: string;
  provider: string;
  skuMeter: string;
  unit: string;
  commitment: string;
  commitmentStatus: 'Used' | 'Unused' | '';
  correction: boolean;
  /** Values of the tags that rules ask for; a tag that is not there is absent, one without value is `true` in FOCUS. */
  tags: Readonly<Record<string, string>>;
  costs: Costs;
  /** FOCUS ConsumedQuantity in `unit`. */
  quantity: Decimal;
  /** Rows of the bill that were summed. */
  rows: number;
  /** Identity of the sum among those of its partition; its parts keep it, so that their rows are found again. */
  fact?: bigint;
}

/** Whose a part of the bill is, and why. */
export interface Attribution {
  layer: CostLayer;
  /** Entity references; `''` when there is none. */
  component: string;
  owner: string;
  system: string;
  environment: string;
  /** `cluster/name`, `''` when it is no node. */
  nodeGroup: string;
  /** The rule that decided: `tag:textloom:component`, `rule:nat`, `pods`, `charge:Tax`, `none`. */
  reason: string;
}

/** One part of the bill with whose it is: double entry, the parts of a row sum to the row. */
export interface AllocatedEntry
  extends Omit<BillFacts, 'tags' | 'resourceName' | 'resourceType'>,
    Attribution {}

/** Adds two sets of amounts. */
export function addCosts(a: Costs, b: Costs): Costs {
  return {
    effective: a.effective + b.effective,
    billed: a.billed + b.billed,
    list: a.list + b.list,
    contracted: a.contracted + b.contracted,
  };
}

/** Nothing. */
export const NO_COSTS: Costs = {
  effective: 0n,
  billed: 0n,
  list: 0n,
  contracted: 0n,
};
