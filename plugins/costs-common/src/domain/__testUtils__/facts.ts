import { decimalOf } from '@textloom/kernel';
import { AllocationRules, ComponentOwners } from '../attribution';
import { BillFacts, COST_METRICS, Costs } from '../cost';
import { DailyUsage } from '../usage';

export const DAY = '2026-11-03';

/** The same amount in all four costs. */
export function sameCosts(amount: number): Costs {
  const value = decimalOf(amount);
  return { effective: value, billed: value, list: value, contracted: value };
}

/** Sum of each of the four costs. */
export function sumOf(items: readonly { costs: Costs }[]): Costs {
  return Object.fromEntries(
    COST_METRICS.map(metric => [
      metric,
      items.reduce((sum, { costs }) => sum + costs[metric], 0n),
    ]),
  ) as Costs;
}

export function someFacts(changes: Partial<BillFacts> = {}): BillFacts {
  return {
    day: DAY,
    billingPeriod: '2026-11',
    currency: 'USD',
    resource: 'i-1',
    resourceName: '',
    resourceType: 'Instance',
    service: 'Amazon Elastic Compute Cloud',
    serviceCategory: 'Compute',
    chargeCategory: 'Usage',
    chargeFrequency: 'Usage-Based',
    pricingCategory: 'Standard',
    region: 'ap-southeast-1',
    account: '1234',
    provider: 'AWS',
    skuMeter: 'BoxUsage:c5.4xlarge',
    unit: 'Hours',
    commitment: '',
    commitmentStatus: '',
    correction: false,
    tags: {},
    costs: sameCosts(10),
    quantity: decimalOf(24),
    rows: 24,
    ...changes,
  };
}

export function someRules(
  changes: Partial<AllocationRules> = {},
): AllocationRules {
  return {
    version: '7',
    tags: {
      component: ['textloom:component', 'app'],
      environment: ['textloom:environment'],
      cluster: ['eks:cluster-name'],
      nodeGroup: ['eks:nodegroup-name'],
    },
    rules: [],
    thirdPartyProviders: ['Sentry'],
    supportServices: ['AWS Support (Business)'],
    method: 'opencost-1',
    ...changes,
  };
}

export const COMPONENTS: ComponentOwners = new Map([
  [
    'component:default/textloom-api',
    { owner: 'group:default/core', system: 'system:default/textloom' },
  ],
  [
    'component:default/textloom-worker',
    { owner: 'group:default/render', system: 'system:default/textloom' },
  ],
  ['resource:default/redis', { owner: 'group:default/data', system: '' }],
]);

/** Tags of a node. */
export const WORKER_NODE = {
  'eks:cluster-name': 'prod',
  'eks:nodegroup-name': 'worker',
};

export function someUsage(changes: Partial<DailyUsage> = {}): DailyUsage {
  return {
    day: DAY,
    cluster: 'prod',
    nodeGroup: 'worker',
    namespace: 'textloom',
    component: 'component:default/textloom-worker',
    environment: 'prod',
    role: 'workload',
    cpuCoreHours: 1,
    memoryGibHours: 1,
    ...changes,
  };
}
