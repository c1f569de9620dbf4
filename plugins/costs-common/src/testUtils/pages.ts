import {
  AnomaliesView,
  BudgetsView,
  CommitmentsView,
  ContractsView,
  RecommendationsView,
  ReconciliationView,
  UnitsView,
} from '../api/views';
import {
  aCostView,
  aStrip,
  BILLED_DAYS,
  overDays,
  SAMPLE_MONTH,
  SAMPLE_SUM,
} from './basis';
import {
  aCommitment,
  aContract,
  anAnomaly,
  aPlannedAnomaly,
  aUnitCost,
  sampleBudgets,
  sampleRecommendations,
} from './entities';
import { sumOf } from './views';

/** All anomalies, the open one first. */
export function anAnomalies(
  changes: Partial<AnomaliesView> = {},
): AnomaliesView {
  return {
    ...aCostView(),
    anomalies: [anAnomaly(), aPlannedAnomaly()],
    ...changes,
  };
}

/** All budgets of the month. */
export function aBudgets(changes: Partial<BudgetsView> = {}): BudgetsView {
  return { ...aCostView(), budgets: sampleBudgets(), ...changes };
}

/** Commitments of the month and what they cover. */
export function aCommitments(
  changes: Partial<CommitmentsView> = {},
): CommitmentsView {
  return {
    ...aCostView(),
    month: SAMPLE_MONTH,
    commitments: [
      aCommitment(),
      aCommitment({
        id: 'ri-0b77',
        name: 'Reserved Instances c5.2xlarge',
        type: 'Reserved Instance',
        category: 'Usage',
        used: '540.82',
        unused: '0',
        utilisation: 1,
        saving: '210.10',
        expiresOn: '2026-12-14',
      }),
    ],
    coverage: [
      {
        month: '2026-10',
        standard: '4120.00',
        committed: '5210.00',
        spot: '1480.00',
        coverage: 0.558,
      },
      {
        month: SAMPLE_MONTH,
        standard: '3010.00',
        committed: '3870.00',
        spot: '1190.00',
        coverage: 0.563,
      },
    ],
    ...changes,
  };
}

/** What could be done for less. */
export function aRecommendations(
  changes: Partial<RecommendationsView> = {},
): RecommendationsView {
  const recommendations = sampleRecommendations();
  return {
    ...aCostView(),
    recommendations,
    monthlySaving: sumOf(recommendations.map(each => each.monthlySaving)),
    ...changes,
  };
}

/** Cost of one video and of a thousand tasks. */
export function aUnits(changes: Partial<UnitsView> = {}): UnitsView {
  return {
    ...aCostView(),
    units: [
      aUnitCost(),
      aUnitCost({
        id: 'task',
        title: 'tasks',
        per: 1000,
        points: [
          {
            month: '2026-10',
            cost: '25640.00',
            units: 8_140_000,
            unitCost: '3.1499',
          },
          { month: '2026-11', cost: '18642.37', units: 0 },
        ],
        coveredDays: 0,
      }),
    ],
    ...changes,
  };
}

/** Contracts: one whose notice is due soon, one that runs. */
export function aContracts(
  changes: Partial<ContractsView> = {},
): ContractsView {
  return {
    ...aCostView(),
    contracts: [
      aContract(),
      aContract({
        id: 'pagerduty',
        vendor: 'PagerDuty',
        service: 'Paging',
        owner: 'group:default/core-services',
        endsOn: '2027-06-30',
        noticeBy: '2027-05-01',
        noticeDays: 60,
        committed: '9000',
        used: '3600',
        elapsed: 0.39,
        usedShare: 0.4,
        projected: '9230',
        alternatives: [],
        state: 'running',
      }),
    ],
    ...changes,
  };
}

/** Days of bill against layers, partitions and findings. */
export function aReconciliation(
  changes: Partial<ReconciliationView> = {},
): ReconciliationView {
  const sums = overDays(SAMPLE_SUM);
  return {
    ...aCostView(
      aStrip({
        rejectedRows: 3,
        restated: [
          { period: '2026-10', at: '2026-11-05T06:00:00.000Z', by: '-12.40' },
        ],
      }),
    ),
    partitions: [
      {
        source: 'aws',
        period: SAMPLE_MONTH,
        version: 21,
        ingestedAt: '2026-11-21T21:52:00.000Z',
        rows: 1_284_904,
        rejectedRows: 3,
        warnings: 12,
        state: 'open',
        currency: 'USD',
        effective: SAMPLE_SUM,
        billed: '18411.02',
      },
      {
        source: 'aws',
        period: '2026-10',
        version: 33,
        ingestedAt: '2026-11-05T06:00:00.000Z',
        rows: 1_810_442,
        rejectedRows: 0,
        warnings: 0,
        state: 'closed',
        currency: 'USD',
        effective: '25640.00',
        billed: '25301.90',
        previousEffective: '25652.40',
      },
    ],
    findings: [
      {
        source: 'aws',
        period: SAMPLE_MONTH,
        rule: 'cost-not-number',
        severity: 'reject',
        column: 'EffectiveCost',
        file: 'textloom-focus-00001.csv.gz',
        row: 90_211,
        count: 3,
        value: 'n/a',
      },
    ],
    days: BILLED_DAYS.map((day, index) => ({
      day,
      currency: 'USD',
      bill: sums[index],
      layers: { attributed: sums[index] },
      difference: '0',
    })),
    ...changes,
  };
}
