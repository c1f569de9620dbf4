import { decimalOf } from '@textloom/kernel';
import { Recommendation } from '../methods';
import { NO_FACTS, nodesOf, recomputed, stepsOf } from './__testUtils__/facts';
import { RecommendationFacts } from './facts';
import { recommend } from './recommend';

const DEV = 'textloom-nonprod/worker';
const PROD = 'textloom-prod/worker';
const only = (
  kind: Recommendation['kind'],
  facts: Partial<RecommendationFacts>,
) => recommend({ ...NO_FACTS, ...facts }).filter(each => each.kind === kind);
const info = (nodeGroup: string, minimumNodes: number) => ({
  nodeGroup,
  owner: 'group:default/platform',
  minimumNodes,
});

describe('Spot', () => {
  it('is recommended where engineers alone pay on-demand prices', () => {
    const [spot, ...others] = only('spot', {
      // One c5.4xlarge at 0.68 $: 496.40 $ in 730 hours.
      nodes: [nodesOf(DEV, 'dev', 'Standard')],
      nodeGroups: [info(DEV, 1)],
    });
    expect(others).toEqual([]);
    expect(stepsOf(spot)).toEqual([
      'standard-cost-per-hour start 0.68 money',
      'hours-a-month multiply 730 hours',
      'spot-discount-stated multiply 47 percent',
      'monthly-saving result 233.308 money',
    ]);
    expect(spot).toMatchObject({
      id: `spot:${DEV}`,
      owner: 'group:default/platform',
      environment: 'dev',
      currency: 'USD',
      monthlySaving: '233.308',
      basis: NO_FACTS.basis,
    });
  });

  it('takes the discount that the estate has itself', () => {
    const [spot] = only('spot', {
      nodes: [
        nodesOf(DEV, 'dev', 'Standard'),
        nodesOf('other/apps', 'test', 'Dynamic', { price: '0.3233' }),
      ],
    });
    // 1 − 0.3233 ÷ 0.68 is 52.4558… %, rounded down.
    expect(stepsOf(spot)[2]).toBe(
      'spot-discount-measured multiply 52.45 percent',
    );
  });

  it('states the discount when Spot of another type is all there is', () => {
    const [spot] = only('spot', {
      nodes: [
        nodesOf(DEV, 'dev', 'Standard'),
        nodesOf('other/apps', 'dev', 'Dynamic', {
          type: 'c5.2xlarge',
          price: '0.1',
        }),
      ],
    });
    expect(stepsOf(spot)[2]).toContain('spot-discount-stated multiply 47 ');
  });

  it('is nothing when Spot is not cheaper', () => {
    expect(
      only('spot', {
        nodes: [
          nodesOf(DEV, 'dev', 'Standard'),
          nodesOf('other/apps', 'dev', 'Dynamic', { price: '0.7' }),
        ],
      }),
    ).toEqual([]);
  });

  it.each([
    ['is Spot already', [nodesOf(DEV, 'dev', 'Dynamic')]],
    ['is production', [nodesOf(PROD, 'prod', 'Standard')]],
    [
      'is production too',
      [nodesOf(DEV, 'dev', 'Standard'), nodesOf(DEV, 'prod', 'Standard')],
    ],
    ['is of nobody known', [nodesOf(DEV, '', 'Standard')]],
  ])('is not for a group that %s', (_, nodes) => {
    expect(only('spot', { nodes })).toEqual([]);
  });

  it('counts what is idle on the group', () => {
    const [spot] = only('spot', {
      nodes: [nodesOf(DEV, 'dev', 'Standard'), nodesOf(DEV, '', 'Standard')],
    });
    expect(stepsOf(spot)[0]).toBe('standard-cost-per-hour start 1.36 money');
  });
});

