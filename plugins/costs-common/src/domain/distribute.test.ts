import fc from 'fast-check';
import { decimalOf, formatDecimal } from '@textloom/kernel';
import { COST_LAYERS, CostLayer, Costs } from './cost';
import {
  DistributableLayer,
  distribute,
  Distribution,
  DistributionOptions,
  Recipient,
} from './distribute';
import { sameCosts, sumOf } from './__testUtils__/facts';

const LAYERS: DistributableLayer[] = [
  'idle',
  'shared',
  'mesh',
  'unused-commitment',
  'support-tax',
];
const of = (
  component: string,
  amount: number,
  changes: Partial<Recipient> = {},
): Recipient => ({
  key: component,
  component,
  shown: true,
  costs: sameCosts(amount),
  ...changes,
});
const costing = (amounts: Partial<Record<CostLayer, number>>) =>
  new Map(
    Object.entries(amounts).map(([layer, amount]) => [
      layer as CostLayer,
      sameCosts(amount),
    ]),
  );
const all = (
  options: Partial<DistributionOptions> = {},
): DistributionOptions => ({ layers: LAYERS, key: 'proportional', ...options });

const text = ({ effective }: Costs) => formatDecimal(effective);
const totals = ({ groups }: Distribution) =>
  Object.fromEntries(groups.map(({ key, total }) => [key, text(total)]));
const layersOf = ({ layers }: Distribution) =>
  Object.fromEntries([...layers].map(([layer, costs]) => [layer, text(costs)]));

