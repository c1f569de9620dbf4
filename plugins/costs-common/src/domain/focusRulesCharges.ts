import {
  CHARGE_CATEGORIES,
  CHARGE_FREQUENCIES,
  PRICING_CATEGORIES,
} from './cost';
import { CURRENCIES } from './focusRulesCurrencies';
import { FocusRow } from './focusRow';
import { CheckedRule } from './focusRules';
import { isCorrection } from './focusRulesAmounts';

type Breaks = CheckedRule['breaks'];
const rule =
  (severity: CheckedRule['severity']) =>
  (id: string, column: string, breaks: Breaks): CheckedRule => ({
    id,
    column,
    severity,
    breaks,
  });
const reject = rule('reject');
const warn = rule('warn');

const PERIODS = ['BillingPeriod', 'ChargePeriod'];
const TIMES = PERIODS.flatMap(period => [`${period}Start`, `${period}End`]);
/** Without these a cost is counted, and grouped under nothing. */
const DESCRIBING = [
  'BillingAccountId',
  'ProviderName',
  'ServiceCategory',
  'ServiceName',
];

const isNull = (row: FocusRow, column: string) =>
  row.text(column) === undefined;
const isUsage = (row: FocusRow) => row.text('ChargeCategory') === 'Usage';
const isTax = (row: FocusRow) => row.text('ChargeCategory') === 'Tax';

/** Neither null nor one of the values. */
const isOther = (
  row: FocusRow,
  column: string,
  values: readonly string[],
): boolean => {
  const text = row.text(column);
  return text !== undefined && !values.includes(text);
};

/** Rules about when, in what currency, and what kind of charge. */
export const CHARGE_RULES: readonly CheckedRule[] = [
  ...TIMES.map(column =>
    reject('time-missing', column, row => isNull(row, column)),
  ),
  ...TIMES.map(column =>
    reject(
      'time-invalid',
      column,
      row => !isNull(row, column) && row.time(column) === undefined,
    ),
  ),
  ...PERIODS.map(period =>
    reject('period-reversed', `${period}End`, row => {
      const [start, end] = [
        row.time(`${period}Start`),
        row.time(`${period}End`),
      ];
      return start !== undefined && end !== undefined && end < start;
    }),
  ),
  warn('charge-outside-period', 'ChargePeriodStart', isOutside),
  reject('currency-missing', 'BillingCurrency', row =>
    isNull(row, 'BillingCurrency'),
  ),
  reject('currency-unknown', 'BillingCurrency', row =>
    isOther(row, 'BillingCurrency', CURRENCIES),
  ),
  reject('charge-category-missing', 'ChargeCategory', row =>
    isNull(row, 'ChargeCategory'),
  ),
  reject('charge-category-unknown', 'ChargeCategory', row =>
    isOther(row, 'ChargeCategory', CHARGE_CATEGORIES),
  ),
  warn('charge-class-unknown', 'ChargeClass', row =>
    isOther(row, 'ChargeClass', ['Correction']),
  ),
  warn('charge-frequency-unknown', 'ChargeFrequency', row =>
    isOther(row, 'ChargeFrequency', CHARGE_FREQUENCIES),
  ),
  warn('pricing-category-unknown', 'PricingCategory', row =>
    isOther(row, 'PricingCategory', PRICING_CATEGORIES),
  ),
  ...DESCRIBING.map(column =>
    warn('value-missing', column, row => isNull(row, column)),
  ),
  warn('tags-invalid', 'Tags', row => !isObject(row.text('Tags') ?? '{}')),
  warn(
    'commitment-status-missing',
    'CommitmentDiscountStatus',
    row =>
      isUsage(row) &&
      !isNull(row, 'CommitmentDiscountId') &&
      isNull(row, 'CommitmentDiscountStatus'),
  ),
  warn('commitment-status-unknown', 'CommitmentDiscountStatus', row =>
    isOther(row, 'CommitmentDiscountStatus', ['Used', 'Unused']),
  ),
  warn(
    'commitment-status-without-id',
    'CommitmentDiscountStatus',
    row =>
      isNull(row, 'CommitmentDiscountId') &&
      !isNull(row, 'CommitmentDiscountStatus'),
  ),
  warn(
    'unused-consumed-quantity',
    'ConsumedQuantity',
    row =>
      row.text('CommitmentDiscountStatus') === 'Unused' &&
      !isNull(row, 'ConsumedQuantity'),
  ),
  ...['PricingCategory', 'PricingQuantity'].map(column =>
    warn('tax-pricing', column, row => isTax(row) && !isNull(row, column)),
  ),
  warn(
    'purchase-committed',
    'PricingCategory',
    row =>
      row.text('ChargeCategory') === 'Purchase' &&
      row.text('PricingCategory') === 'Committed',
  ),
];

/** Corrections are billed in a later month than the charge that they correct. */
function isOutside(row: FocusRow): boolean {
  const [start, end, charge] = [
    'BillingPeriodStart',
    'BillingPeriodEnd',
    'ChargePeriodStart',
  ].map(column => row.time(column));
  return (
    start !== undefined &&
    end !== undefined &&
    charge !== undefined &&
    !isCorrection(row) &&
    (charge < start || charge >= end)
  );
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
