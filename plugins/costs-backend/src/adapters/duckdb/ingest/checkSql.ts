import { formatDecimal } from '@textloom/kernel';
import {
  AMOUNT_FORM,
  CHARGE_CATEGORIES,
  CHARGE_FREQUENCIES,
  CURRENCIES,
  MAX_AMOUNT,
  PRICING_CATEGORIES,
  TIME_FORM,
} from '@textloom/plugin-costs-common';
import { identifier, literal } from '../openDuck';

/**
 * The rules of the catalogue (`FOCUS_RULES`) as conditions of SQL that hold for rows which break them. They are said
 * over the relation of `checkedSql`: columns as text, `_amount_X` and `_time_X` as values. That each says the same
 * as the catalogue's own predicate is tested on generated rows.
 */
type Condition = (column: string) => string;

const text = identifier;
export const amount = (column: string) => identifier(`_amount_${column}`);
export const time = (column: string) => identifier(`_time_${column}`);

const CORRECTION = `("ChargeClass" IS NOT DISTINCT FROM 'Correction')`;
const IS_AMOUNT: Condition = value =>
  `regexp_matches(${value}, ${literal(AMOUNT_FORM.source)})`;
const list = (values: readonly string[]) => values.map(literal).join(', ');
const is = (column: string, value: string) =>
  `${text(column)} = ${literal(value)}`;
const missing: Condition = column => `${text(column)} IS NULL`;
const present: Condition = column => `${text(column)} IS NOT NULL`;
const other =
  (values: readonly string[]): Condition =>
  column =>
    `${text(column)} NOT IN (${list(values)})`;

/** Relative and absolute tolerance of cost = unit price × quantity. */
const product =
  (price: string): Condition =>
  cost => {
    const actual = `${amount(cost)}::DOUBLE`;
    const expected = `${amount(price)}::DOUBLE * ${amount(
      'PricingQuantity',
    )}::DOUBLE`;
    return `NOT ${CORRECTION} AND
      abs(${actual} - ${expected}) > 1e-6 + 1e-4 * abs(${actual})`;
  };

export const CHECKS: Readonly<Record<string, Condition>> = {
  'cost-missing': missing,
  // The form is looked at only where there is no amount: nearly nowhere.
  'cost-not-number': column =>
    `CASE WHEN ${amount(column)} IS NULL THEN NOT ${IS_AMOUNT(
      text(column),
    )} ELSE false END`,
  'cost-too-large': column =>
    `CASE WHEN ${amount(column)} IS NULL THEN ${IS_AMOUNT(text(column))}
     ELSE abs(${amount(column)}) > ${formatDecimal(MAX_AMOUNT)} END`,
  'quantity-not-number': column =>
    `${present(column)} AND ${amount(column)} IS NULL`,
  'usage-negative': column =>
    `${is('ChargeCategory', 'Usage')} AND NOT ${CORRECTION} AND ${amount(
      column,
    )} < 0`,
  'list-cost-product': product('ListUnitPrice'),
  'contracted-cost-product': product('ContractedUnitPrice'),
  'purchase-effective-cost': column =>
    `${is('ChargeCategory', 'Purchase')} AND ${present(
      'CommitmentDiscountId',
    )} AND NOT ${CORRECTION} AND ${amount(column)} <> 0`,
  'time-missing': missing,
  'time-invalid': column => `${present(column)} AND ${time(column)} IS NULL`,
  'period-reversed': column =>
    `${time(column)} < ${time(column.replace(/End$/, 'Start'))}`,
  'charge-outside-period': column =>
    `NOT ${CORRECTION} AND (${time(column)} < ${time('BillingPeriodStart')}
     OR ${time(column)} >= ${time('BillingPeriodEnd')})
     AND ${time('BillingPeriodStart')} IS NOT NULL
     AND ${time('BillingPeriodEnd')} IS NOT NULL`,
  'currency-missing': missing,
  'currency-unknown': other(CURRENCIES),
  'charge-category-missing': missing,
  'charge-category-unknown': other(CHARGE_CATEGORIES),
  'charge-class-unknown': other(['Correction']),
  'charge-frequency-unknown': other(CHARGE_FREQUENCIES),
  'pricing-category-unknown': other(PRICING_CATEGORIES),
  'value-missing': missing,
  'tags-invalid': column =>
    `NOT CASE WHEN json_valid(${text(column)})
     THEN json_type(${text(column)}) = 'OBJECT' ELSE false END
     AND ${present(column)}`,
  'commitment-status-missing': column =>
    `${is('ChargeCategory', 'Usage')} AND ${present(
      'CommitmentDiscountId',
    )} AND ${missing(column)}`,
  'commitment-status-unknown': other(['Used', 'Unused']),
  'commitment-status-without-id': column =>
    `${missing('CommitmentDiscountId')} AND ${present(column)}`,
  'unused-consumed-quantity': column =>
    `${is('CommitmentDiscountStatus', 'Unused')} AND ${present(column)}`,
  'tax-pricing': column =>
    `${is('ChargeCategory', 'Tax')} AND ${present(column)}`,
  'purchase-committed': column =>
    `${is('ChargeCategory', 'Purchase')} AND ${is(column, 'Committed')}`,
};

/** Functions of SQL that checks and rows are said with. */
export const MACROS = [
  // What a value means: nothing when it is empty, or says NULL in letters.
  `CREATE MACRO meant(x) AS
     CASE WHEN x = '' OR (length(x) = 4 AND lower(x) = 'null') THEN NULL ELSE x END`,
  // Short plain numbers are nearly all, and need no search for a form. Those that fit 64 bits are read many times faster.
  `CREATE MACRO amount_of(x) AS
     CASE WHEN length(x) <= 26 AND translate(x, '0123456789.-', '') = ''
       THEN coalesce(try_cast(x AS DECIMAL(18, 12))::DECIMAL(38, 12),
         try_cast(x AS DECIMAL(38, 12)))
       WHEN ${IS_AMOUNT('x')} THEN try_cast(x AS DECIMAL(38, 12)) END`,
  // Microseconds since 1970 in UTC.
  `CREATE MACRO time_of(x) AS
     CASE WHEN regexp_matches(x, ${literal(TIME_FORM.source)})
     THEN epoch_us(try_cast(left(x, 10) AS TIMESTAMP))
       + (try_cast(substr(x, 12, 2) AS BIGINT) * 60
          + try_cast(substr(x, 15, 2) AS BIGINT)) * 60000000
       + coalesce(CAST(round(try_cast(
           regexp_extract(x, '^.{16}:([0-9.]+)', 1) AS DOUBLE) * 1000000) AS BIGINT), 0)
     END`,
];
