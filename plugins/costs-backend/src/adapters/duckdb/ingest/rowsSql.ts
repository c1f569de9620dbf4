import { FOCUS_COLUMNS } from '@textloom/plugin-costs-common';
import { identifier, literal } from '../openDuck';
import { COST_COLUMNS } from '../rowColumns';
import { ownColumns } from './checkedSql';
import { amount, time } from './checkSql';
import { withFactsSql } from './factSql';

const COSTS = new Set<string>(COST_COLUMNS.map(({ focus }) => focus));

const dayOf = (moment: string) =>
  `strftime(make_timestamp(${moment}), '%Y-%m-%d')`;

/**
 * The day that a charge counts on: that on which its period starts, or the first or last of its billing period when it
 * starts outside of it, as corrections of closed months do. So the days of a month sum to its bill.
 */
const DAY = (() => {
  const [start, end, charge] = [
    'BillingPeriodStart',
    'BillingPeriodEnd',
    'ChargePeriodStart',
  ].map(time);
  return dayOf(
    `greatest(${start}, least(${charge}, greatest(${start}, ${end} - 1)))`,
  );
})();

/** Rows that are held until they are written; DuckDB's own are twice as many. */
const ROW_GROUP = 61_440;

/** The rows of `checked` as they are kept, but for their `_fact`; without `rejected` all of them. */
export function keptRowsSql(
  columns: readonly string[],
  fileNames: readonly string[],
  source: string,
  rejected?: string,
): string {
  const texts = [
    ...FOCUS_COLUMNS.map(({ name }) => name),
    ...ownColumns(columns),
  ]
    .filter(name => !COSTS.has(name))
    .map(identifier);
  const names = `[${fileNames.map(literal).join(', ')}]`;
  const costs = COST_COLUMNS.map(
    ({ focus, column }) => `${amount(focus)} AS ${identifier(column)}`,
  );
  return `SELECT ${[
    ...texts,
    `${literal(source)} AS "_source"`,
    `${names}["_n" + 1] AS "_file"`,
    '"_row"',
    `${DAY} AS "_day"`,
    `left(${dayOf(time('BillingPeriodStart'))}, 7) AS "_period"`,
    '"BillingCurrency" AS "_currency"',
    `("ChargeClass" IS NOT DISTINCT FROM 'Correction') AS "_correction"`,
    ...costs,
    `coalesce(${amount('ConsumedQuantity')}, 0) AS "_quantity"`,
  ].join(', ')}
    FROM checked${rejected ? ` WHERE NOT (${rejected})` : ''}`;
}

/** A statement that writes rows with the identity of the sum that each is part of, in their order. */
export function writeRowsSql(
  rows: string,
  target: string,
  partition: { source: string; period: string },
  tagKeys: readonly string[],
): string {
  return `COPY (${withFactsSql(rows, partition, tagKeys)})
    TO ${literal(
      target,
    )} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP})`;
}
