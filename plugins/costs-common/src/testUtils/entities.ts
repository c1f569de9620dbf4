import { CommitmentStatus, ContractStatus, UnitCost } from '../domain/entities';
import { Recommendation } from '../domain/methods';
import { AnomalyView, BudgetStatus, ForecastView } from '../api/views';
import { AHEAD_DAYS, BILLED_DAYS, overDays, SAMPLE_MONTH } from './basis';

const USD = 'USD';

/** An anomaly that is still open, with what changed before it. */
export function anAnomaly(changes: Partial<AnomalyView> = {}): AnomalyView {
  const days = BILLED_DAYS.slice(7);
  return {
    id: 'anomaly-cdn-2026-11-17',
    dimension: 'component',
    value: 'resource:default/cdn',
    owner: 'group:default/experience',
    from: '2026-11-17',
    to: '2026-11-21',
    sign: 'up',
    actual: '627.18',
    expected: '215.00',
    impact: '412.18',
    ratio: 1.917,
    score: 9.4,
    state: 'open',
    causes: [
      {
        at: '2026-11-17T10:00:00.000Z',
        kind: 'deployment',
        label: 'textloom-worker 2.8.0',
        ref: 'proposal-280',
        component: 'component:default/textloom-worker',
      },
    ],
    drivers: [
      { dimension: 'skuMeter', value: 'InterZone-Out', impact: '398.02' },
      { dimension: 'skuMeter', value: 'NatGateway-Bytes', impact: '14.16' },
    ],
    series: days.map((day, index) => ({
      day,
      amount: index < 9 ? '43.00' : '125.436',
      expected: '43.00',
    })),
    ...changes,
  };
}

/** An anomaly that somebody said was planned. */
export function aPlannedAnomaly(): AnomalyView {
  return anAnomaly({
    id: 'anomaly-s3-2026-11-12',
    value: 'resource:default/media-storage',
    owner: 'group:default/media',
    from: '2026-11-12',
    to: '2026-11-13',
    actual: '118.40',
    expected: '60.00',
    impact: '58.40',
    ratio: 0.973,
    state: 'ended',
    causes: [],
    drivers: [
      { dimension: 'skuMeter', value: 'Requests-Tier1', impact: '58.40' },
    ],
    feedback: {
      value: 'planned',
      by: 'user:default/media-lead',
      at: '2026-11-14T09:00:00.000Z',
      note: 'Lifecycle move to Glacier.',
    },
  });
}

/** A budget of an owner with what was spent and is foreseen of it. */
export function aBudgetStatus(
  changes: Partial<BudgetStatus> = {},
): BudgetStatus {
  return {
    id: 'all',
    name: 'All of TextLoom',
    scope: { dimension: 'all', value: '' },
    amount: '25500',
    currency: USD,
    thresholds: [80, 100],
    forecastAlert: true,
    remedy: 'Ask finance before anything is committed to.',
    updatedBy: 'user:default/finance',
    updatedAt: '2026-11-01T08:00:00.000Z',
    version: 2,
    month: SAMPLE_MONTH,
    spent: '18642.37',
    forecast: '26480.00',
    spentShare: 0.7311,
    forecastShare: 1.0384,
    state: 'at-risk',
    alerts: [
      { threshold: 100, kind: 'forecast', at: '2026-11-18T06:20:00.000Z' },
    ],
    ...changes,
  };
}

/** Budgets of all and of two owners: one that will be passed, one that will not. */
export function sampleBudgets(): BudgetStatus[] {
  return [
    aBudgetStatus(),
    aBudgetStatus({
      id: 'media',
      name: 'Media',
      scope: { dimension: 'owner', value: 'group:default/media' },
      amount: '13000',
      spent: '9759.74',
      forecast: '13860',
      spentShare: 0.7507,
      forecastShare: 1.0662,
      alerts: [],
    }),
    aBudgetStatus({
      id: 'core-services',
      name: 'Core services',
      scope: { dimension: 'owner', value: 'group:default/core-services' },
      amount: '7000',
      spent: '4762.13',
      forecast: '6760',
      spentShare: 0.6803,
      forecastShare: 0.9657,
      state: 'within',
      alerts: [],
    }),
  ];
}

