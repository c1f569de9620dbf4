import { Intent } from '@textloom/ui';
import { BudgetStatus } from '@textloom/plugin-costs-common';
import { Say } from '../text/say';
import { minus, signOf, sizeOf } from './amounts';

/** How a budget stands: over already, will be, will not be, or not known. */
export function budgetOutlook(
  budget: BudgetStatus,
  say: Say,
): { intent: Intent; text: string } {
  const said = (amount: string) =>
    say.money(sizeOf(amount), budget.currency, { digits: 'whole' });
  const over = minus(budget.spent, budget.amount);
  if (signOf(over) > 0) {
    return {
      intent: 'critical',
      text: say('overview.isOverBy', { amount: said(over) }),
    };
  }
  if (budget.forecast === undefined) {
    return { intent: 'unknown', text: say('overview.noOutlook') };
  }
  const end = minus(budget.forecast, budget.amount);
  return signOf(end) > 0
    ? {
        intent: 'caution',
        text: say('overview.endsOver', { amount: said(end) }),
      }
    : {
        intent: 'positive',
        text: say('overview.endsUnder', { amount: said(end) }),
      };
}
