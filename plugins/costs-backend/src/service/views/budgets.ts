import { Decimal, formatDecimal } from '@textloom/kernel';
import {
  Budget,
  BudgetScope,
  budgetStatusOf,
  BudgetStatus,
  CostFilters,
} from '@textloom/plugin-costs-common';
import { forecastOf } from '../forecasting';
import { monthSpan } from '../Inquiries';
import { Inquiry, isEmpty } from '../Inquiry';
import { BudgetAlert, CatalogOwners, CostsStore } from '../ports';

/** What a budget's costs are filtered by. */
function filtersOf({ dimension, value }: BudgetScope): CostFilters {
  return dimension === 'all' ? {} : { [dimension]: [value] };
}

/**
 * Whether the costs of a budget's scope are the caller's own. Those of an environment or a system are of many owners,
 * and would tell of the others by what is missing to the own.
 */
export function mayKnowBudget(
  inquiry: Inquiry,
  { dimension, value }: BudgetScope,
  owners: ReadonlyMap<string, { owner: string }>,
): boolean {
  if (inquiry.seesAll) {
    return true;
  }
  if (dimension === 'owner') {
    return inquiry.mayKnow(value);
  }
  const owner = owners.get(value)?.owner;
  return dimension === 'component' && owner !== undefined
    ? inquiry.mayKnow(owner)
    : false;
}

/** What a budget's scope has cost in a month, and will have. */
export async function budgetFigures(
  inquiry: Inquiry,
  { scope, currency }: Budget,
  month: string,
): Promise<{ spent?: Decimal; forecast?: Decimal }> {
  const span = monthSpan(inquiry, month);
  if (currency !== inquiry.currency || isEmpty(span)) {
    return {};
  }
  const filters = filtersOf(scope);
  const [spent, forecast] = await Promise.all([
    inquiry.total(span, filters),
    forecastOf(inquiry, filters, month),
  ]);
  return {
    spent: spent.effective,
    ...(forecast && { forecast: forecast.total }),
  };
}

/** Budgets that the caller may see, as they stand in a month; the nearest to its amount first. */
export async function budgetStatuses(
  inquiry: Inquiry,
  month: string,
  facts: {
    store: Pick<CostsStore, 'budgets' | 'alerts'>;
    catalog: Pick<CatalogOwners, 'owners'>;
  },
): Promise<BudgetStatus[]> {
  const [budgets, alerts, owners] = await Promise.all([
    facts.store.budgets(),
    facts.store.alerts(month),
    inquiry.seesAll
      ? new Map<string, { owner: string }>()
      : facts.catalog.owners(),
  ]);
  const shown = budgets.filter(
    ({ scope, currency }) =>
      currency === inquiry.currency && mayKnowBudget(inquiry, scope, owners),
  );
  const statuses = await Promise.all(
    shown.map(budget => statusOf(inquiry, budget, { month, alerts })),
  );
  const nearness = ({ spentShare, forecastShare = 0 }: BudgetStatus) =>
    Math.max(spentShare, forecastShare);
  return statuses.sort(
    (a, b) => nearness(b) - nearness(a) || (a.name < b.name ? -1 : 1),
  );
}

async function statusOf(
  inquiry: Inquiry,
  budget: Budget,
  { month, alerts }: { month: string; alerts: readonly BudgetAlert[] },
): Promise<BudgetStatus> {
  const figures = await budgetFigures(inquiry, budget, month);
  const { spent = 0n, forecast } = figures;
  return {
    ...budget,
    month,
    spent: formatDecimal(spent),
    ...(forecast !== undefined && { forecast: formatDecimal(forecast) }),
    ...budgetStatusOf(budget, figures),
    alerts: alerts
      .filter(alert => alert.budget === budget.id)
      .map(({ threshold, kind, at }) => ({ threshold, kind, at })),
  };
}
