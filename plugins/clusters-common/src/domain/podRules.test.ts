import { HOUR, MINUTE } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  ago,
  aPendingPod,
  someNodes,
  TEST_NOW,
} from '../testUtils';
import { assessCluster } from './assess';
import { ClusterFacts, HpaFacts } from './facts';

const NO_CPU = '0/3 nodes are available: 3 Insufficient cpu. preemption: none';
const NO_MEMORY = '0/3 nodes are available: 3 Insufficient memory.';
const DOWN =
  '0/3 nodes are available: 3 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.';

const view = (facts: Partial<ClusterFacts>) =>
  assessCluster(aClusterFacts(facts), { now: TEST_NOW }).view;
const found = (facts: Partial<ClusterFacts>, rule: string) =>
  view(facts)
    .list.filter(item => item.rule === rule)
    .map(({ severity }) => severity);

describe('pending pods', () => {
  it('are put together by owner and reason, the oldest first', () => {
    const waiting = (name: string, message: string, minutes: number) =>
      aPendingPod(message, {
        name,
        unschedulable: { since: ago(minutes * MINUTE), message },
      });
    const { pending } = view({
      pods: [
        waiting('a', NO_CPU, 3),
        waiting('b', NO_CPU.replace(/3/g, '2'), 9),
        waiting('c', NO_MEMORY, 12),
        waiting('d', 'no nodes available to schedule pods', 1),
      ],
    });
    const common = {
      namespace: 'textloom',
      ownerKind: 'Deployment',
      ownerName: 'video-worker',
      component: 'video-worker',
    };
    expect(pending).toEqual([
      {
        ...common,
        count: 1,
        since: ago(12 * MINUTE),
        requests: { cpuMillis: 1000, memoryBytes: 2 ** 30 },
        reasons: [{ nodes: 3, reason: 'Insufficient memory' }],
      },
      {
        ...common,
        count: 2,
        since: ago(9 * MINUTE),
        requests: { cpuMillis: 2000, memoryBytes: 2 ** 31 },
        reasons: [{ nodes: 2, reason: 'Insufficient cpu' }],
      },
      {
        ...common,
        count: 1,
        since: ago(MINUTE),
        requests: { cpuMillis: 1000, memoryBytes: 2 ** 30 },
        reasons: [],
        message: 'no nodes available to schedule pods',
      },
    ]);
  });

  it.each([
    [{ deleting: true }],
    [{ nodeName: 'workers-0000' }],
    [{ unschedulable: undefined }],
    [{ phase: 'Failed' as const }],
  ])('do not wait with %p', overrides => {
    expect(view({ pods: [aPendingPod(NO_CPU, overrides)] }).pending).toEqual(
      [],
    );
  });

  it.each([
    [5 * MINUTE, 'info', 'healthy'],
    [5 * MINUTE + 1, 'degraded', 'degraded'],
  ])('of %d ms are %s', (waited, severity, state) => {
    const pod = aPendingPod(NO_CPU, {
      unschedulable: { since: ago(waited), message: NO_CPU },
    });
    expect(found({ pods: [pod] }, 'pods-unschedulable')).toEqual([severity]);
    expect(view({ pods: [pod] }).state).toBe(state);
  });

  it('are explained by the nodes that are down, and only by those', () => {
    const nodes = someNodes(3, 'workers', index =>
      index === 0 ? { conditions: [aCondition('Ready', 'Unknown')] } : {},
    );
    const pods = [aPendingPod(DOWN)];
    expect(found({ nodes, pods }, 'pods-unschedulable')).toEqual([]);
    expect(view({ nodes, pods }).pending).toHaveLength(1);
    expect(found({ pods }, 'pods-unschedulable')).toEqual(['degraded']);
    const mixed = [
      aPendingPod(DOWN.replace('3 node(s)', '1 Insufficient cpu, 2 node(s)')),
    ];
    expect(found({ nodes, pods: mixed }, 'pods-unschedulable')).toEqual([
      'degraded',
    ]);
  });
});

describe('autoscaler at its maximum', () => {
  const hpa = (overrides: Partial<HpaFacts>): HpaFacts => ({
    uid: 'u',
    namespace: 'textloom',
    name: 'web',
    targetKind: 'Deployment',
    targetName: 'web',
    min: 3,
    max: 20,
    current: 20,
    desired: 20,
    since: ago(HOUR),
    ...overrides,
  });

  it.each([
    ['for 15 min', { since: ago(15 * MINUTE) }, ['warning']],
    ['for less', { since: ago(15 * MINUTE - 1) }, ['info']],
    ['since an unknown time', { since: undefined }, ['info']],
    ['one below', { current: 19 }, []],
    ['above', { current: 21 }, ['warning']],
    ['that is its minimum', { min: 20 }, []],
  ])('%s', (_, overrides, severities) => {
    expect(found({ hpas: [hpa(overrides)] }, 'hpa-at-maximum')).toEqual(
      severities,
    );
  });

  it.each([
    ['for 15 min', 15 * MINUTE, {}, ['warning']],
    ['for less', 15 * MINUTE - 1, {}, ['info']],
    ['by the minimum', HOUR, { reason: 'TooFewReplicas' }, []],
    ['no more', HOUR, { status: 'False' as const }, []],
  ])('wants more %s', (_, lasted, more, severities) => {
    const conditions = [
      {
        type: 'ScalingLimited',
        status: 'True' as const,
        reason: 'TooManyReplicas',
        lastTransitionTime: ago(lasted),
        ...more,
      },
    ];
    expect(
      found({ hpas: [hpa({ current: 19, conditions })] }, 'hpa-at-maximum'),
    ).toEqual(severities);
  });

  it('is seen to last when the server does not tell since when', () => {
    const at = (current: number) =>
      aClusterFacts({ hpas: [hpa({ since: undefined, current })] });
    const first = assessCluster(at(19), { now: TEST_NOW });
    const second = assessCluster(at(20), {
      now: TEST_NOW + MINUTE,
      previous: first.history,
    });
    const third = assessCluster(at(20), {
      now: TEST_NOW + 16 * MINUTE,
      previous: second.history,
    });
    expect(second.view.list[0]).toMatchObject({
      severity: 'info',
      since: ago(-MINUTE),
    });
    expect(third.view.list[0]).toMatchObject({
      severity: 'warning',
      since: ago(-MINUTE),
    });
  });
});