/** The rest of the month with its range. */
export function aForecast(changes: Partial<ForecastView> = {}): ForecastView {
  const amounts = overDays('7837.63', AHEAD_DAYS);
  const lows = overDays('7257.63', AHEAD_DAYS);
  const highs = overDays('8467.63', AHEAD_DAYS);
  return {
    method: 'weekday-median',
    hasHistory: true,
    scores: [
      {
        method: 'weekday-median',
        origins: 3,
        wape: 0.021,
        bias: 0.004,
        coverage: 0.83,
      },
      {
        method: 'holt-winters-7',
        origins: 3,
        wape: 0.027,
        bias: -0.011,
        coverage: 0.79,
      },
      {
        method: 'run-rate',
        origins: 3,
        wape: 0.081,
        bias: 0.052,
        coverage: 0.61,
      },
    ],
    days: AHEAD_DAYS.map((day, index) => ({
      day,
      amount: amounts[index],
      low: lows[index],
      high: highs[index],
    })),
    total: '26480',
    low: '25900',
    high: '27110',
    dated: [{ day: '2026-11-30', amount: '400', label: 'Sentry, monthly fee' }],
    ...changes,
  };
}

/** What one video costs, month by month. */
export function aUnitCost(changes: Partial<UnitCost> = {}): UnitCost {
  return {
    id: 'video',
    title: 'video',
    per: 1,
    basis: [{ dimension: 'system', values: ['system:default/textloom'] }],
    points: [
      {
        month: '2026-09',
        cost: '24810.00',
        units: 571_400,
        unitCost: '0.04342',
      },
      {
        month: '2026-10',
        cost: '25640.00',
        units: 603_200,
        unitCost: '0.04251',
      },
      {
        month: '2026-11',
        cost: '18642.37',
        units: 452_500,
        unitCost: '0.04120',
      },
    ],
    coveredDays: 21,
    ...changes,
  };
}

/** Two recommendations with their arithmetic. */
export function sampleRecommendations(): Recommendation[] {
  return [
    {
      id: 'off-hours-staging',
      kind: 'off-hours',
      args: { environment: 'staging' },
      owner: 'group:default/core-services',
      component: '',
      environment: 'staging',
      monthlySaving: '612.00',
      currency: USD,
      effort: 'low',
      risk: 'low',
      arithmetic: [
        {
          code: 'node-cost-per-hour',
          args: {
            cost: '943.15',
            days: '30',
            nodeGroup: 'textloom-nonprod/worker',
          },
          value: '1.309931506849',
          unit: 'money',
          operation: 'start',
        },
        {
          code: 'off-hours-share',
          args: { hours: '60', weekHours: '168' },
          value: '64',
          unit: 'percent',
          operation: 'multiply',
        },
        {
          code: 'hours-a-month',
          args: {},
          value: '730',
          unit: 'hours',
          operation: 'multiply',
        },
        {
          code: 'monthly-saving',
          args: {},
          value: '612.00',
          unit: 'money',
          operation: 'result',
        },
      ],
      basis: { from: '2026-10-23', to: '2026-11-21' },
      howTo: 'how-to/off-hours',
    },
    {
      id: 'right-size-priority-worker',
      kind: 'right-size',
      args: { component: 'textloom-priority-worker' },
      owner: 'group:default/media',
      component: 'component:default/textloom-priority-worker',
      environment: 'prod',
      monthlySaving: '308.00',
      currency: USD,
      effort: 'medium',
      risk: 'medium',
      arithmetic: [
        {
          code: 'cpu-request-cost-per-hour',
          args: { cost: '1518.90', days: '30', requested: '16' },
          value: '2.109589041096',
          unit: 'money',
          operation: 'start',
        },
        {
          code: 'cpu-surplus',
          args: { peak: '8.96', needed: '12.8', target: '70' },
          value: '20',
          unit: 'percent',
          operation: 'multiply',
        },
        {
          code: 'hours-a-month',
          args: {},
          value: '730',
          unit: 'hours',
          operation: 'multiply',
        },
        {
          code: 'monthly-saving',
          args: {},
          value: '308.00',
          unit: 'money',
          operation: 'result',
        },
      ],
      basis: { from: '2026-11-08', to: '2026-11-21' },
      howTo: 'how-to/right-size',
    },
  ];
}

/** A commitment that is mostly used. */
export function aCommitment(
  changes: Partial<CommitmentStatus> = {},
): CommitmentStatus {
  return {
    id: 'sp-0a55ed01',
    name: 'Compute Savings Plan 1 year',
    type: 'Savings Plan',
    category: 'Spend',
    used: '2468.13',
    unused: '214.62',
    utilisation: 0.92,
    saving: '986.40',
    expiresOn: '2027-03-31',
    ...changes,
  };
}

/** A contract whose notice is due soon. */
export function aContract(
  changes: Partial<ContractStatus> = {},
): ContractStatus {
  return {
    id: 'sentry',
    vendor: 'Sentry',
    service: 'Error tracking',
    owner: 'group:default/experience',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    autoRenews: true,
    noticeDays: 30,
    currency: USD,
    committed: '4800',
    alternatives: ['GlitchTip'],
    used: '4280',
    elapsed: 0.89,
    usedShare: 0.8917,
    projected: '4795',
    noticeBy: '2026-12-01',
    state: 'notice-soon',
    ...changes,
  };
}
