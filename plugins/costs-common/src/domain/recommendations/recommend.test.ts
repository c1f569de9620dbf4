import {
  decimalOf,
  formatDecimal,
  parseDecimal,
  sumDecimals,
} from '@textloom/kernel';
import fc from 'fast-check';
import { addDays, daysFrom } from '../calendar';
import { RECOMMENDATION_KINDS } from '../methods';
import { NO_FACTS, nodesOf, recomputed } from './__testUtils__/facts';
import { NodeCost, RecommendationFacts, StorageCost } from './facts';
import { recommend } from './recommend';

const GROUPS = ['a/worker', 'a/apps', 'b/worker'];
const money = fc.nat(2_000_000).map(cents => decimalOf(cents / 100));
const share = fc.nat(100).map(percent => percent / 100);
const environment = fc.constantFrom('dev', 'test', 'prod', '');

const node: fc.Arbitrary<NodeCost> = fc.record({
  nodeGroup: fc.constantFrom(...GROUPS),
  environment,
  pricingCategory: fc.constantFrom(
    'Standard' as const,
    'Dynamic' as const,
    'Committed' as const,
  ),
  skuMeter: fc.constantFrom('BoxUsage:c5.4xlarge', 'SpotUsage:c5.2xlarge'),
  costs: fc.record({ effective: money, contracted: money }),
  quantity: fc.nat(10_000).map(decimalOf),
});
const resource = fc.record({
  requested: fc.integer({ min: 1, max: 400 }).map(n => n / 4),
  peak: fc.nat(400).map(n => n / 4),
});
const storage: fc.Arbitrary<StorageCost> = fc.record({
  resource: fc.constantFrom('media', 'logs'),
  owner: fc.constantFrom('', 'group:default/media'),
  component: fc.constant('resource:default/minio'),
  environment,
  skuMeter: fc.constant('TimedStorage-ByteHrs'),
  costs: fc.record({ effective: money }),
  quantity: fc.nat(1_000_000).map(decimalOf),
});
const days = daysFrom(NO_FACTS.basis.from, NO_FACTS.basis.to);

const anyFacts: fc.Arbitrary<RecommendationFacts> = fc
  .record({
    nodes: fc.array(node, { maxLength: 12 }),
    minimum: fc.nat(5),
    storage: fc.array(storage, { maxLength: 4 }),
    cold: share,
    objects: fc.option(fc.nat(1e9), { nil: undefined }),
    uses: fc.array(fc.tuple(resource, resource, fc.boolean(), environment), {
      maxLength: GROUPS.length,
    }),
    crossing: money,
    discount: share,
  })
  .map(drawn => ({
    ...NO_FACTS,
    nodes: drawn.nodes,
    nodeGroups: GROUPS.map(nodeGroup => ({
      nodeGroup,
      owner: 'group:default/platform',
      minimumNodes: drawn.minimum,
    })),
    storage: drawn.storage,
    buckets: [
      { resource: 'media', coldShare: drawn.cold, objects: drawn.objects },
    ],
    // What the groups' Standard hours cost, evenly over the days.
    steady: GROUPS.flatMap(nodeGroup =>
      days.map(day => ({
        day,
        service: 'Amazon EC2',
        nodeGroup,
        amount: sumDecimals(standardOf(drawn.nodes, nodeGroup)) / 30n,
      })),
    ),
    committed: [
      {
        service: 'Amazon EC2',
        costs: {
          effective: decimalOf(100 * drawn.discount),
          contracted: decimalOf(100),
        },
      },
    ],
    // Pods of a group never cost more than the group.
    workloads: drawn.uses.map(([cpu, memory, highlyAvailable, where], n) => {
      const cost =
        sumDecimals(
          drawn.nodes
            .filter(each => each.nodeGroup === GROUPS[n])
            .map(each => each.costs.effective),
        ) / 2n;
      return {
        component: `component:default/c${n}`,
        owner: 'group:default/media',
        environment: where,
        nodeGroup: GROUPS[n],
        highlyAvailable,
        cpu: { ...cpu, cost },
        memory: { ...memory, cost },
      };
    }),
    transfer: [
      {
        component: 'component:default/c0',
        owner: '',
        environment: 'prod',
        skuMeter: 'DataTransfer-Regional-Bytes',
        costs: { effective: drawn.crossing },
        quantity: 0n,
      },
    ],
  }));

