import { DAY, HOUR, MINUTE, SECOND } from '@textloom/kernel';
import {
  aCondition,
  ago,
  aNode,
  aPod,
  aSource,
  someSources,
} from '../testUtils';
import { expected, judge, statusOf } from '../testUtils/judge';
import { ClusterFacts, NodeFacts } from './facts';

const NODE = 'ip-10-0-1-1.ec2.internal';

const ready = (
  status: 'True' | 'False' | 'Unknown',
  forMs: number,
  more: Partial<NodeFacts> = {},
) =>
  aNode({
    conditions: [
      aCondition('Ready', status, { lastTransitionTime: ago(forMs) }),
    ],
    ...more,
  });

it('finds nothing at a healthy node', () => {
  expect(judge(aNode())).toEqual([]);
  expect(statusOf(aNode())).toBe('ready');
});

describe('readiness', () => {
  it.each([
    ['lost at once', ready('Unknown', 0), 'node-lost', 'critical'],
    ['not ready at once', ready('False', 0), 'node-not-ready', 'degraded'],
    [
      'not ready just below 5 min',
      ready('False', 5 * MINUTE - 1),
      'node-not-ready',
      'degraded',
    ],
    [
      'not ready at 5 min',
      ready('False', 5 * MINUTE),
      'node-not-ready',
      'critical',
    ],
    [
      'not ready since an unknown time',
      aNode({ conditions: [{ type: 'Ready', status: 'False' }] }),
      'node-not-ready',
      'degraded',
    ],
    [
      'without Ready',
      aNode({ conditions: [] }),
      'node-condition-unknown',
      'unknown',
    ],
  ] as const)('%s', (_, node, rule, severity) => {
    expect(judge(node)).toEqual(expected(rule, severity));
    expect(statusOf(node)).toBe(
      rule === 'node-condition-unknown' ? 'unknown' : 'not-ready',
    );
  });

  it.each([
    [2 * MINUTE, 'critical'],
    [2 * MINUTE - 1, 'degraded'],
  ])(
    'is timed on the clock of a server that is %d ms ahead',
    (clockSkewMs, severity) => {
      expect(judge(ready('False', 3 * MINUTE), { clockSkewMs })).toEqual([
        `node-not-ready:${severity}`,
      ]);
    },
  );

  const young = (
    ageMs: number,
    changedAfterMs: number,
    status: 'False' | 'Unknown',
  ) =>
    aNode({
      createdAt: ago(ageMs),
      conditions: [
        aCondition('Ready', status, {
          lastTransitionTime: ago(ageMs - changedAfterMs),
        }),
      ],
    });

  it.each([
    ['a new node', young(MINUTE, 0, 'False'), 'node-starting', 'info'],
    [
      'just below 15 min',
      young(15 * MINUTE - 1, 10 * SECOND, 'False'),
      'node-starting',
      'info',
    ],
    [
      'at 15 min',
      young(15 * MINUTE, 10 * SECOND, 'False'),
      'node-not-ready',
      'degraded',
    ],
    [
      'young, but it was ready before',
      young(14 * MINUTE, 8 * MINUTE, 'False'),
      'node-not-ready',
      'critical',
    ],
    [
      'young and lost',
      young(14 * MINUTE, 8 * MINUTE, 'Unknown'),
      'node-lost',
      'critical',
    ],
    [
      'young without Ready',
      aNode({ createdAt: ago(MINUTE), conditions: [] }),
      'node-starting',
      'info',
    ],
    [
      'its kubelet never reported',
      aNode({
        createdAt: ago(2 * MINUTE),
        conditions: [
          aCondition('Ready', 'Unknown', {
            reason: 'NodeStatusNeverUpdated',
            lastTransitionTime: ago(MINUTE),
          }),
        ],
      }),
      'node-starting',
      'info',
    ],
  ] as const)('starting: %s', (_, node, rule, severity) => {
    expect(judge(node)).toEqual(expected(rule, severity));
    expect(statusOf(node)).toBe(
      rule === 'node-starting' ? 'starting' : 'not-ready',
    );
  });

  const unregistered = (ageMs: number) =>
    aNode({
      createdAt: ago(ageMs),
      taints: [{ key: 'karpenter.sh/unregistered', effect: 'NoExecute' }],
    });

  it('waits 15 min for Karpenter to register a node', () => {
    expect(judge(unregistered(15 * MINUTE - 1))).toEqual([
      'node-starting:info',
    ]);
    expect(judge(unregistered(15 * MINUTE))).toEqual([
      'node-not-ready:degraded',
    ]);
  });

  it.each([
    'ToBeDeletedByClusterAutoscaler',
    'aws-node-termination-handler/spot-itn',
    'cloud.google.com/impending-node-termination',
    'karpenter.sh/disrupted',
  ])('takes %s for planned, also when the node then goes down', key => {
    const taints = [{ key, effect: 'NoSchedule' }];
    const down = (ms: number) => ready('Unknown', ms, { taints });
    expect(judge(aNode({ taints, unschedulable: true }))).toEqual([
      'node-leaving:info',
    ]);
    expect(judge(down(HOUR - 1))).toEqual(['node-leaving:info']);
    expect(statusOf(down(HOUR - 1))).toBe('draining');
    expect(judge(down(HOUR))).toEqual(['node-lost:critical']);
  });

  it('sees a planned taint beside another of the same effect', () => {
    const taints = [
      { key: 'dedicated', effect: 'NoSchedule' },
      { key: 'karpenter.sh/disrupted', effect: 'NoSchedule' },
    ];
    expect(judge(aNode({ taints }))).toEqual(['node-leaving:info']);
  });
});

