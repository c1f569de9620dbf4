import { formatDecimal, parseDecimal, sumDecimals } from '@textloom/kernel';
import {
  addDays,
  AllocationRow,
  AnomalyView,
  BudgetStatus,
  CostLayer,
  CostMarker,
  daysFrom,
  Dimension,
  OverviewQuery,
  OverviewView,
  Recommendation,
  ReconciliationStrip,
  UnitCost,
  VIEW_LAYERS,
  viewLayerOf,
} from '@textloom/plugin-costs-common';
import { foldBy, largestFirst, SeriesCell, seriesOf, sumOf } from '../figures';
import { forecastOf, forecastView } from '../forecasting';
import { monthBefore, monthSpan } from '../Inquiries';
import { Inquiry, isEmpty, Span } from '../Inquiry';
import { EntryGroup } from '../ports';
import { statusesOf } from './commitments';

const MOST_MARKERS = 40;

/** What else an overview shows, already restricted to the caller. */
export interface OverviewParts {
  budgets: readonly BudgetStatus[];
  units: readonly UnitCost[];
  anomalies: readonly AnomalyView[];
  recommendations: readonly Recommendation[];
  changes: readonly CostMarker[];
  restated: ReconciliationStrip['restated'];
}

/** "Am I all right?": the month so far, what it will be, whose it is, and what to do. */
export async function overview(
  inquiry: Inquiry,
  { by }: OverviewQuery,
  facts: { month: string; parts: () => Promise<OverviewParts> },
): Promise<Omit<OverviewView, 'strip' | 'names'>> {
  const { month } = facts;
  const span = monthSpan(inquiry, month);
  const before = monthBefore(span);
  const hasBefore = !isEmpty(span) && before.from >= inquiry.span.from;
  const groupBy: Dimension[] = ['layer', 'component', 'owner'];
  const [now, past, forecast, daily, commitments, parts] = await Promise.all([
    inquiry.groups({ ...span, groupBy }),
    hasBefore ? inquiry.groups({ ...before, groupBy }) : undefined,
    forecastOf(inquiry, {}, month),
    dailyBy(inquiry, span, by),
    commitmentsOf(inquiry, span),
    facts.parts(),
  ]);
  const { budgets, units, anomalies, recommendations } = parts;
  const budget = budgetOf(budgets);
  const sum = sumOf(now).effective;
  return {
    month,
    monthToDate: formatDecimal(sum),
    ...(past && { previous: formatDecimal(sumOf(past).effective) }),
    ...(forecast && { forecast: forecastView(forecast, month) }),
    ...(budget && { budget }),
    budgets: [...budgets],
    ...(units[0] && { unit: units[0] }),
    commitments,
    daily,
    markers: markersOf(span, parts),
    allocation: rowsOf(now, past, isOwn, ({ keys }) => keys[1]),
    layers: rowsOf(
      now,
      past,
      group => !isOwn(group),
      ({ keys }) => keys[0],
    ),
    sum: formatDecimal(sum),
    anomalies: [...anomalies],
    recommendations: [...recommendations],
  };
}

function isOwn({ keys: [layer] }: EntryGroup): boolean {
  return layer === 'attributed';
}

/** The budget of all, or of all that the caller owns. */
function budgetOf(budgets: readonly BudgetStatus[]): BudgetStatus | undefined {
  return (
    budgets.find(({ scope }) => scope.dimension === 'all') ??
    budgets.find(({ scope }) => scope.dimension === 'owner')
  );
}

async function dailyBy(
  inquiry: Inquiry,
  span: Span,
  by: OverviewQuery['by'],
): Promise<OverviewView['daily']> {
  const buckets = isEmpty(span) ? [] : daysFrom(span.from, span.to);
  const question = { ...span, grain: 'day' as const };
  if (by !== 'layer') {
    const groups = await inquiry.groups({ ...question, groupBy: [by] });
    return seriesOf(
      groups.map(group => cellOf(group, group.keys[0])),
      { buckets },
    );
  }
  const groups = await inquiry.groups({
    ...question,
    groupBy: ['layer', 'nodeGroup', 'serviceCategory'],
  });
  return seriesOf(
    groups.map(group => {
      const [layer, nodeGroup, serviceCategory] = group.keys;
      return cellOf(
        group,
        viewLayerOf({ layer: layer as CostLayer, nodeGroup, serviceCategory }),
      );
    }),
    { buckets, order: VIEW_LAYERS },
  );
}

function cellOf({ bucket, costs }: EntryGroup, key: string): SeriesCell {
  return { bucket, key, amount: costs.effective };
}

/** What commitments were used for; what nobody used is nobody's, and not told to who sees their own. */
async function commitmentsOf(
  inquiry: Inquiry,
  span: Span,
): Promise<OverviewView['commitments']> {
  const statuses = await statusesOf(inquiry, span);
  const total = (name: 'used' | 'unused') =>
    sumDecimals(statuses.map(status => parseDecimal(status[name]) ?? 0n));
  const used = total('used');
  const unused = total('unused');
  const isKnown = inquiry.seesAll && used + unused !== 0n;
  return {
    used: formatDecimal(used),
    unused: formatDecimal(unused),
    ...(isKnown && { utilisation: Number(used) / Number(used + unused) }),
  };
}

function rowsOf(
  now: readonly EntryGroup[],
  past: readonly EntryGroup[] | undefined,
  isShown: (group: EntryGroup) => boolean,
  keyOf: (group: EntryGroup) => string,
): AllocationRow[] {
  const earlier = past && foldBy(past.filter(isShown), keyOf);
  const sums = [...foldBy(now.filter(isShown), keyOf)];
  return largestFirst(sums, ([key, { costs }]) => ({
    amount: costs.effective,
    key,
  })).map(([key, { costs, group }]) => {
    const previous = earlier?.get(key)?.costs.effective;
    return {
      key,
      owner: group.keys[2],
      cost: formatDecimal(costs.effective),
      ...(previous !== undefined && { previous: formatDecimal(previous) }),
    };
  });
}

/** What is drawn beside the month: anomalies, restatements and the newest changes. */
function markersOf(span: Span, parts: OverviewParts): CostMarker[] {
  const { changes, anomalies, restated } = parts;
  const isInside = ({ at }: CostMarker) =>
    at.slice(0, 10) >= span.from && at.slice(0, 10) <= addDays(span.to, 1);
  const found: CostMarker[] = [
    ...anomalies.map(({ id, from, dimension, value }) => ({
      at: `${from}T00:00:00.000Z`,
      kind: 'anomaly' as const,
      label: value,
      ref: id,
      ...(dimension === 'component' && { component: value }),
    })),
    ...restated.map(({ period, at }) => ({
      at,
      kind: 'restatement' as const,
      label: period,
    })),
    ...changes.slice(-MOST_MARKERS),
  ];
  return found
    .filter(isInside)
    .sort((a, b) => (a.at === b.at ? 0 : Number(a.at > b.at) || -1));
}
