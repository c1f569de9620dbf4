import fc from 'fast-check';
import { groupBy, sumDecimals } from '@textloom/kernel';
import { allocateDay } from './allocate';
import { AllocationRule } from './attribution';
import { createAttributor } from './attributionDecide';
import {
  AllocatedEntry,
  BillFacts,
  CHARGE_CATEGORIES,
  COST_LAYERS,
  Costs,
} from './cost';
import { DailyUsage, UsageDay } from './usage';
import {
  COMPONENTS,
  DAY,
  someFacts,
  someRules,
  someUsage,
  sumOf,
} from './__testUtils__/facts';

const NAMES = ['textloom-api', 'textloom-worker', 'resource:redis', 'gone'];
const REFS = [...COMPONENTS.keys(), ''];
const parts = NAMES.map((component, index) => ({ component, weight: index }));

const RULES: AllocationRule[] = [
  {
    id: 'nat',
    match: { service: 'NAT' },
    split: { key: 'proportional', parts },
  },
  { id: 'dns', match: { service: 'DNS' }, split: { key: 'custom', parts } },
  { id: 'lb', match: { service: 'ELB' }, split: { key: 'even', parts } },
  { id: 'dev', match: { account: 'dev' }, environment: 'dev' },
  { id: 'log', match: { service: 'Logs' }, layer: 'shared' },
];
const options = {
  attribute: createAttributor(someRules({ rules: RULES }), COMPONENTS),
  method: 'opencost-1' as const,
};
const allocate = (facts: readonly BillFacts[], usage?: UsageDay) =>
  allocateDay(facts, usage, options);

const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const tags = fc.record(
  {
    'textloom:component': fc.constantFrom(...NAMES, 'no name'),
    'textloom:environment': fc.constantFrom('prod', 'dev'),
    'eks:cluster-name': fc.constantFrom('prod', 'nonprod'),
    'eks:nodegroup-name': fc.constantFrom('worker', 'compute'),
  },
  { requiredKeys: [] },
);
const facts: fc.Arbitrary<BillFacts> = fc
  .record({
    costs: fc.record<Costs>({
      effective: amount,
      billed: amount,
      list: amount,
      contracted: amount,
    }),
    quantity: amount,
    rows: fc.integer({ min: 1, max: 1000 }),
    currency: fc.constantFrom('USD', 'EUR'),
    resource: fc.constantFrom('', 'i-1', 'i-2'),
    service: fc.constantFrom('EC2', 'NAT', 'DNS', 'ELB', 'Logs'),
    account: fc.constantFrom('dev', 'prod'),
    provider: fc.constantFrom('AWS', 'Sentry'),
    chargeCategory: fc.constantFrom(...CHARGE_CATEGORIES),
    commitmentStatus: fc.constantFrom(
      '' as const,
      'Used' as const,
      'Unused' as const,
    ),
    tags: fc.oneof(
      tags,
      fc.constant({
        'eks:cluster-name': 'prod',
        'eks:nodegroup-name': 'worker',
      }),
    ),
  })
  .map(changes => someFacts(changes as Partial<BillFacts>));

const hours = fc.nat({ max: 10_000 }).map(each => each / 7);
const usageDay: fc.Arbitrary<UsageDay | undefined> = fc.option(
  fc.record({
    usage: fc.array(
      fc
        .record({
          cluster: fc.constantFrom('prod', 'nonprod'),
          nodeGroup: fc.constantFrom('worker', 'compute'),
          component: fc.constantFrom(...REFS),
          environment: fc.constantFrom('prod', 'dev', ''),
          role: fc.constantFrom<DailyUsage['role']>(
            'workload',
            'mesh',
            'platform',
          ),
          cpuCoreHours: hours,
          memoryGibHours: hours,
        })
        .map(someUsage),
      { maxLength: 12 },
    ),
    capacity: fc.array(
      fc.record({
        day: fc.constant(DAY),
        cluster: fc.constantFrom('prod', 'nonprod'),
        nodeGroup: fc.constantFrom('worker', 'compute'),
        cpuCoreHours: hours,
        memoryGibHours: hours,
      }),
      { maxLength: 4 },
    ),
  }),
  { nil: undefined },
);
const bill = fc.array(facts, { maxLength: 12 });

/** Everything that is kept of a row, per group of values that allocation does not change. */
function sums(items: readonly (BillFacts | AllocatedEntry)[]) {
  const groups = groupBy(items, each =>
    [
      each.currency,
      each.resource,
      each.service,
      each.account,
      each.provider,
      each.chargeCategory,
      each.commitmentStatus,
    ].join('|'),
  );
  return new Map(
    [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, group]) => [
        key,
        {
          costs: sumOf(group),
          quantity: sumDecimals(group.map(({ quantity }) => quantity)),
          rows: group.reduce((sum, { rows }) => sum + rows, 0),
        },
      ]),
  );
}

describe('allocateDay', () => {
  it('loses and invents nothing: parts sum to each row in every cost, quantity and rows', () => {
    fc.assert(
      fc.property(bill, usageDay, (rows, usage) => {
        expect(sums(allocate(rows, usage))).toEqual(sums(rows));
      }),
    );
  });

  it('answers the same for any order and any cut of the rows', () => {
    fc.assert(
      fc.property(bill, usageDay, amount, fc.nat(), (rows, usage, cut, at) => {
        const whole = allocate(rows, usage);
        const pieces = rows.flatMap((row, index) =>
          index === at % rows.length
            ? [
                {
                  ...row,
                  costs: { ...row.costs, effective: cut },
                  rows: row.rows + 1,
                },
                {
                  ...row,
                  costs: {
                    effective: row.costs.effective - cut,
                    billed: 0n,
                    list: 0n,
                    contracted: 0n,
                  },
                  quantity: 0n,
                  rows: -1,
                },
              ]
            : [row],
        );
        const shuffled = usage && {
          usage: [...usage.usage].reverse(),
          capacity: [...usage.capacity].reverse(),
        };
        expect(allocate(pieces.reverse(), shuffled)).toEqual(whole);
      }),
    );
  });

  it('puts every part into one layer, and names a component in those that have one', () => {
    fc.assert(
      fc.property(bill, usageDay, (rows, usage) => {
        const wrong = allocate(rows, usage).filter(
          ({ layer, component, owner, reason }) =>
            !COST_LAYERS.includes(layer) ||
            reason === '' ||
            (layer === 'attributed') !== (component !== '') ||
            owner !== (COMPONENTS.get(component)?.owner ?? ''),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });
});
