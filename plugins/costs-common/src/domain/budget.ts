import { Decimal, parseDecimal } from '@textloom/kernel';
import { ratioOf } from './arithmetic';
import { Budget } from './entities';

/** What a budget's scope costs in one month. */
export interface BudgetFigures {
  /** Of the month so far; absent when there are no data of the month. */
  spent?: Decimal;
  /** Of the whole month. */
  forecast?: Decimal;
}

/** How a budget stands. */
export interface BudgetState {
  /** Over the amount, 0…; 0 when unknown. */
  spentShare: number;
  forecastShare?: number;
  /** An amount that is reached exactly is `within`; one that is passed is `over`. */
  state: 'within' | 'at-risk' | 'over' | 'unknown';
}

/** An alert of a budget: at a share of the amount that was spent, or that the forecast passes the amount. */
export interface DueAlert {
  /** Per cent of the amount; 100 for the forecast. */
  threshold: number;
  kind: 'actual' | 'forecast';
}

/** How a budget stands in a month. */
export function budgetStatusOf(
  budget: Pick<Budget, 'amount'>,
  { spent, forecast }: BudgetFigures,
): BudgetState {
  const amount = amountOf(budget);
  const forecastShare =
    forecast === undefined ? undefined : ratioOf(forecast, amount);
  const shares = {
    spentShare: spent === undefined ? 0 : ratioOf(spent, amount) ?? 0,
    ...(forecastShare === undefined ? {} : { forecastShare }),
  };
  if (spent === undefined) {
    return { ...shares, state: 'unknown' };
  }
  if (spent > amount) {
    return { ...shares, state: 'over' };
  }
  const atRisk = forecast !== undefined && forecast > amount;
  return { ...shares, state: atRisk ? 'at-risk' : 'within' };
}

/**
 * Alerts that are to be sent now: each threshold that the spending has reached, and that the forecast passes the
 * amount (not when the spending has passed it, which an `actual` alert says). Each is due once a month, since those
 * `sent` in the month are left out; a new month begins without any.
 * @param sent the budget's alerts of this month
 */
export function dueAlerts(
  budget: Pick<Budget, 'amount' | 'thresholds' | 'forecastAlert'>,
  { spent, forecast }: BudgetFigures,
  sent: readonly DueAlert[],
): DueAlert[] {
  const amount = amountOf(budget);
  const due: DueAlert[] = [];
  for (const threshold of budget.thresholds) {
    // In whole numbers: a share as a fraction of 2 would miss a threshold that is reached exactly.
    if (spent !== undefined && spent * 100n >= amount * BigInt(threshold)) {
      due.push({ threshold, kind: 'actual' });
    }
  }
  const passed = spent !== undefined && spent > amount;
  if (budget.forecastAlert && !passed && (forecast ?? 0n) > amount) {
    due.push({ threshold: 100, kind: 'forecast' });
  }
  return due.filter(
    ({ threshold, kind }) =>
      !sent.some(each => each.threshold === threshold && each.kind === kind),
  );
}

function amountOf({ amount }: Pick<Budget, 'amount'>): Decimal {
  const value = parseDecimal(amount);
  if (value === undefined || value <= 0n) {
    throw new RangeError('The amount of a budget must be above zero');
  }
  return value;
}
