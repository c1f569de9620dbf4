import fc from 'fast-check';
import {
  decimalOf,
  decimalToNumber,
  splitDecimal,
  sumDecimals,
} from '@textloom/kernel';
import { PoolShare, poolShares, podSharesOf, UNIT_PRICES } from './podShares';
import { DailyUsage, SplitMethod } from './usage';
import { DAY, someUsage } from './__testUtils__/facts';

const used = (cpuCoreHours: number, memoryGibHours: number, component = 'a') =>
  someUsage({ cpuCoreHours, memoryGibHours, component });
const has = (cpuCoreHours: number, memoryGibHours: number) => [
  { cpuCoreHours, memoryGibHours },
];

/** What of a price each share is, by component, with idle as `idle`. */
function priced(price: number, shares: readonly PoolShare[]) {
  const parts = splitDecimal(
    decimalOf(price),
    shares.map(({ weight }) => weight),
  );
  return Object.fromEntries(
    shares.map(({ layer, component }, index) => [
      component || layer,
      decimalToNumber(parts[index]),
    ]),
  );
}

describe('poolShares', () => {
  // c5.4xlarge: 16 vCPU, 32 GiB, $0.68; m5.xlarge: 4 vCPU, 16 GiB, taken at $1 as AWS does.
  it.each<[SplitMethod, string, number, number[], number[], number]>([
    ['opencost-1', 'a vCPU of c5.4xlarge', 0.68, [16, 32], [1, 0], 0.03352],
    ['opencost-1', 'a GiB of c5.4xlarge', 0.68, [16, 32], [0, 1], 0.00449],
    ['scad-9-1', 'a vCPU of c5.4xlarge', 0.68, [16, 32], [1, 0], 0.03477],
    ['scad-9-1', 'a GiB of c5.4xlarge', 0.68, [16, 32], [0, 1], 0.00386],
    ['scad-9-1', 'a vCPU of m5.xlarge', 1, [4, 16], [1, 0], 0.17308],
    ['scad-9-1', 'a GiB of m5.xlarge', 1, [4, 16], [0, 1], 0.01923],
    ['scad-9-1', '1 vCPU and 8 GiB', 0.68, [16, 32], [1, 8], 0.06568],
    ['opencost-1', '1 vCPU and 8 GiB', 0.68, [16, 32], [1, 8], 0.06945],
  ])('by %s takes for %s', (method, _, price, node, pod, expected) => {
    const shares = poolShares(
      [used(pod[0], pod[1])],
      has(node[0], node[1]),
      UNIT_PRICES[method],
    );
    const { a, idle } = priced(price, shares);
    expect(a).toBeCloseTo(expected, 5);
    expect(a + idle).toBeCloseTo(price, 10);
  });

  it('scales prices to what the node costs', () => {
    // OpenCost specification 0.1, appendix A: a node of $35 whose parts list at 30, 30 and 10.
    expect(
      splitDecimal(decimalOf(35), [30n, 30n, 10n]).map(decimalToNumber),
    ).toEqual([15, 15, 5]);
    expect(
      priced(
        35,
        poolShares([used(1, 0, 'cpu'), used(0, 1, 'memory')], has(1, 1), {
          cpu: 30n,
          memory: 40n,
        }),
      ),
    ).toEqual({ cpu: 15, memory: 20, idle: 0 });
  });

  it('finds the efficiency of Kubecost', () => {
    // Half a core of 2 ($20) and half a GB of 1 ($1) are 26 % of $21.
    const { a } = priced(
      21,
      poolShares([used(0.5, 0.5)], has(2, 1), { cpu: 10n, memory: 1n }),
    );
    expect(a).toBeCloseTo(5.5, 10);
    expect(a / 21).toBeCloseTo(0.26, 2);
  });

  it.each([
    ['no capacity known', undefined, { a: 30, b: 10, idle: 0 }],
    ['room', has(8, 0), { a: 15, b: 5, idle: 20 }],
    ['more used than there is', has(2, 0), { a: 30, b: 10, idle: 0 }],
    [
      'the same capacity in two parts',
      [...has(3, 0), ...has(5, 0)],
      { a: 15, b: 5, idle: 20 },
    ],
  ])('shares 40 of 3 and 1 core-hours with %s', (_, capacity, expected) => {
    const shares = poolShares(
      [used(3, 0, 'a'), used(1, 0, 'b')],
      capacity,
      UNIT_PRICES['scad-9-1'],
    );
    expect(priced(40, shares)).toEqual(expected);
  });

  it('has idle memory while CPU is overcommitted', () => {
    const shares = poolShares([used(6, 1, 'a'), used(2, 2, 'b')], has(4, 6), {
      cpu: 1n,
      memory: 1n,
    });
    // CPU is worth 4 of 10: a 3, b 1; memory 6: a 1, b 2, idle 3.
    expect(priced(10, shares)).toEqual({ a: 4, b: 3, idle: 3 });
  });

  it('puts pods into layers by role', () => {
    const shares = poolShares(
      [
        used(1, 0),
        someUsage({ role: 'mesh' }),
        someUsage({ role: 'platform', environment: '' }),
        someUsage({ component: '' }),
      ],
      undefined,
      UNIT_PRICES['scad-9-1'],
    );
    expect(
      shares.map(({ layer, component, environment }) =>
        [layer, component, environment].join(' '),
      ),
    ).toEqual([
      'attributed a prod',
      'mesh  prod',
      'shared  ',
      'untagged  prod',
      'idle  ',
    ]);
  });

  it.each([-1, NaN, Infinity, -Infinity])('refuses %p hours', hours => {
    expect(() =>
      poolShares([used(hours, 1)], undefined, UNIT_PRICES['scad-9-1']),
    ).toThrow(RangeError);
    expect(() =>
      poolShares([used(1, 1)], has(1, hours), UNIT_PRICES['scad-9-1']),
    ).toThrow(RangeError);
  });
});

