import { decimalOf, formatDecimal } from '@textloom/kernel';
import { allocateDay } from './allocate';
import { AllocationRule, AllocationRules } from './attribution';
import { createAttributor } from './attributionDecide';
import { BillFacts } from './cost';
import { UsageDay } from './usage';
import {
  COMPONENTS,
  DAY,
  sameCosts,
  someFacts,
  someRules,
  someUsage,
  WORKER_NODE,
} from './__testUtils__/facts';

const allocate = (
  facts: BillFacts[],
  usage?: UsageDay,
  rules: Partial<AllocationRules> = {},
) =>
  allocateDay(facts, usage, {
    attribute: createAttributor(someRules(rules), COMPONENTS),
    method: 'scad-9-1',
  });

const capacity = {
  day: DAY,
  cluster: 'prod',
  nodeGroup: 'worker',
  cpuCoreHours: 10,
  memoryGibHours: 10,
};
const node = someFacts({
  tags: { ...WORKER_NODE, 'textloom:environment': 'prod' },
  costs: {
    effective: decimalOf(6),
    billed: 0n,
    list: decimalOf(10),
    contracted: decimalOf(9),
  },
});
const quarter = { cpuCoreHours: 2.5, memoryGibHours: 2.5 };
const DAY_OF_PODS: UsageDay = {
  usage: [
    someUsage({ cpuCoreHours: 5, memoryGibHours: 5, environment: '' }),
    someUsage({ ...quarter, role: 'mesh' }),
  ],
  capacity: [capacity],
};

