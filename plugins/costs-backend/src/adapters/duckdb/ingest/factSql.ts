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

/** What the rows of a class have in common: all that a sum's rows have but the day. A tag that is not there is null. */
function classKeysSql(tagKeys: readonly string[]): string[] {
  const [, ...keys] = keysSql(tagKeys);
  return keys;
}

const AMOUNTS = ['effective', 'billed', 'list', 'contracted', 'quantity'];

/** Classes of rows, with a number each: far fewer than sums, so that what they have in common is read once. */
export function classesSql(
  rowsFile: string,
  tagKeys: readonly string[],
): string {
  const keys = classKeysSql(tagKeys).map((key, index) => `${key} AS k${index}`);
  return `SELECT (row_number() OVER () - 1)::INTEGER AS "class", * FROM (
    SELECT DISTINCT ${keys.join(', ')}
    FROM ${withTags(`read_parquet(${literal(rowsFile)})`, tagKeys)})`;
}

/** Numbers of classes with the dimensions that entries have of them. */
export function classLabelsSql(): string {
  return `SELECT ${[
    '"class"',
    'k0 AS "billingPeriod"',
    'k1 AS "currency"',
    `CASE WHEN k2 THEN 'yes' ELSE '' END AS "correction"`,
    ...FACT_DIMENSIONS.map((name, index) => `k${index + 3} AS "${name}"`),
  ].join(', ')} FROM classes`;
}

/** Sums of the rows of each day and class of the table `classes`, by day. */
export function factsSql(rowsFile: string, tagKeys: readonly string[]): string {
  const same = classKeysSql(tagKeys).map(
    (key, index) => `${key} IS NOT DISTINCT FROM k${index}`,
  );
  const sums = AMOUNTS.map(
    name => `sum(${identifier(`_${name}`)})::DECIMAL(38, 12)`,
  );
  return `SELECT ${[
    '"_day"',
    '"class"',
    ...sums,
    'count(*)::INTEGER',
    'any_value("_fact")',
  ].join(', ')}
    FROM ${withTags(`read_parquet(${literal(rowsFile)})`, tagKeys)}
    JOIN classes ON ${same.join(' AND ')}
    GROUP BY 1, 2 ORDER BY 1`;
}
