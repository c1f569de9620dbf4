import { decimalToNumber } from '@textloom/kernel';
import { AMOUNT_FORM, FocusRow, MAX_AMOUNT } from './focusRow';
import { CheckedRule } from './focusRules';

const COSTS = ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost'];
const QUANTITIES = [
  'ConsumedQuantity',
  'PricingQuantity',
  'ListUnitPrice',
  'ContractedUnitPrice',
];

/** Relative and absolute tolerance of cost = unit price × quantity: AWS writes doubles, and prices are rounded. */
const PRODUCT_TOLERANCE = { ratio: 1e-4, amount: 1e-6 };

/** Rules about amounts: none of the four costs is ever null or anything but a believable decimal. */
export const AMOUNT_RULES: readonly CheckedRule[] = [
  ...COSTS.flatMap((column): CheckedRule[] => [
    {
      id: 'cost-missing',
      column,
      severity: 'reject',
      breaks: row => row.text(column) === undefined,
    },
    {
      id: 'cost-not-number',
      column,
      severity: 'reject',
      breaks: row => isNoNumber(row, column),
    },
    {
      id: 'cost-too-large',
      column,
      severity: 'reject',
      breaks: row => isTooLarge(row, column),
    },
  ]),
  ...QUANTITIES.map(
    (column): CheckedRule => ({
      id: 'quantity-not-number',
      column,
      severity: 'warn',
      breaks: row =>
        row.text(column) !== undefined && row.amount(column) === undefined,
    }),
  ),
  ...['BilledCost', 'EffectiveCost'].map(
    (column): CheckedRule => ({
      id: 'usage-negative',
      column,
      severity: 'warn',
      breaks: row =>
        row.text('ChargeCategory') === 'Usage' &&
        !isCorrection(row) &&
        (row.amount(column) ?? 0n) < 0n,
    }),
  ),
  productRule('list-cost-product', 'ListCost', 'ListUnitPrice'),
  productRule(
    'contracted-cost-product',
    'ContractedCost',
    'ContractedUnitPrice',
  ),
  {
    id: 'purchase-effective-cost',
    column: 'EffectiveCost',
    severity: 'warn',
    // Its cost is in the usage that it covers: both would count it twice.
    breaks: row =>
      row.text('ChargeCategory') === 'Purchase' &&
      row.text('CommitmentDiscountId') !== undefined &&
      !isCorrection(row) &&
      (row.amount('EffectiveCost') ?? 0n) !== 0n,
  },
];

/** Whether a row restates a closed month; many rules do not hold for these. */
export function isCorrection(row: FocusRow): boolean {
  return row.text('ChargeClass') === 'Correction';
}

function isNoNumber(row: FocusRow, column: string): boolean {
  const text = row.text(column);
  return text !== undefined && !AMOUNT_FORM.test(text);
}

function isTooLarge(row: FocusRow, column: string): boolean {
  const text = row.text(column);
  if (text === undefined || !AMOUNT_FORM.test(text)) return false;
  const amount = row.amount(column);
  return amount === undefined || amount > MAX_AMOUNT || amount < -MAX_AMOUNT;
}

/** Cost = unit price × PricingQuantity, where both are there; not for corrections. In doubles: nothing is summed here. */
function productRule(id: string, column: string, price: string): CheckedRule {
  return {
    id,
    column,
    severity: 'warn',
    breaks: row => {
      const [cost, unit, quantity] = [column, price, 'PricingQuantity'].map(
        each => row.amount(each),
      );
      if (
        cost === undefined ||
        unit === undefined ||
        quantity === undefined ||
        isCorrection(row)
      ) {
        return false;
      }
      const expected = decimalToNumber(unit) * decimalToNumber(quantity);
      const actual = decimalToNumber(cost);
      return (
        Math.abs(actual - expected) >
        PRODUCT_TOLERANCE.amount + PRODUCT_TOLERANCE.ratio * Math.abs(actual)
      );
    },
  };
}