describe('allocateDay', () => {
  it('splits a node among its pods in all four costs and in quantity', () => {
    const entries = allocate([node], DAY_OF_PODS);
    const { tags, resourceName, resourceType, ...row } = node;
    const nobody = {
      component: '',
      owner: '',
      system: '',
      environment: 'prod',
    };
    const rest = { ...row, nodeGroup: 'prod/worker', reason: 'pods' };
    const quarterOf = {
      costs: {
        effective: decimalOf(1.5),
        billed: 0n,
        list: decimalOf(2.5),
        contracted: decimalOf(2.25),
      },
      quantity: decimalOf(6),
      rows: 0,
    };
    expect(entries).toEqual([
      {
        ...rest,
        layer: 'attributed',
        component: 'component:default/textloom-worker',
        owner: 'group:default/render',
        system: 'system:default/textloom',
        environment: 'prod',
        costs: {
          effective: decimalOf(3),
          billed: 0n,
          list: decimalOf(5),
          contracted: decimalOf(4.5),
        },
        quantity: decimalOf(12),
        rows: 24,
      },
      { ...rest, ...nobody, ...quarterOf, layer: 'idle' },
      { ...rest, ...nobody, ...quarterOf, layer: 'mesh' },
    ]);
  });

  it.each<[string, Partial<BillFacts>, UsageDay | undefined, string[]]>([
    ['no day of usage', {}, undefined, ['shared pods:no-usage 6']],
    [
      'usage of other node groups only',
      {},
      { usage: [someUsage({ nodeGroup: 'compute' })], capacity: [] },
      ['shared pods:no-usage 6'],
    ],
    [
      'no capacity',
      {},
      { ...DAY_OF_PODS, capacity: [] },
      ['attributed pods:no-capacity 4', 'mesh pods:no-capacity 2'],
    ],
    [
      'pods of no component',
      {},
      { usage: [someUsage({ component: '' })], capacity: [] },
      ['untagged pods:no-capacity 6'],
    ],
    [
      'nothing on its nodes',
      {},
      { usage: [], capacity: [capacity] },
      ['idle pods 6'],
    ],
    [
      'a refund of its nodes',
      { chargeCategory: 'Credit', costs: sameCosts(-6) },
      DAY_OF_PODS,
      ['attributed pods -3', 'idle pods -1.5', 'mesh pods -1.5'],
    ],
    [
      'Spot',
      { pricingCategory: 'Dynamic' },
      DAY_OF_PODS,
      ['attributed pods 3', 'idle pods 1.5', 'mesh pods 1.5'],
    ],
    [
      'an unused commitment for it',
      { commitmentStatus: 'Unused', commitment: 'sp-1' },
      DAY_OF_PODS,
      ['unused-commitment commitment:Unused 6'],
    ],
    [
      'a cost that does not split evenly',
      { costs: sameCosts(0.000000000001) },
      DAY_OF_PODS,
      ['attributed pods 0.000000000001', 'idle pods 0', 'mesh pods 0'],
    ],
  ])('allocates a node group with %s', (_, changes, usage, expected) => {
    expect(
      allocate([{ ...node, ...changes }], usage).map(
        ({ layer, reason, costs }) =>
          `${layer} ${reason} ${formatDecimal(costs.effective)}`,
      ),
    ).toEqual(expected);
  });

  const SPLIT = ['textloom-api', 'textloom-worker', 'resource:redis'];
  const nat = someFacts({
    service: 'NAT',
    resource: 'nat-1',
    costs: sameCosts(12),
  });
  const ofApi = (changes: Partial<BillFacts>) =>
    someFacts({ tags: { app: 'textloom-api' }, ...changes });
  const ofWorker = someFacts({
    tags: { app: 'textloom-worker' },
    costs: sameCosts(30),
  });

  it.each<[string, 'even' | 'proportional' | 'custom', BillFacts[], string[]]>([
    ['evenly', 'even', [], ['redis 4', 'textloom-api 4', 'textloom-worker 4']],
    [
      'by weight',
      'custom',
      [],
      ['redis 6', 'textloom-api 2', 'textloom-worker 4'],
    ],
    [
      'in proportion',
      'proportional',
      [ofApi({}), ofWorker],
      ['textloom-api 3', 'textloom-worker 9'],
    ],
    [
      'in proportion to nothing, so evenly',
      'proportional',
      [],
      ['redis 4', 'textloom-api 4', 'textloom-worker 4'],
    ],
    [
      'in proportion, where another currency and a credit do not count',
      'proportional',
      [ofApi({ currency: 'EUR' }), ofApi({ costs: sameCosts(-5) }), ofWorker],
      ['textloom-worker 12'],
    ],
  ])('splits by a rule %s', (_, key, others, expected) => {
    const rules = [
      {
        id: 'nat',
        match: { service: 'NAT' },
        split: {
          key,
          parts: SPLIT.map((component, index) => ({
            component,
            weight: index + 1,
          })),
        },
      },
    ];
    expect(
      allocate([...others, nat], undefined, { rules })
        .filter(({ reason, costs }) => reason === 'rule:nat' && costs.list > 0n)
        .map(
          ({ component, costs }) =>
            `${component.split('/')[1]} ${formatDecimal(costs.effective)}`,
        )
        .sort(),
    ).toEqual(expected);
  });

  it('splits in proportion to what is attributed alone', () => {
    const rules: AllocationRule[] = [
      {
        id: 'platform',
        match: { service: 'Logs' },
        component: 'textloom-api',
        layer: 'shared',
      },
      {
        id: 'nat',
        match: { service: 'NAT' },
        split: {
          key: 'proportional',
          parts: [
            { component: 'textloom-api' },
            { component: 'textloom-worker' },
          ],
        },
      },
    ];
    const entries = allocate(
      [ofWorker, someFacts({ service: 'Logs' }), nat],
      undefined,
      { rules },
    );
    expect(
      entries
        .filter(({ reason }) => reason === 'rule:nat')
        .map(({ component }) => component),
    ).toEqual(['component:default/textloom-worker']);
  });

  it('adds up facts that become the same entry', () => {
    const entries = allocate([
      someFacts({ tags: { team: 'a' } }),
      someFacts({ tags: { team: 'b' } }),
      someFacts({ resource: 'i-2' }),
    ]);
    expect(
      entries.map(({ resource, rows, costs }) => [
        resource,
        rows,
        formatDecimal(costs.billed),
      ]),
    ).toEqual([
      ['i-1', 48, '20'],
      ['i-2', 24, '10'],
    ]);
  });

  it('keeps apart what only looks the same when joined', () => {
    const entries = allocate([
      someFacts({ resource: 'a","b', service: 'c' }),
      someFacts({ resource: 'a', service: 'b","c' }),
    ]);
    expect(entries).toHaveLength(2);
  });

  it('allocates nothing of nothing, and keeps rows that cost nothing', () => {
    expect(allocate([], DAY_OF_PODS)).toEqual([]);
    const free = allocate(
      [{ ...node, costs: sameCosts(0), quantity: 0n }],
      DAY_OF_PODS,
    );
    expect(free.map(({ layer, rows }) => [layer, rows])).toEqual([
      ['attributed', 24],
    ]);
  });

  it('refuses facts of several days', () => {
    expect(() =>
      allocate([node, { ...node, day: '2026-11-04' }], DAY_OF_PODS),
    ).toThrow(new RangeError('Facts must be of one day'));
  });
});