describe('distribute', () => {
  // Kubecost, "efficiency and idle": 4 used and 2 idle on one node, 1 used and 5 idle on the other.
  it('distributes idle by node group or over all', () => {
    const byNode = [
      distribute([of('a', 4)], costing({ idle: 2 }), all()),
      distribute([of('b', 1)], costing({ idle: 5 }), all()),
    ];
    expect(byNode.map(totals)).toEqual([{ a: '6' }, { b: '6' }]);
    const overAll = distribute(
      [of('a', 4), of('b', 1)],
      costing({ idle: 7 }),
      all(),
    );
    expect(totals(overAll)).toEqual({ a: '9.6', b: '2.4' });
  });

  it.each<[string, Partial<DistributionOptions>, object]>([
    ['in proportion', {}, { a: '22.5', b: '7.5' }],
    ['evenly', { key: 'even' }, { a: '20', b: '10' }],
    [
      'by weight',
      { key: 'custom', weights: new Map([['b', 1]]) },
      { a: '15', b: '15' },
    ],
    ['by no weight', { key: 'custom' }, { a: '15', b: '5' }],
    ['not at all', { layers: [] }, { a: '15', b: '5' }],
  ])('distributes %s', (_, options, expected) => {
    const distribution = distribute(
      [of('a', 15), of('b', 5)],
      costing({ 'support-tax': 10, untagged: 3 }),
      all(options),
    );
    expect(totals(distribution)).toEqual(expected);
    expect(distribution.layers.get('untagged')).toEqual(sameCosts(3));
  });

  it('gives mesh and platform their part of idle before they are distributed', () => {
    const layers = costing({ idle: 10, shared: 5, mesh: 5 });
    const recipients = [of('a', 30), of('b', 10)];
    const idleOnly = distribute(recipients, layers, all({ layers: ['idle'] }));
    expect(totals(idleOnly)).toEqual({ a: '36', b: '12' });
    expect(layersOf(idleOnly)).toEqual({ idle: '0', shared: '6', mesh: '6' });
    expect(totals(distribute(recipients, layers, all()))).toEqual({
      a: '45',
      b: '15',
    });
    const even = distribute(recipients, layers, all({ key: 'even' }));
    expect(totals(even)).toEqual({ a: '40', b: '20' });
  });

  it('computes shares before a filter', () => {
    const distribution = distribute(
      [of('a', 15), of('b', 5, { shown: false })],
      costing({ shared: 10 }),
      all(),
    );
    expect(totals(distribution)).toEqual({ a: '22.5' });
    expect(text(distribution.filtered)).toBe('7.5');
  });

  it('follows effective cost in all four costs', () => {
    const effective = (amount: number): Costs => ({
      ...sameCosts(0),
      effective: decimalOf(amount),
    });
    const billed = (amount: number): Costs => ({
      ...sameCosts(0),
      billed: decimalOf(amount),
    });
    const { groups, layers } = distribute(
      [
        of('a', 0, { costs: effective(3) }),
        of('b', 0, { costs: { ...effective(1), billed: decimalOf(50) } }),
      ],
      new Map([
        ['idle', billed(8)],
        ['mesh', effective(4)],
        ['shared', billed(100)],
      ]),
      all({ layers: ['idle'] }),
    );
    expect(groups.map(({ added }) => added)).toEqual([billed(3), billed(1)]);
    expect(layers.get('mesh')).toEqual({
      ...effective(4),
      billed: decimalOf(4),
    });
    expect(layers.get('shared')).toEqual(billed(100));
  });

  it('counts a component once when it has several groups', () => {
    const distribution = distribute(
      [
        of('a', 6, { key: 'a prod' }),
        of('a', 2, { key: 'a dev' }),
        of('b', 0),
        of('b', 0, { key: 'b dev' }),
      ],
      costing({ shared: 8 }),
      all({ key: 'even' }),
    );
    expect(totals(distribution)).toEqual({
      'a prod': '9',
      'a dev': '3',
      b: '2',
      'b dev': '2',
    });
  });

  it.each<[string, Recipient[], object, object]>([
    ['with nobody', [], {}, { idle: '3', mesh: '2' }],
    [
      'evenly when none costs anything',
      [of('a', 0), of('b', 0)],
      { a: '1', b: '1' },
      { idle: '0', mesh: '0' },
    ],
    [
      'nothing to those below zero',
      [of('a', -5), of('b', 5)],
      { a: '-5', b: '10' },
      { idle: '0', mesh: '0' },
    ],
  ])('distributes %s', (_, recipients, expected, left) => {
    const layers =
      recipients[0]?.costs.effective === 0n
        ? costing({ idle: 0, mesh: 2 })
        : costing({ idle: 3, mesh: 2 });
    const distribution = distribute(recipients, layers, all());
    expect(totals(distribution)).toEqual(expected);
    expect(layersOf(distribution)).toEqual(left);
  });

  it('refuses a negative weight', () => {
    expect(() =>
      distribute(
        [of('a', 1)],
        costing({ idle: 1 }),
        all({ key: 'custom', weights: new Map([['a', -1]]) }),
      ),
    ).toThrow(RangeError);
  });

  const amount = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });
  const costs = fc.record<Costs>({
    effective: amount,
    billed: amount,
    list: amount,
    contracted: amount,
  });
  const recipients = fc
    .array(
      fc.record({
        component: fc.constantFrom('a', 'b', 'c', 'd'),
        shown: fc.boolean(),
        costs,
      }),
      { maxLength: 10 },
    )
    .map(each => each.map((one, index) => ({ ...one, key: `k${index}` })));
  const layerCosts = fc
    .dictionary(fc.constantFrom(...COST_LAYERS), costs, {
      noNullPrototype: true,
    })
    .map(each => new Map(Object.entries(each) as [CostLayer, Costs][]));
  const options: fc.Arbitrary<DistributionOptions> = fc.record({
    layers: fc.subarray(LAYERS),
    key: fc.constantFrom('proportional', 'even', 'custom'),
    weights: fc.constant(
      new Map([
        ['a', 2],
        ['c', 0.5],
      ]),
    ),
  });

  it('keeps the sum, and what each costs by itself', () => {
    fc.assert(
      fc.property(recipients, layerCosts, options, (who, what, how) => {
        const { groups, filtered, layers } = distribute(who, what, how);
        const after = [
          ...groups.map(({ total }) => ({ costs: total })),
          { costs: filtered },
          ...[...layers.values()].map(each => ({ costs: each })),
        ];
        const before = [
          ...who,
          ...[...what.values()].map(each => ({ costs: each })),
        ];
        expect(sumOf(after)).toEqual(sumOf(before));
        expect(groups.map(({ key, own }) => [key, own])).toEqual(
          who.filter(({ shown }) => shown).map(each => [each.key, each.costs]),
        );
      }),
    );
  });

  it('shows the same of a group under any filter and in any order', () => {
    fc.assert(
      fc.property(recipients, layerCosts, options, (who, what, how) => {
        const everything = distribute(
          who.map(each => ({ ...each, shown: true })),
          what,
          how,
        );
        const filtered = distribute([...who].reverse(), what, how);
        const shown = new Set(
          who.filter(each => each.shown).map(({ key }) => key),
        );
        expect([...filtered.groups].reverse()).toEqual(
          everything.groups.filter(({ key }) => shown.has(key)),
        );
        expect(filtered.layers).toEqual(everything.layers);
      }),
    );
  });
});
