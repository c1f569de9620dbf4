import { Intent } from '@textloom/ui';
import {
  Budget,
  BudgetRequest,
  budgetRequestSchema,
  BudgetScope,
  BudgetStatus,
  BudgetsView,
  CostFilters,
  Names,
} from '@textloom/plugin-costs-common';
import { nameIn } from '../text/names';
import { Say } from '../text/say';
import { byAmount, minus, signOf } from './amounts';

/** Budgets by how far something is beyond their amount, the worst first; those that hold are not among them. */
function passed(
  budgets: readonly BudgetStatus[],
  of: (budget: BudgetStatus) => string | undefined,
): { budget: BudgetStatus; by: string }[] {
  return budgets
    .flatMap(budget => {
      const amount = of(budget);
      const by = amount === undefined ? '0' : minus(amount, budget.amount);
      return signOf(by) > 0 ? [{ budget, by }] : [];
    })
    .sort((a, b) => byAmount(a.by, b.by));
}

const nearness = ({ spentShare, forecastShare = 0 }: BudgetStatus) =>
  Math.max(spentShare, forecastShare);

/** The page in one sentence: what is passed, what will be, or which is nearest. `remedy` is in its owner's words. */
export function budgetsVerdict(
  { budgets, strip }: BudgetsView,
  say: Say,
): { intent: Intent; sentence: string; detail?: string; remedy?: string } {
  if (budgets.length === 0) {
    return {
      intent: 'unknown',
      sentence: say(strip.scope === 'all' ? 'budgets.none' : 'budgets.noneOwn'),
      detail: say('budgets.noneMore'),
    };
  }
  const over = passed(budgets, ({ spent }) => spent);
  const risk = passed(budgets, ({ forecast }) => forecast);
  const worst = over[0] ?? risk[0];
  if (worst) {
    const { budget, by } = worst;
    return {
      intent: over.length > 0 ? 'critical' : 'caution',
      sentence: say(over.length > 0 ? 'budgets.over' : 'budgets.atRisk', {
        count: over.length || risk.length,
        name: budget.name,
        amount: say.money(by, budget.currency, { digits: 'whole' }),
      }),
      remedy: budget.remedy || undefined,
    };
  }
  const known = budgets.filter(({ forecast }) => forecast !== undefined);
  const [nearest] = [...known].sort((a, b) => nearness(b) - nearness(a));
  return nearest === undefined
    ? {
        intent: 'unknown',
        sentence: say('budgets.unknown'),
        detail: say('budgets.unknownMore'),
      }
    : {
        intent: 'positive',
        sentence: say('budgets.within'),
        detail: say('budgets.withinMore', {
          count: budgets.length,
          name: nearest.name,
          share: say.percent(nearest.forecastShare),
        }),
      };
}

/** What a budget is of, in words. */
export function scopeWords(
  { dimension, value }: BudgetScope,
  names: Names,
  say: Say,
): string {
  return say(`budgets.of.${dimension}`, { value: nameIn(names, value) });
}

/** What of the bill a budget is of. */
export function scopeFilter({ dimension, value }: BudgetScope): CostFilters {
  return dimension === 'all' ? {} : { [dimension]: [value] };
}

/** When somebody is told. */
export function thresholdWords(
  { thresholds, forecastAlert }: Budget,
  say: Say,
): string {
  return say(
    forecastAlert ? 'budgets.thresholdsForecast' : 'budgets.thresholds',
    { thresholds: say.names(thresholds.map(each => `${each}%`)) },
  );
}

/** A budget as it is typed. */
export interface BudgetDraft {
  name: string;
  dimension: BudgetScope['dimension'];
  value: string;
  amount: string;
  currency: string;
  thresholds: string;
  forecastAlert: boolean;
  remedy: string;
}

/** Fields of the form that can be wrong. */
export type BudgetField = 'name' | 'scope' | 'amount' | 'thresholds' | 'remedy';
const FIELDS: readonly string[] = [
  'name',
  'scope',
  'amount',
  'thresholds',
  'remedy',
] satisfies BudgetField[];

/** What the form begins with: a budget as it is, or one of all costs that nobody has named yet. */
export function draftOf(
  budget: Budget | undefined,
  currency: string,
): BudgetDraft {
  return {
    name: budget?.name ?? '',
    dimension: budget?.scope.dimension ?? 'all',
    value: budget?.scope.value ?? '',
    amount: budget?.amount ?? '',
    currency: budget?.currency ?? currency,
    thresholds: (budget?.thresholds ?? [80, 100]).join(', '),
    forecastAlert: budget?.forecastAlert ?? true,
    remedy: budget?.remedy ?? '',
  };
}

/** The request of a draft, or the fields that the server would refuse: both read the same schema. */
export function checkedDraft(
  draft: BudgetDraft,
): { request: BudgetRequest } | { wrong: ReadonlySet<BudgetField> } {
  const { dimension, value, thresholds, amount, ...rest } = draft;
  const parsed = budgetRequestSchema.safeParse({
    ...rest,
    scope: { dimension, value: dimension === 'all' ? '' : value },
    amount: amount.trim(),
    thresholds: thresholds
      .split(/[,，;\s]+/)
      .filter(Boolean)
      .map(text => Number(text.replace(/%$/, ''))),
  });
  if (parsed.success) return { request: parsed.data };
  const named = parsed.error.issues
    .map(({ path }) => String(path[0]))
    .filter((field): field is BudgetField => FIELDS.includes(field));
  return { wrong: new Set(named) };
}
