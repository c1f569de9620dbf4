import { MINUTE } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  ago,
  aNode,
  aSource,
  someSources,
  TEST_NOW,
} from '../testUtils';
import { assessCluster } from './assess';
import { ClusterFacts } from './facts';
import { History } from './history';
import { Finding } from './health';

const NODE = 'ip-10-0-1-1.ec2.internal';

/** Assesses facts at minutes after the start, each with the memory of the one before. */
function run(
  steps: [minute: number, facts: Partial<ClusterFacts>][],
): Finding[][] {
  let history: History | undefined;
  return steps.map(([minute, facts]) => {
    const result = assessCluster(
      aClusterFacts({ nodes: [aNode()], ...facts }),
      { now: TEST_NOW + minute * MINUTE, previous: history },
    );
    history = result.history;
    return result.view.list;
  });
}

const cpu = (share: number, minute: number) => ({
  usage: {
    [NODE]: {
      cpuMillis: share * 16_000,
      memoryBytes: 0,
      at: ago(-minute * MINUTE),
    },
  },
});
const busy = (shares: [number, number][]) =>
  run(shares.map(([minute, share]) => [minute, cpu(share, minute)])).map(list =>
    list.map(({ severity }) => severity),
  );

describe('what usage proved', () => {
  it('clears only when it has been gone for 2 min', () => {
    expect(
      busy([
        [0, 0.75],
        [1, 0.2],
        [1.99, 0.2],
        [2, 0.2],
      ]),
    ).toEqual([['warning'], ['warning'], ['warning'], []]);
  });

  it('starts its 2 min again each time', () => {
    expect(
      busy([
        [0, 0.75],
        [1, 0.2],
        [1.5, 0.75],
        [3, 0.2],
        [3.5, 0.2],
      ]),
    ).toEqual([['warning'], ['warning'], ['warning'], ['warning'], []]);
  });

  it('falls to a lower severity only after 2 min, and rises at once', () => {
    expect(
      busy([
        [0, 0.75],
        [1, 0.95],
        [2, 0.75],
        [3, 0.75],
      ]),
    ).toEqual([['warning'], ['degraded'], ['degraded'], ['warning']]);
  });

  it('is forgotten with its node', () => {
    const lists = run([
      [0, cpu(0.95, 0)],
      [1, { nodes: [aNode({ name: 'other' })] }],
    ]);
    expect(lists[1]).toEqual([]);
  });

  it('is not remembered from a future that a clock set back left behind', () => {
    expect(
      busy([
        [60, 0.95],
        [0, 0.2],
      ]),
    ).toEqual([['degraded'], []]);
  });
});

describe('beginnings', () => {
  it('are not guessed for what was there from the first look', () => {
    const [first, second] = run([
      [0, cpu(0.75, 0)],
      [1, cpu(0.75, 1)],
    ]);
    expect(first[0]).not.toHaveProperty('since');
    expect(second[0]).not.toHaveProperty('since');
  });

  it('are the moment at which it was seen to begin', () => {
    const [, , third] = run([
      [0, cpu(0.2, 0)],
      [1, cpu(0.75, 1)],
      [5, cpu(0.75, 5)],
    ]);
    expect(third[0].since).toBe(ago(-MINUTE));
  });

  it('are not guessed either after a time without sight', () => {
    const blind = {
      sources: someSources(aSource('nodes', { state: 'stale' })),
    };
    const lists = run([
      [0, cpu(0.2, 0)],
      [1, blind],
      [9, cpu(0.75, 9)],
    ]);
    expect(lists[2][0].rule).toBe('node-cpu-high');
    expect(lists[2][0]).not.toHaveProperty('since');
  });

  it('come from the facts where those tell', () => {
    const lost = {
      nodes: [
        aNode({
          conditions: [
            aCondition('Ready', 'Unknown', { lastTransitionTime: ago(7) }),
          ],
        }),
      ],
    };
    expect(
      run([
        [0, {}],
        [1, lost],
      ])[1].find(({ rule }) => rule === 'node-lost')?.since,
    ).toBe(ago(7));
  });
});

describe('what the facts prove', () => {
  it('clears at once', () => {
    const lists = run([
      [0, { nodes: [aNode({ conditions: [aCondition('Ready', 'False')] })] }],
      [0.01, {}],
    ]);
    expect(lists[0]).not.toEqual([]);
    expect(lists[1]).toEqual([]);
  });
});

describe('flapping', () => {
  const changed = (minute: number) => ({
    nodes: [
      aNode({
        conditions: [
          aCondition('Ready', 'True', {
            lastTransitionTime: ago(-minute * MINUTE),
          }),
        ],
      }),
    ],
  });
  const flaps = (minutes: number[], look: number) =>
    run([
      ...minutes.map(
        minute => [minute, changed(minute)] as [number, Partial<ClusterFacts>],
      ),
      [look, changed(minutes[minutes.length - 1])],
    ])
      .pop()!
      .filter(({ rule }) => rule === 'node-flapping');

  it.each([
    [[0, 5], 6, 0],
    [[0, 5, 10], 11, 1],
    [[0, 5, 10], 14.99, 1],
    [[0, 5, 10], 15, 0],
    [[0, 5, 20], 20, 0],
  ])('with changes at %p, seen at %d: %d', (minutes, look, found) => {
    expect(flaps(minutes, look)).toHaveLength(found);
  });

  it('tells how often', () => {
    expect(flaps([0, 1, 2, 3], 4)[0]).toMatchObject({
      severity: 'warning',
      value: { value: 4, unit: 'count' },
    });
  });
});

describe('a cordon without a time', () => {
  it('is dated by when it was first seen, also once it is drained', () => {
    const cordoned = { nodes: [aNode({ unschedulable: true })] };
    const lists = run([
      [0, {}],
      [1, cordoned],
      [1 + 24 * 60, cordoned],
      [2 + 24 * 60, cordoned],
    ]);
    expect(lists.map(list => list.map(({ rule }) => rule))).toEqual([
      [],
      ['node-drained'],
      ['node-drained'],
      ['node-cordoned-long'],
    ]);
    expect(lists[3][0].since).toBe(ago(-MINUTE));
  });
});
