import { formatDecimal, sumDecimals } from '@textloom/kernel';
import {
  AllocationRow,
  EntityCostView,
  ExplainView,
  ExploreView,
  ForecastsView,
  OverviewView,
  ReconciliationStrip,
  RowsView,
  SeriesView,
} from '../api/views';
import {
  aCostView,
  BILLED_DAYS,
  money,
  overDays,
  SAMPLE_COSTS,
  SAMPLE_LAYERS,
  SAMPLE_MONTH,
  SAMPLE_PREVIOUS,
  SAMPLE_SUM,
} from './basis';
import {
  aBudgetStatus,
  aForecast,
  anAnomaly,
  aPlannedAnomaly,
  aUnitCost,
  sampleBudgets,
  sampleRecommendations,
} from './entities';

const owned = (owner: string) => `group:default/${owner}`;

/** Sum of decimal strings. */
export function sumOf(amounts: readonly string[]): string {
  return formatDecimal(sumDecimals(amounts.map(money)));
}

/** Viewing layers with what the sample's components and layers sum to. */
const VIEW_LAYER_SUMS = [
  ['render-compute', '8450.98'],
  ['api-web-compute', '2935.46'],
  ['databases-cache', '2228.84'],
  ['storage', '1308.76'],
  ['cdn-network', '1204.62'],
  ['idle-unused', '1117.80'],
  ['shared-mesh-untagged', '695.91'],
  ['third-party', '700.00'],
] as const;

/** Series per day that each sum to a total. */
export function aSeries(
  totals: readonly (readonly [string, string])[],
  days: readonly string[] = BILLED_DAYS,
): SeriesView {
  return {
    buckets: [...days],
    series: totals.map(([key, total]) => ({
      key,
      values: overDays(total, days),
      total,
    })),
  };
}

function allocationRows(): AllocationRow[] {
  return SAMPLE_COSTS.map(([key, owner, cost, previous]) => ({
    key,
    owner: owned(owner),
    cost,
    previous,
  }));
}

/** The overview of a month that will end over its budget because of one anomaly. */
export function anOverview(changes: Partial<OverviewView> = {}): OverviewView {
  return {
    ...aCostView(),
    month: SAMPLE_MONTH,
    monthToDate: SAMPLE_SUM,
    previous: SAMPLE_PREVIOUS,
    forecast: aForecast(),
    budget: aBudgetStatus(),
    budgets: sampleBudgets(),
    unit: aUnitCost(),
    commitments: { used: '2468.13', unused: '214.62', utilisation: 0.92 },
    daily: aSeries(VIEW_LAYER_SUMS),
    markers: [
      {
        at: '2026-11-17T10:00:00.000Z',
        kind: 'deployment',
        label: 'textloom-worker 2.8.0',
        ref: 'proposal-280',
        component: 'component:default/textloom-worker',
      },
      {
        at: '2026-11-17T00:00:00.000Z',
        kind: 'anomaly',
        label: 'resource:default/cdn',
        ref: 'anomaly-cdn-2026-11-17',
      },
    ],
    allocation: allocationRows(),
    layers: SAMPLE_LAYERS.map(([key, cost, previous]) => ({
      key,
      owner: '',
      cost,
      previous,
    })),
    sum: SAMPLE_SUM,
    anomalies: [anAnomaly(), aPlannedAnomaly()],
    recommendations: sampleRecommendations(),
    ...changes,
  };
}

/** The overview of who sees only what a group owns: no layers, no bill, no difference. */
export function anOwnOverview(strip: ReconciliationStrip): OverviewView {
  const mine = allocationRows().filter(({ owner }) =>
    strip.owners.includes(owner),
  );
  const sum = sumOf(mine.map(({ cost }) => cost));
  return anOverview({
    strip,
    monthToDate: sum,
    previous: sumOf(mine.map(({ previous = '0' }) => previous)),
    forecast: aForecast({ total: '13860', low: '13400', high: '14300' }),
    budget: undefined,
    budgets: sampleBudgets().filter(({ scope }) =>
      strip.owners.includes(scope.value),
    ),
    unit: undefined,
    commitments: { used: '0', unused: '0' },
    daily: aSeries([['render-compute', sum]]),
    markers: [],
    allocation: mine,
    layers: [],
    sum,
    anomalies: [],
    recommendations: sampleRecommendations().filter(({ owner }) =>
      strip.owners.includes(owner),
    ),
  });
}

