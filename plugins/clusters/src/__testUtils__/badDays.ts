import {
  ClusterFacts,
  EventFacts,
  NodeFacts,
  PodFacts,
} from '@textloom/plugin-clusters-common';
import {
  aClusterFacts,
  aCondition,
  aPendingPod,
  aSource,
  someSources,
} from '@textloom/plugin-clusters-common/testUtils';
import { Ago, GIB, healthyCluster, HOUR, hpas, MINUTE } from './worlds';

function trouble(node: NodeFacts, ago: Ago): NodeFacts {
  const host = node.name.split('.')[0].split('-').pop();
  const condition = (
    type: string,
    status: 'True' | 'False' | 'Unknown',
    reason: string,
    message: string,
    since: number,
  ) => ({
    ...node,
    conditions: [
      aCondition(type, status, {
        reason,
        message,
        lastTransitionTime: ago(since),
      }),
      ...node.conditions.filter(entry => entry.type !== type),
    ],
  });
  if (host === '53') {
    return condition(
      'Ready',
      'Unknown',
      'NodeStatusUnknown',
      'Kubelet stopped posting node status.',
      14 * MINUTE,
    );
  }
  if (host === '51') {
    return condition(
      'MemoryPressure',
      'True',
      'KubeletHasInsufficientMemory',
      'kubelet has insufficient memory available',
      11 * MINUTE,
    );
  }
  if (host === '58') {
    return {
      ...node,
      taints: [
        {
          key: 'ToBeDeletedByClusterAutoscaler',
          value: '1764036000',
          effect: 'NoSchedule',
          timeAdded: ago(8 * MINUTE),
        },
      ],
    };
  }
  return node;
}

function pending(ago: Ago): PodFacts[] {
  const message =
    "0/21 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 8 Insufficient memory, 11 node(s) didn't match Pod's node affinity/selector, 1 node(s) were unschedulable. preemption: 0/21 nodes are available.";
  const workers = Array.from({ length: 6 }, (_, index) =>
    aPendingPod(message, {
      name: `textloom-worker-7f8d9c6b4-p${index}q`,
      ownerName: 'textloom-worker',
      component: 'textloom-worker',
      createdAt: ago(10 * MINUTE),
      requests: { cpuMillis: 2_000, memoryBytes: 6 * GIB },
      unschedulable: { since: ago(9 * MINUTE), message },
    }),
  );
  const volume =
    '0/21 nodes are available: 15 node(s) had volume node affinity conflict, 6 Insufficient cpu.';
  return [
    ...workers,
    aPendingPod(volume, {
      name: 'search-reindex-29381-x7',
      ownerKind: 'Job',
      ownerName: 'search-reindex-29381',
      component: undefined,
      createdAt: ago(23 * MINUTE),
      requests: { cpuMillis: 2_000, memoryBytes: 4 * GIB },
      unschedulable: { since: ago(22 * MINUTE), message: volume },
    }),
  ];
}

function events(lost: string, drained: string, ago: Ago): EventFacts[] {
  const event = (
    uid: string,
    at: string,
    reason: string,
    message: string,
    object: EventFacts['object'],
    count = 1,
  ): EventFacts => ({
    uid,
    at,
    type: 'Warning',
    reason,
    message,
    count,
    object,
  });
  return [
    event(
      'e1',
      ago(MINUTE),
      'FailedScheduling',
      '0/21 nodes are available: 8 Insufficient memory.',
      {
        kind: 'Pod',
        namespace: 'textloom',
        name: 'textloom-worker-7f8d9c6b4-p0q',
      },
      31,
    ),
    event(
      'e2',
      ago(8 * MINUTE),
      'ScaleDown',
      'marked the node as toBeDeleted/unschedulable',
      { kind: 'Node', name: drained },
    ),
    event(
      'e3',
      ago(11 * MINUTE),
      'EvictionThresholdMet',
      'Attempting to reclaim memory',
      { kind: 'Node', name: lost },
      4,
    ),
    event('e4', ago(14 * MINUTE), 'NodeNotReady', 'Node is not ready', {
      kind: 'Node',
      name: lost,
    }),
  ];
}

/**
 * The same cluster on a bad day: the workers group lost a node, another is short of memory, one is
 * leaving, pods wait, and the autoscaler of the workers is at its maximum.
 */
export function degradedCluster(
  now: number,
  overrides: Partial<ClusterFacts> = {},
): ClusterFacts {
  const ago: Ago = ms => new Date(now - ms).toISOString();
  const base = healthyCluster(now);
  const nodes = base.nodes.map(node =>
    node.labels['eks.amazonaws.com/nodegroup'] === 'workers'
      ? trouble(node, ago)
      : node,
  );
  const byHost = (host: number) =>
    nodes.find(node => node.name.includes(`-${host}.`))?.name ?? '';
  const hot = base.usage[byHost(55)];
  const { [byHost(53)]: _lost, ...usage } = base.usage;
  return {
    ...base,
    name: 'textloom-prod',
    title: 'textloom-prod',
    nodes,
    pods: [...base.pods, ...pending(ago)],
    hpas: hpas(ago(22 * MINUTE)),
    events: events(byHost(53), byHost(58), ago),
    usage: {
      ...usage,
      [byHost(55)]: { ...hot, memoryBytes: Math.round(30 * GIB * 0.86) },
    },
    leases: { ...base.leases, [byHost(53)]: ago(14 * MINUTE + 40_000) },
    ...overrides,
  };
}

/** A cluster that answered once and then fell silent. */
export function staleCluster(now: number): ClusterFacts {
  const ago: Ago = ms => new Date(now - ms).toISOString();
  const base = degradedCluster(now);
  return {
    ...base,
    sources: someSources().map(source => ({
      ...source,
      state: 'stale',
      problem: 'timeout',
      at: ago(12 * MINUTE),
      since: ago(12 * MINUTE),
    })),
  };
}

/** A cluster that never answered. */
export function unreachableCluster(now: number): ClusterFacts {
  const since = new Date(now - 40 * MINUTE).toISOString();
  return aClusterFacts({
    name: 'textloom-dr',
    title: 'textloom-dr',
    version: undefined,
    sources: someSources().map(({ source }) => ({
      source,
      state: 'error',
      problem: 'unreachable',
      since,
    })),
    nodes: [],
  });
}

/** A cluster whose metrics are not served and whose pods and events may not be read. */
export function partialCluster(now: number): ClusterFacts {
  const since = new Date(now - HOUR).toISOString();
  return healthyCluster(now, {
    name: 'textloom-edge',
    title: 'textloom-edge',
    sources: someSources(
      aSource('metrics', {
        state: 'absent',
        problem: 'not-served',
        at: undefined,
        since,
      }),
      aSource('pods', {
        state: 'denied',
        problem: 'forbidden',
        at: undefined,
        since,
      }),
      aSource('events', {
        state: 'denied',
        problem: 'forbidden',
        at: undefined,
        since,
      }),
    ),
    pods: [],
    events: [],
    usage: {},
  });
}