describe('podSharesOf', () => {
  const capacity = {
    day: DAY,
    cluster: 'prod',
    nodeGroup: 'worker',
    cpuCoreHours: 2,
    memoryGibHours: 2,
  };

  it('keeps node groups of clusters apart, and those of nothing out', () => {
    const groups = podSharesOf(
      {
        usage: [
          used(1, 1),
          someUsage({ cluster: 'dev' }),
          someUsage({ nodeGroup: 'none', cpuCoreHours: 0, memoryGibHours: 0 }),
        ],
        capacity: [capacity, { ...capacity, nodeGroup: 'empty' }],
      },
      'scad-9-1',
    );
    expect(
      [...groups].map(([group, { shares, hasCapacity }]) => [
        group,
        hasCapacity,
        shares.map(({ layer }) => layer),
      ]),
    ).toEqual([
      ['prod/worker', true, ['attributed', 'idle']],
      ['dev/worker', false, ['attributed']],
      ['prod/empty', true, ['idle']],
    ]);
  });

  const hours = fc.oneof(
    fc.nat({ max: 10_000 }).map(each => each / 8),
    fc.double({ min: 0, max: 1e6, noNaN: true }),
  );
  const row = fc.record({
    component: fc.constantFrom('', 'a', 'b', 'c'),
    environment: fc.constantFrom('prod', 'dev'),
    namespace: fc.constantFrom('x', 'y'),
    role: fc.constantFrom<DailyUsage['role']>('workload', 'mesh', 'platform'),
    cpuCoreHours: hours,
    memoryGibHours: hours,
  });
  const node = fc.option(fc.tuple(hours, hours), { nil: undefined });
  const method = fc.constantFrom<SplitMethod>('opencost-1', 'scad-9-1');

  it('shares the whole, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(row), node, method, (rows, size, by) => {
        const usage = rows.map(someUsage);
        const day = {
          usage,
          capacity: size
            ? [{ ...capacity, cpuCoreHours: size[0], memoryGibHours: size[1] }]
            : [],
        };
        const groups = podSharesOf(day, by);
        const shares = groups.get('prod/worker')?.shares ?? [];
        expect(
          podSharesOf({ ...day, usage: [...usage].reverse() }, by),
        ).toEqual(groups);
        expect(sumDecimals(shares.map(({ weight }) => weight))).toBe(
          shares.length > 0 ? 10n ** 15n : 0n,
        );
        expect(shares.every(({ weight }) => weight > 0n)).toBe(true);
      }),
    );
  });

  it('never charges a component more when it uses less, nor less when another does', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        node,
        method,
        (rows, size, by) => {
          const limits = size && has(size[0], size[1]);
          const before = poolShares(
            rows.map(someUsage),
            limits,
            UNIT_PRICES[by],
          );
          const [gone, ...others] = rows;
          const after = poolShares(
            others.map(someUsage),
            limits,
            UNIT_PRICES[by],
          );
          const key = (share: PoolShare) =>
            [share.layer, share.component, share.environment].join();
          const goneKey = key(
            poolShares([someUsage(gone)], undefined, UNIT_PRICES[by])[0],
          );
          const total = (shares: PoolShare[]) =>
            sumDecimals(shares.map(({ weight }) => weight));
          const wrong = before.filter(share => {
            const { weight } = after.find(each => key(each) === key(share)) ?? {
              weight: 0n,
            };
            const was = share.weight * total(after);
            const is = weight * total(before);
            return (
              share.layer !== 'idle' &&
              (key(share) === goneKey ? is > was : is < was)
            );
          });
          expect(wrong).toEqual([]);
        },
      ),
    );
  });
});
