import { Action, Figure, Intent } from '@textloom/ui';
import {
  addDays,
  AnomalyView,
  daysBetween,
  lastDayOf,
  OverviewView,
} from '@textloom/plugin-costs-common';
import { nameIn } from '../text/names';
import { Say } from '../text/say';
import { changeOf, minus, scaled, signOf, sizeOf, sumOf } from './amounts';
import { billedSpan, isComplete } from './spans';
import { honest } from './strip';

/** The answer of a page. */
export interface CostVerdict {
  intent: Intent;
  sentence: string;
  detail?: string;
  actions?: Action[];
}

const whole = { digits: 'whole' } as const;

/** Anomalies that still go on, the costliest first; those that somebody said are none or were planned do not count. */
export function openAnomalies(
  anomalies: readonly AnomalyView[],
): AnomalyView[] {
  return anomalies
    .filter(
      ({ state, feedback }) =>
        state === 'open' &&
        feedback?.value !== 'planned' &&
        feedback?.value !== 'not-anomaly',
    )
    .sort((a, b) => signOf(minus(b.impact, a.impact)));
}

/** What an anomaly comes to at the end of the month when it goes on as it did. */
export function byMonthEnd(anomaly: AnomalyView, month: string): string {
  const days = daysBetween(anomaly.from, anomaly.to) + 1;
  const left = Math.max(0, daysBetween(anomaly.to, lastDayOf(month)));
  return scaled(anomaly.impact, days + left, days);
}

/** What one open anomaly has to do with the end of the month. */
function anomalyDetail(view: OverviewView, say: Say): string[] {
  const { month, strip, forecast, budget } = view;
  const [worst] = openAnomalies(view.anomalies);
  if (!worst || worst.sign !== 'up' || !forecast || !budget) return [];
  const { currency } = strip;
  const end = byMonthEnd(worst, month);
  const without = minus(minus(forecast.total, end), budget.amount);
  return [
    say('overview.anomalyExplains', {
      name: nameIn(view.names, worst.value),
      day: say.day(worst.from),
      amount: say.money(end, currency, whole),
    }),
    say(
      signOf(without) > 0 ? 'overview.withoutOver' : 'overview.withoutUnder',
      {
        month: say.monthName(month),
        amount: say.money(sizeOf(without), currency, whole),
      },
    ),
  ];
}

/** Of a month that is over: what it cost, against its budget. */
function ended(view: OverviewView, say: Say): CostVerdict {
  const { month, strip, budget, monthToDate } = view;
  const said = (amount: string) => say.money(amount, strip.currency, whole);
  const named = { month: say.month(month), total: said(monthToDate) };
  if (!budget) {
    return { intent: 'unknown', sentence: say('overview.was', named) };
  }
  const over = minus(monthToDate, budget.amount);
  const isOver = signOf(over) > 0;
  return {
    intent: isOver ? 'caution' : 'positive',
    sentence: say(isOver ? 'overview.wasOver' : 'overview.wasUnder', {
      ...named,
      amount: said(sizeOf(over)),
    }),
  };
}

function against(view: OverviewView, say: Say): CostVerdict {
  const { month, strip, forecast, budget, monthToDate } = view;
  const { currency } = strip;
  const named = { month: say.monthName(month) };
  const said = (amount: string) => say.money(amount, currency, whole);
  if (isComplete(month, strip.billedTo)) return ended(view, say);
  if (budget && signOf(minus(monthToDate, budget.amount)) > 0) {
    return {
      intent: 'critical',
      sentence: say('overview.isOver', {
        ...named,
        amount: said(minus(monthToDate, budget.amount)),
        day: say.day(strip.billedTo ?? ''),
      }),
      detail: say.sentences([
        ...anomalyDetail(view, say),
        ...(budget.remedy ? [budget.remedy] : []),
      ]),
    };
  }
  if (budget && forecast) {
    const over = minus(forecast.total, budget.amount);
    const isOver = signOf(over) > 0;
    return {
      intent: isOver ? 'caution' : 'positive',
      sentence: say(isOver ? 'overview.willBeOver' : 'overview.willBeUnder', {
        ...named,
        total: said(forecast.total),
        amount: said(sizeOf(over)),
      }),
      detail: isOver
        ? say.sentences(anomalyDetail(view, say))
        : say('overview.range', {
            low: said(forecast.low),
            high: said(forecast.high),
          }),
    };
  }
  if (forecast) {
    return {
      intent: 'unknown',
      sentence: say('overview.willEnd', {
        ...named,
        total: said(forecast.total),
      }),
      detail: say('overview.noBudget'),
    };
  }
  return {
    intent: 'unknown',
    sentence: say('overview.soFar', {
      ...named,
      total: said(monthToDate),
      day: say.day(strip.billedTo ?? ''),
    }),
    detail: say('overview.noForecast'),
  };
}