describe('heartbeat', () => {
  const read = aSource('leases', { at: ago(0) });
  const lease = (ageMs: number, facts: Partial<ClusterFacts> = {}) =>
    judge(aNode(), {
      sources: someSources(read),
      leases: { [NODE]: ago(ageMs) },
      ...facts,
    });

  it.each([
    [20 * SECOND, undefined],
    [20 * SECOND + 1, 'warning'],
  ] as const)('a lease of %d ms is %s', (age, severity) => {
    expect(lease(age)).toEqual(expected('node-heartbeat-late', severity));
  });

  it('is judged when it was read, since leases are polled', () => {
    const sources = someSources(aSource('leases', { at: ago(30 * SECOND) }));
    expect(lease(40 * SECOND, { sources })).toEqual([]);
    expect(lease(51 * SECOND, { sources })).toEqual([
      'node-heartbeat-late:warning',
    ]);
  });

  it.each([
    [-2 * MINUTE, 2 * MINUTE + 15 * SECOND, []],
    [-2 * MINUTE, 2 * MINUTE + 25 * SECOND, ['node-heartbeat-late:warning']],
    [2 * MINUTE, -2 * MINUTE + 15 * SECOND, []],
    [2 * MINUTE, -2 * MINUTE + 25 * SECOND, ['node-heartbeat-late:warning']],
  ])(
    'is judged on the clock of a server that is %d ms ahead',
    (clockSkewMs, age, found) => {
      expect(lease(age, { clockSkewMs })).toEqual(found);
    },
  );

  it('is not judged when leases are not current, or the node is down anyway', () => {
    const stale = someSources(aSource('leases', { state: 'stale' }));
    expect(lease(HOUR, { sources: stale })).toEqual([]);
    expect(
      judge(ready('Unknown', 0), { leases: { [NODE]: ago(HOUR) } }),
    ).toEqual(['node-lost:critical']);
  });
});

describe('conditions', () => {
  const withCondition = (
    type: string,
    status: 'True' | 'False' | 'Unknown',
    forMs = DAY,
  ) =>
    aNode({
      conditions: [
        aCondition(),
        aCondition(type, status, { lastTransitionTime: ago(forMs) }),
      ],
    });

  it.each([
    ['MemoryPressure', 'True', 10 * MINUTE, 'node-pressure', 'warning'],
    ['MemoryPressure', 'True', 10 * MINUTE + 1, 'node-pressure', 'degraded'],
    ['DiskPressure', 'True', 0, 'node-pressure', 'warning'],
    ['PIDPressure', 'True', HOUR, 'node-pressure', 'degraded'],
    ['NetworkUnavailable', 'True', 0, 'node-condition', 'degraded'],
    ['KernelDeadlock', 'True', 0, 'node-condition', 'degraded'],
    ['KernelReady', 'False', 0, 'node-condition', 'degraded'],
    ['KernelReady', 'True', 0, 'node-condition', undefined],
    ['StorageReady', 'Unknown', 0, 'node-condition-unknown', 'unknown'],
    ['DiskPressure', 'False', 0, 'node-pressure', undefined],
  ] as const)('%s=%s for %d ms', (type, status, forMs, rule, severity) => {
    expect(judge(withCondition(type, status, forMs))).toEqual(
      expected(rule, severity),
    );
  });

  it('shows pressure in the cell', () => {
    expect(statusOf(withCondition('DiskPressure', 'True'))).toBe('pressure');
  });

  it('tells a lost node once, not for each condition that went Unknown', () => {
    const conditions = ['Ready', 'MemoryPressure', 'KernelReady'].map(type =>
      aCondition(type, 'Unknown'),
    );
    expect(judge(aNode({ conditions }))).toEqual(['node-lost:critical']);
  });
});

describe('cordon', () => {
  const cordoned = (forMs: number) =>
    aNode({
      unschedulable: true,
      taints: [
        {
          key: 'node.kubernetes.io/unschedulable',
          effect: 'NoSchedule',
          timeAdded: ago(forMs),
        },
      ],
    });
  const pods = [aPod()];

  it.each([
    [24 * HOUR, 'node-cordoned', 'info'],
    [24 * HOUR + 1, 'node-cordoned-long', 'warning'],
  ] as const)('of %d ms', (forMs, rule, severity) => {
    expect(judge(cordoned(forMs), { pods })).toEqual(expected(rule, severity));
    expect(statusOf(cordoned(forMs), { pods })).toBe('cordoned');
  });

  it.each([
    ['nothing', []],
    ['a DaemonSet pod', [aPod({ ownerKind: 'DaemonSet' })]],
    ['a static pod', [aPod({ mirror: true })]],
    [
      'what has ended',
      [aPod({ phase: 'Succeeded' }), aPod({ phase: 'Failed' })],
    ],
    ['pods elsewhere', [aPod({ nodeName: 'other' })]],
  ])('is drained when %s is left', (_, left) => {
    expect(judge(cordoned(HOUR), { pods: left })).toEqual([
      'node-drained:info',
    ]);
  });

  it('is not called drained when the pods are not known', () => {
    const sources = someSources({ source: 'pods', state: 'denied' });
    expect(judge(cordoned(HOUR), { sources })).toEqual(['node-cordoned:info']);
  });
});