function standardOf(nodes: readonly NodeCost[], nodeGroup: string) {
  return nodes
    .filter(
      each =>
        each.nodeGroup === nodeGroup && each.pricingCategory === 'Standard',
    )
    .map(each => each.costs.effective);
}

describe('recommendations', () => {
  it('are none from nothing', () => {
    expect(recommend(NO_FACTS)).toEqual([]);
  });

  it('are none of less than two weeks', () => {
    const nodes = [nodesOf('a/worker', 'dev', 'Standard')];
    const of = (length: number) =>
      recommend({
        ...NO_FACTS,
        basis: { from: '2026-11-01', to: addDays('2026-11-01', length - 1) },
        nodes,
      });
    expect(of(13)).toEqual([]);
    expect(of(14)).not.toEqual([]);
  });

  it('save at least the threshold', () => {
    const nodes = [nodesOf('a/worker', 'dev', 'Standard')];
    const saving = recommend({ ...NO_FACTS, nodes })[0].monthlySaving;
    const threshold = parseDecimal(saving)!;
    expect(recommend({ ...NO_FACTS, nodes, threshold })).toHaveLength(1);
    expect(
      recommend({ ...NO_FACTS, nodes, threshold: threshold + 1n }),
    ).toEqual([]);
  });

  it('are the same in any order of facts, largest saving first, each once', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const all = recommend(facts);
        const turned = recommend({
          ...facts,
          nodes: [...facts.nodes].reverse(),
          steady: [...facts.steady].reverse(),
          workloads: [...facts.workloads].reverse(),
        });
        expect(
          turned.map(({ id, monthlySaving }) => [id, monthlySaving]),
        ).toEqual(all.map(({ id, monthlySaving }) => [id, monthlySaving]));
        const savings = all.map(each => Number(each.monthlySaving));
        expect(savings).toEqual([...savings].sort((a, b) => b - a));
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      }),
      { numRuns: 100 },
    );
  });

  it('end in what their lines give, exactly', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        for (const each of recommend(facts)) {
          const last = each.arithmetic[each.arithmetic.length - 1];
          expect(last).toMatchObject({
            operation: 'result',
            value: each.monthlySaving,
          });
          expect(recomputed(each)).toBe(each.monthlySaving);
          expect(each.howTo).toBe(`how-to/reduce-costs/#${each.kind}`);
          expect(RECOMMENDATION_KINDS).toContain(each.kind);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never save more than is paid, together either', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        // Per month of 730 hours, and a millionth for rounding.
        const monthly = (paid: bigint[]) =>
          Number(formatDecimal(sumDecimals(paid))) * (730 / 720) + 1e-6;
        const all = recommend(facts);
        const savedBy = (...kinds: string[]) =>
          all
            .filter(each => kinds.includes(each.kind))
            .reduce((sum, each) => sum + Number(each.monthlySaving), 0);
        expect(
          savedBy('spot', 'off-hours', 'right-size', 'commitment'),
        ).toBeLessThanOrEqual(
          monthly(facts.nodes.map(each => each.costs.effective)),
        );
        expect(savedBy('storage-lifecycle')).toBeLessThanOrEqual(
          monthly(facts.storage.map(each => each.costs.effective)),
        );
        expect(savedBy('network-cross-zone')).toBeLessThanOrEqual(
          monthly(facts.transfer.map(each => each.costs.effective)),
        );
      }),
      { numRuns: 200 },
    );
  });
});