/** Will the month end over its budget, why, and what to do. */
export function overviewVerdict(
  view: OverviewView,
  say: Say,
  links: { anomaly: (id: string) => string | undefined; budgets?: string },
): CostVerdict {
  const verdict = against(view, say);
  const [worst] = openAnomalies(view.anomalies);
  const anomaly = worst && links.anomaly(worst.id);
  const isBad = verdict.intent === 'caution' || verdict.intent === 'critical';
  const actions: Action[] = [
    ...(anomaly
      ? [
          {
            label: say('overview.openAnomaly'),
            href: anomaly,
            variant: 'primary' as const,
          },
        ]
      : []),
    ...(isBad && !anomaly && links.budgets
      ? [{ label: say('overview.openBudgets'), href: links.budgets }]
      : []),
  ];
  return {
    ...verdict,
    intent: honest(verdict.intent, view.strip),
    actions,
  };
}

/** The strip of figures; each says its limit, source or age. */
export function overviewFigures(view: OverviewView, say: Say): Figure[] {
  const { strip, monthToDate, budget, unit, commitments } = view;
  const { currency, billedTo } = strip;
  const span = billedSpan(view.month, billedTo);
  const said = (amount: string) => say.money(amount, currency, whole);
  const points = unit?.points.filter(({ unitCost }) => unitCost) ?? [];
  const [before, now] = points.slice(-2);
  const newest = now ?? before;
  const saving = sumOf(
    view.recommendations.map(({ monthlySaving }) => monthlySaving),
  );
  return [
    {
      id: 'toDate',
      label: say('overview.toDate'),
      value: say.money(monthToDate, currency),
      note: budget
        ? say('overview.toDateNote', {
            day: say.day(span.to),
            share: say.percent(budget.spentShare),
          })
        : say('strip.billedTo', { day: say.day(span.to) }),
    },
    ...(isComplete(view.month, billedTo) ? [] : [forecastFigure(view, say)]),
    {
      id: 'budget',
      label: say('overview.budget'),
      value: budget && said(budget.amount),
      note: budgetNote(view, say),
    },
    ...(unit && newest
      ? [
          {
            id: 'unit',
            label: unitLabel(unit, say),
            value: say.money(newest.unitCost, currency, { digits: 'unit' }),
            note:
              newest === now
                ? say('overview.unitNote', {
                    change: say.change(
                      changeOf(now.unitCost ?? '0', before.unitCost),
                    ),
                    month: say.monthName(before.month),
                  })
                : say.month(newest.month),
          },
        ]
      : []),
    ...(commitments.utilisation === undefined
      ? []
      : [
          {
            id: 'commitments',
            label: say('overview.commitments'),
            value: say.percent(commitments.utilisation),
            note: say('overview.commitmentsNote', {
              amount: say.money(commitments.unused, currency),
            }),
          },
        ]),
    {
      id: 'savings',
      label: say('overview.savings'),
      value: said(saving),
      unit: say('overview.perMonth'),
      note: say('overview.savingsNote', {
        count: view.recommendations.length,
      }),
    },
  ];
}

function forecastFigure(view: OverviewView, say: Say): Figure {
  const { forecast, budget, strip } = view;
  const said = (amount: string) => say.money(amount, strip.currency, whole);
  const isOver =
    budget && forecast && signOf(minus(forecast.total, budget.amount)) > 0;
  return {
    id: 'forecast',
    label: say('overview.forecast'),
    value: forecast && said(forecast.total),
    note: forecast
      ? say('overview.forecastNote', {
          low: said(forecast.low),
          high: said(forecast.high),
        })
      : say('overview.noForecast'),
    intent: isOver ? 'caution' : undefined,
  };
}

function budgetNote({ budget, forecast, strip }: OverviewView, say: Say) {
  if (!budget) return say('overview.noBudgetSet');
  if (!forecast) return budget.name;
  const over = minus(forecast.total, budget.amount);
  return say(signOf(over) > 0 ? 'overview.overBy' : 'overview.underBy', {
    amount: say.money(sizeOf(over), strip.currency, whole),
  });
}

/** What a unit cost is of: per video, per 1,000 tasks. */
export function unitLabel(
  { id, per, title }: { id: string; per: number; title: string },
  say: Say,
): string {
  const count = per.toLocaleString('en-US');
  if (id === 'video' && per === 1) return say('unit.perVideo');
  return id === 'task'
    ? say('unit.perTasks', { count })
    : say('unit.per', { count, unit: title });
}

/** Where the month stands: share of its days that are billed. */
export function elapsedShare(month: string, billedTo: string | undefined) {
  if (!billedTo || billedTo.slice(0, 7) !== month) return undefined;
  const first = `${month}-01`;
  return (
    daysBetween(first, addDays(billedTo, 1)) /
    (daysBetween(first, lastDayOf(month)) + 1)
  );
}
