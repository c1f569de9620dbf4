import {
  CHARGE_FREQUENCIES,
  PRICING_CATEGORIES,
} from '@textloom/plugin-costs-common';
import { identifier, literal } from '../openDuck';

/** A value that is none of the column's own counts under nothing; the row keeps it. */
function oneOf(column: string, values: readonly string[]): string {
  const known = values.map(literal).join(', ');
  return `CASE WHEN ${identifier(column)} IN (${known}) THEN ${identifier(
    column,
  )} END`;
}

/** Where each dimension of a sum comes from in `rows`; all are texts. */
const SOURCES = {
  resource: '"ResourceId"',
  resourceName: '"ResourceName"',
  resourceType: '"ResourceType"',
  service: '"ServiceName"',
  serviceCategory: '"ServiceCategory"',
  chargeCategory: '"ChargeCategory"',
  chargeFrequency: oneOf('ChargeFrequency', CHARGE_FREQUENCIES),
  pricingCategory: oneOf('PricingCategory', PRICING_CATEGORIES),
  region: '"RegionId"',
  account: 'coalesce("SubAccountId", "BillingAccountId")',
  // FOCUS 1.3 deprecates the others for the first.
  provider: 'coalesce("ServiceProviderName", "ProviderName", "PublisherName")',
  skuMeter: '"SkuMeter"',
  unit: '"ConsumedUnit"',
  commitment: '"CommitmentDiscountId"',
  commitmentStatus: oneOf('CommitmentDiscountStatus', ['Used', 'Unused']),
} as const;

/** Names of the dimensions of facts, in the order in which {@link factsSql} selects them. */
export const FACT_DIMENSIONS = Object.keys(SOURCES) as (keyof typeof SOURCES)[];

/** Rows with the values of tags in a list `_tags`; a key is looked up as it is, by JSON pointer. */
function withTags(rows: string, tagKeys: readonly string[]): string {
  const pointers = tagKeys.map(key =>
    literal(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return `(SELECT *, CASE WHEN json_valid("Tags")
    THEN json_extract_string("Tags", [${pointers.join(', ')}]) END AS "_tags"
    FROM ${rows})`;
}

/** What the rows of one sum have in common. */
function keysSql(tagKeys: readonly string[]): string[] {
  return [
    '"_day"',
    '"_period"',
    '"_currency"',
    '"_correction"',
    ...Object.values(SOURCES).map(source => `coalesce(${source}, '')`),
    ...tagKeys.map((_, index) => `"_tags"[${index + 1}]`),
  ];
}

/**
 * Rows with `_fact`, the identity of the sum that each is part of. Source and month are in it, so that it is one of all
 * partitions.
 */
export function withFactsSql(
  rows: string,
  partition: { source: string; period: string },
  tagKeys: readonly string[],
): string {
  const { source, period } = partition;
  const keys = [literal(`${source}/${period}`), ...keysSql(tagKeys)];
  return `SELECT * EXCLUDE ("_tags"), hash(${keys.join(', ')}) AS "_fact"
    FROM ${withTags(`(${rows})`, tagKeys)}`;
}

/** Sums of the rows of one day, one per resource, service, price, charge and tags that rules ask for. */
export function factsSql(rowsFile: string, tagKeys: readonly string[]): string {
  const names = keysSql(tagKeys).map((_, index) => `k${index}`);
  const keys = keysSql(tagKeys).map(
    (key, index) => `${key} AS ${names[index]}`,
  );
  const sums = ['effective', 'billed', 'list', 'contracted', 'quantity'].map(
    name => `sum(${identifier(`_${name}`)})::DECIMAL(38, 12)`,
  );
  return `SELECT ${[
    ...keys,
    ...sums,
    'count(*)::INTEGER',
    'any_value("_fact")',
  ].join(', ')}
    FROM ${withTags(`read_parquet(${literal(rowsFile)})`, tagKeys)}
    GROUP BY ${names.join(', ')} ORDER BY ${names.join(', ')}`;
}