describe('off-hours', () => {
  it('switches 64 % of the hours off', () => {
    const [off] = only('off-hours', {
      nodes: [nodesOf(DEV, 'dev', 'Dynamic', { count: 10, price: '0.34' })],
      nodeGroups: [info(DEV, 0)],
    });
    expect(stepsOf(off)).toEqual([
      'node-cost-per-hour start 3.4 money',
      'hours-a-month multiply 730 hours',
      'off-hours-share multiply 64.285714285714 percent',
      'nodes-off multiply 100 percent',
      'monthly-saving result 1595.571428571421 money',
    ]);
  });

  it('keeps the minimum of nodes on', () => {
    const facts = {
      nodes: [nodesOf(DEV, 'dev', 'Dynamic', { count: 4, price: '0.34' })],
    };
    const [one] = only('off-hours', facts);
    expect(stepsOf(one)[3]).toBe('nodes-off multiply 75 percent');
    const [three] = only('off-hours', {
      ...facts,
      nodeGroups: [info(DEV, 3)],
    });
    expect(stepsOf(three)[3]).toBe('nodes-off multiply 25 percent');
    expect(only('off-hours', { ...facts, nodeGroups: [info(DEV, 4)] })).toEqual(
      [],
    );
  });

  it('knows that covered hours save nothing', () => {
    const covered = nodesOf(DEV, 'dev', 'Committed', {
      count: 2,
      price: '0.5',
    });
    const free = nodesOf(DEV, 'dev', 'Dynamic', { count: 2, price: '0.34' });
    const [off] = only('off-hours', {
      nodes: [covered, free],
      nodeGroups: [info(DEV, 2)],
    });
    // The two covered nodes are the minimum; both others can go.
    expect(stepsOf(off).slice(0, 2)).toEqual([
      'node-cost-per-hour start 1.68 money',
      'committed-cost-per-hour subtract 1 money',
    ]);
    expect(stepsOf(off)).toContain('nodes-off multiply 100 percent');
    expect(only('off-hours', { nodes: [covered] })).toEqual([]);
  });

  it('saves on what Spot leaves', () => {
    const recommendations = recommend({
      ...NO_FACTS,
      nodes: [nodesOf(DEV, 'dev', 'Standard')],
      nodeGroups: [info(DEV, 0)],
    });
    expect(recommendations.map(each => each.kind)).toEqual([
      'spot',
      'off-hours',
    ]);
    expect(stepsOf(recommendations[1])).toContain(
      'spot-saving subtract 233.308 money',
    );
    const sum = recommendations.reduce(
      (total, each) => total + Number(each.monthlySaving),
      0,
    );
    // 1 − 0.53 · 60/168 of 496.40 $.
    expect(sum).toBeCloseTo(496.4 * (1 - (0.53 * 60) / 168), 6);
  });

  it('is not for production', () => {
    expect(
      only('off-hours', { nodes: [nodesOf(PROD, 'prod', 'Standard')] }),
    ).toEqual([]);
  });
});

describe('commitments', () => {
  const daily = (amounts: number[], service = 'Amazon EC2', nodeGroup = PROD) =>
    amounts.map((amount, n) => ({
      day: `2026-11-${String(n + 1).padStart(2, '0')}`,
      amount: decimalOf(amount),
      service,
      nodeGroup,
    }));
  const basis = { from: '2026-11-01', to: '2026-11-14' };
  const load = [
    163.2, 163.2, 170, 180, 190, 163.2, 164, 165, 166, 167, 168, 169, 170, 171,
  ];

  it('are for the smallest day', () => {
    const [commitment] = only('commitment', { basis, steady: daily(load) });
    // Ten c5.4xlarge at 0.68 $ a day are 163.20 $.
    expect(stepsOf(commitment)).toEqual([
      'least-cost-per-hour start 6.8 money',
      'hours-a-month multiply 730 hours',
      'commitment-discount-stated multiply 20 percent',
      'monthly-saving result 992.8 money',
    ]);
    expect(commitment).toMatchObject({
      id: 'commitment:Amazon EC2',
      owner: 'group:default/sre',
      args: { service: 'Amazon EC2', hourly: '5.44', breakEven: '80' },
    });
  });

  it('have the discount of what is committed already', () => {
    const costs = { effective: decimalOf(72), contracted: decimalOf(100) };
    const [commitment] = only('commitment', {
      basis,
      steady: daily(load),
      committed: [{ service: 'Amazon EC2', costs }],
    });
    expect(stepsOf(commitment)[2]).toBe(
      'commitment-discount-measured multiply 28 percent',
    );
    expect(commitment.args.breakEven).toBe('72');
  });

  it('are none when a day was without', () => {
    expect(only('commitment', { basis, steady: daily(load.slice(1)) })).toEqual(
      [],
    );
    expect(
      only('commitment', { basis, steady: daily([...load.slice(1), 0]) }),
    ).toEqual([]);
  });

  it('are by service, over its node groups, and not for those of engineers', () => {
    const recommendations = only('commitment', {
      basis,
      nodes: [nodesOf(DEV, 'dev', 'Dynamic')],
      steady: [
        ...daily(load),
        ...daily(load, 'Amazon EC2', 'textloom-prod/compute'),
        ...daily(load, 'Amazon EC2', DEV),
        ...daily(load, 'Amazon RDS', ''),
      ],
    });
    expect(
      recommendations.map(each => [each.args.service, stepsOf(each)[0]]),
    ).toEqual([
      ['Amazon EC2', 'least-cost-per-hour start 13.6 money'],
      ['Amazon RDS', 'least-cost-per-hour start 6.8 money'],
    ]);
  });

  it('leave out what smaller requests save', () => {
    const recommendations = recommend({
      ...NO_FACTS,
      basis,
      nodes: [nodesOf(PROD, 'prod', 'Standard')],
      steady: daily(load),
      workloads: [
        {
          component: 'component:default/textloom-worker',
          owner: 'group:default/media',
          environment: 'prod',
          nodeGroup: PROD,
          highlyAvailable: false,
          cpu: { requested: 10, peak: 3.25, cost: decimalOf(100) },
          memory: { requested: 10, peak: 6.5, cost: 0n },
        },
      ],
    });
    const commitment = recommendations.find(each => each.kind === 'commitment');
    const rightSize = recommendations.find(each => each.kind === 'right-size');
    expect(stepsOf(commitment!)).toContain(
      `right-size-saving subtract ${rightSize!.monthlySaving} money`,
    );
    expect(recomputed(commitment!)).toBe(commitment!.monthlySaving);
  });
});

