import { SourceProblem } from './sources';

/** Versions of FOCUS that are read. What 1.3 adds is kept, and the columns of 1.2 must still be there. */
export const FOCUS_VERSIONS = ['1.0', '1.1', '1.2', '1.3'] as const;
export type FocusVersion = (typeof FOCUS_VERSIONS)[number];

/** Types of FOCUS: `datetime` is ISO 8601 in UTC, `json` an object of keys and values. */
export type FocusType = 'string' | 'decimal' | 'datetime' | 'json';

/** A column of the Cost and Usage dataset. */
export interface FocusColumn {
  name: string;
  type: FocusType;
  /** The version that brought it. */
  since: FocusVersion;
  /** Feature level "mandatory": a header without it is refused. Its values may still be null. */
  mandatory: boolean;
}

/** Columns of 1.0 at feature level "mandatory"; no later version added one. */
const MANDATORY: Record<FocusType, string> = {
  decimal: 'BilledCost ContractedCost EffectiveCost ListCost PricingQuantity',
  datetime:
    'BillingPeriodEnd BillingPeriodStart ChargePeriodEnd ChargePeriodStart',
  string:
    'BillingAccountId BillingAccountName BillingCurrency ChargeCategory ChargeClass ChargeDescription ' +
    'InvoiceIssuerName PricingUnit ProviderName PublisherName ServiceCategory ServiceName',
  json: '',
};

/** Columns at feature level "conditional" or "recommended". */
const OTHERS: Record<FocusVersion, Record<FocusType, string>> = {
  '1.0': {
    decimal: 'ConsumedQuantity ContractedUnitPrice ListUnitPrice',
    datetime: '',
    string:
      'AvailabilityZone ChargeFrequency CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName ' +
      'CommitmentDiscountStatus CommitmentDiscountType ConsumedUnit PricingCategory RegionId RegionName ResourceId ' +
      'ResourceName ResourceType SkuId SkuPriceId SubAccountId SubAccountName',
    json: 'Tags',
  },
  '1.1': {
    decimal: 'CommitmentDiscountQuantity',
    datetime: '',
    string:
      'CapacityReservationId CapacityReservationStatus CommitmentDiscountUnit ServiceSubcategory SkuMeter',
    json: 'SkuPriceDetails',
  },
  '1.2': {
    decimal:
      'PricingCurrencyContractedUnitPrice PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice',
    datetime: '',
    string: 'BillingAccountType InvoiceId PricingCurrency SubAccountType',
    json: '',
  },
  '1.3': {
    decimal: '',
    datetime: '',
    string:
      'AllocatedMethodId AllocatedResourceId AllocatedResourceName HostProviderName ServiceProviderName',
    json: 'AllocatedMethodDetails AllocatedTags ContractApplied',
  },
};

const TYPES = ['decimal', 'datetime', 'string', 'json'] as const;

function columnsOf(
  names: Record<FocusType, string>,
  since: FocusVersion,
  mandatory: boolean,
): FocusColumn[] {
  return TYPES.flatMap(type =>
    names[type]
      .split(' ')
      .filter(Boolean)
      .map(name => ({ name, type, since, mandatory })),
  );
}

/**
 * The columns of FOCUS: 43 of 1.0, 7 each that 1.1 and 1.2 added, and the 8 for split costs and contracts of 1.3
 * (FOCUS_Spec, `specification/columns` of tags v1.0 to v1.3).
 */
export const FOCUS_COLUMNS: readonly FocusColumn[] = [
  ...columnsOf(MANDATORY, '1.0', true),
  ...FOCUS_VERSIONS.flatMap(version =>
    columnsOf(OTHERS[version], version, false),
  ),
];

const BY_NAME = new Map(FOCUS_COLUMNS.map(column => [column.name, column]));
const MAX_SHOWN = 80;

/**
 * The version of FOCUS that a header is of: the newest that brought one of its columns. Columns that FOCUS does not
 * know are let through, whether they begin with `x_` as they should or not. Columns that AWS leaves empty
 * (`PublisherName`, `InvoiceIssuerName`, prices and SKUs) must be in the header all the same, as AWS has them.
 * @returns a problem `wrong-header` that names the column, with `fault` as `missing`, `duplicate` (names that differ only
 * in case are one column to the database) or `unknown` when no column is of FOCUS
 */
export function versionOfHeader(
  columns: readonly string[],
): { version: FocusVersion } | { problem: SourceProblem } {
  const names = columns.map((name, index) =>
    index === 0 ? name.replace(/^\uFEFF/, '') : name,
  );
  const known = names.flatMap(name => BY_NAME.get(name) ?? []);
  if (known.length === 0) {
    return wrongHeader(names[0] ?? '', 'unknown');
  }
  const twice = firstTwice(names);
  if (twice !== undefined) {
    return wrongHeader(twice, 'duplicate');
  }
  const missing = FOCUS_COLUMNS.find(
    column => column.mandatory && !known.includes(column),
  );
  if (missing) {
    return wrongHeader(missing.name, 'missing');
  }
  const version = FOCUS_VERSIONS.findLast(each =>
    known.some(({ since }) => since === each),
  );
  return { version: version ?? '1.0' };
}

function firstTwice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find(name => {
    const folded = name.toLowerCase();
    return seen.has(folded) || !seen.add(folded);
  });
}

function wrongHeader(
  column: string,
  fault: 'missing' | 'duplicate' | 'unknown',
): { problem: SourceProblem } {
  const shown = column.replace(/\p{C}/gu, '\uFFFD').slice(0, MAX_SHOWN);
  return { problem: { code: 'wrong-header', args: { column: shown, fault } } };
}