/** A pivot by component of the month so far. */
export function anExplore(changes: Partial<ExploreView> = {}): ExploreView {
  return {
    ...aCostView(),
    series: aSeries([
      ...SAMPLE_COSTS.map(([key, , cost]) => [key, cost] as const),
      ['', sumOf(SAMPLE_LAYERS.map(([, cost]) => cost))],
    ]),
    rows: [
      ...SAMPLE_COSTS.map(([key, , cost, previous], index) => ({
        keys: [key],
        cost,
        previous,
        rows: 4200 - index * 300,
      })),
      {
        keys: [''],
        cost: sumOf(SAMPLE_LAYERS.map(([, cost]) => cost)),
        previous: sumOf(SAMPLE_LAYERS.map(([, , previous]) => previous)),
        rows: 1210,
      },
    ],
    total: SAMPLE_COSTS.length + 1,
    sum: SAMPLE_SUM,
    previousSum: SAMPLE_PREVIOUS,
    ...changes,
  };
}

/** Rows of the bill behind a figure. */
export function aRowsView(changes: Partial<RowsView> = {}): RowsView {
  return {
    ...aCostView(),
    rows: [
      {
        source: 'aws',
        file: 'textloom-focus-00001.csv.gz',
        row: 4711,
        columns: {
          ChargePeriodStart: '2026-11-17T00:00:00Z',
          ServiceName: 'AmazonEC2',
          ChargeDescription: 'USD 0.01 per GB inter-zone data transfer',
          ResourceId: 'i-0a55ed01',
          EffectiveCost: '12.345678901234',
          BilledCost: '12.345678901234',
        },
      },
      {
        source: 'aws',
        file: 'textloom-focus-00001.csv.gz',
        row: 4712,
        columns: {
          ChargePeriodStart: '2026-11-17T00:00:00Z',
          ServiceName: 'AmazonEC2',
          ChargeDescription: '=HYPERLINK("http://evil.test")',
          EffectiveCost: '-3.00',
        },
      },
    ],
    total: 2,
    ...changes,
  };
}

/** How the month so far is made. */
export function anExplain(changes: Partial<ExplainView> = {}): ExplainView {
  return {
    ...aCostView(),
    total: SAMPLE_SUM,
    parts: [
      { code: 'usage-standard', amount: '17701.55', rows: 1_283_771 },
      { code: 'usage-committed', amount: '540.82', rows: 1_008 },
      { code: 'usage-other', amount: '700.00', rows: 126 },
      { code: 'credit', amount: '-300.00', rows: 2 },
    ],
    reasons: [
      { reason: 'pods', amount: '11380.40', rows: 820_114 },
      { reason: 'tag:textloom:component', amount: '6223.71', rows: 460_000 },
      { reason: 'rule:third-party', amount: '700.00', rows: 126 },
      { reason: 'none', amount: '338.26', rows: 4_667 },
    ],
    rows: 1_284_907,
    focusVersion: '1.2',
    exportedAt: '2026-11-21T21:40:00.000Z',
    difference: '0',
    ...changes,
  };
}

/** Ninety days, the rest of the month, the next months, and how well it was foreseen before. */
export function aForecasts(
  changes: Partial<ForecastsView> = {},
): ForecastsView {
  const amounts = overDays(SAMPLE_SUM);
  return {
    ...aCostView(),
    month: SAMPLE_MONTH,
    actual: BILLED_DAYS.map((day, index) => ({ day, amount: amounts[index] })),
    forecast: aForecast(),
    months: [
      { month: '2026-12', total: '27120', low: '25100', high: '29300' },
      { month: '2027-01', total: '27300', low: '24600', high: '30100' },
    ],
    kept: [
      { month: '2026-09', foreseen: '24560', actual: '24810', error: -0.0101 },
      { month: '2026-10', foreseen: '26210', actual: '25640', error: 0.0222 },
    ],
    ...changes,
  };
}

/** What one component costs. */
export function anEntityCost(
  changes: Partial<EntityCostView> = {},
): EntityCostView {
  const total = '6214.08';
  const amounts = overDays(total);
  return {
    ...aCostView(),
    entity: 'component:default/textloom-worker',
    month: SAMPLE_MONTH,
    monthToDate: total,
    previous: '5851.30',
    forecast: '8827',
    daily: BILLED_DAYS.map((day, index) => ({ day, amount: amounts[index] })),
    environments: [
      { environment: 'prod', cost: '5601.12' },
      { environment: 'staging', cost: '612.96' },
    ],
    unit: aUnitCost({
      points: [
        { month: '2026-10', cost: '8300', units: 603_200, unitCost: '0.01376' },
        { month: '2026-11', cost: total, units: 452_500, unitCost: '0.01373' },
      ],
    }),
    anomalies: [
      anAnomaly({
        id: 'anomaly-worker-2026-11-17',
        value: 'component:default/textloom-worker',
        owner: 'group:default/media',
      }),
    ],
    recommendations: sampleRecommendations().slice(1),
    ...changes,
  };
}