describe('right size', () => {
  const workload = {
    component: 'component:default/textloom-api',
    owner: 'group:default/api',
    environment: 'dev',
    nodeGroup: DEV,
    highlyAvailable: false,
    cpu: { requested: 3, peak: 1.2, cost: decimalOf(72) },
    memory: { requested: 8, peak: 4, cost: decimalOf(36) },
  };

  it.each([
    ['dev', false, '1.5', '5'],
    ['dev', true, '1.5', '5'],
    ['prod', false, '1.846', '6.154'],
    ['prod', true, '2.4', '8'],
  ])(
    'in %s (highly available: %s) asks for %s cores, %s GiB',
    (environment, highlyAvailable, cpu, memory) => {
      const [rightSize] = only('right-size', {
        workloads: [{ ...workload, environment, highlyAvailable }],
      });
      expect(rightSize.args).toMatchObject({ cpu, memory });
    },
  );

  it('saves the part of the requests that is too much', () => {
    const [rightSize] = only('right-size', { workloads: [workload] });
    expect(stepsOf(rightSize)).toEqual([
      'cpu-request-cost-per-hour start 0.1 money',
      'cpu-surplus multiply 50 percent',
      // 3 of 8 GiB of 36 $.
      'memory-surplus-cost-per-hour add 0.01875 money',
      'hours-a-month multiply 730 hours',
      'monthly-saving result 50.1875 money',
    ]);
    expect(rightSize).toMatchObject({
      owner: 'group:default/api',
      component: 'component:default/textloom-api',
    });
  });

  it('saves on what others leave of the nodes', () => {
    const [rightSize] = only('right-size', {
      nodes: [nodesOf(DEV, 'dev', 'Dynamic', { price: '0.34' })],
      nodeGroups: [info(DEV, 0)],
      workloads: [workload],
    });
    const left = rightSize.arithmetic.find(
      ({ code }) => code === 'left-by-others',
    );
    expect(Number(left?.value)).toBeCloseTo(6000 / 168, 8);
  });

  it.each([
    [
      'enough',
      {
        cpu: { ...workload.cpu, peak: 2.4 },
        memory: { ...workload.memory, peak: 6.4 },
      },
    ],
    [
      'too little',
      {
        cpu: { ...workload.cpu, peak: 9 },
        memory: { ...workload.memory, peak: 9 },
      },
    ],
    [
      'the least already',
      {
        cpu: { requested: 0.01, peak: 0, cost: decimalOf(50) },
        memory: { requested: 20 / 1024, peak: 0, cost: decimalOf(50) },
      },
    ],
  ])('is not for what asks for %s', (_, more) => {
    expect(
      only('right-size', { workloads: [{ ...workload, ...more }] }),
    ).toEqual([]);
  });
});
