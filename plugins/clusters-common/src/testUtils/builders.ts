import {
  ClusterFacts,
  NodeCondition,
  NodeFacts,
  PodFacts,
  SourceName,
  SourceStatus,
} from '../domain/facts';
import { AlertFacts, EksFacts, EksNodeGroupFacts } from '../domain/sourceFacts';
import { WorkloadFacts } from '../domain/workloadFacts';

/** The moment of the builders' worlds. */
export const TEST_NOW = Date.parse('2026-03-02T12:00:00.000Z');

/** ISO time of so many milliseconds before {@link TEST_NOW}. */
export function ago(ms: number): string {
  return new Date(TEST_NOW - ms).toISOString();
}

const GIB = 2 ** 30;
const DAY = 86_400_000;
const SOURCES: readonly SourceName[] = [
  'api',
  'nodes',
  'pods',
  'leases',
  'metrics',
  'hpas',
  'events',
];

/** A condition; by default good for a type that ends in `Ready`. */
export function aCondition(
  type = 'Ready',
  status: NodeCondition['status'] = 'True',
  overrides: Partial<NodeCondition> = {},
): NodeCondition {
  return { type, status, lastTransitionTime: ago(10 * DAY), ...overrides };
}

/** A healthy c5.4xlarge of the group `workers`, ten days old. */
export function aNode(overrides: Partial<NodeFacts> = {}): NodeFacts {
  const size = { cpuMillis: 16_000, memoryBytes: 32 * GIB, pods: 234 };
  const name = overrides.name ?? 'ip-10-0-1-1.ec2.internal';
  return {
    name,
    uid: `uid-${name}`,
    createdAt: ago(10 * DAY),
    labels: {
      'eks.amazonaws.com/nodegroup': 'workers',
      'topology.kubernetes.io/zone': 'us-east-1a',
      'topology.kubernetes.io/region': 'us-east-1',
      'node.kubernetes.io/instance-type': 'c5.4xlarge',
      'eks.amazonaws.com/capacityType': 'ON_DEMAND',
    },
    taints: [],
    unschedulable: false,
    conditions: [
      aCondition('Ready', 'True'),
      aCondition('MemoryPressure', 'False'),
      aCondition('DiskPressure', 'False'),
      aCondition('PIDPressure', 'False'),
    ],
    capacity: size,
    allocatable: size,
    kubeletVersion: 'v1.34.1-eks-1a2b3c4',
    ...overrides,
  };
}

/** Nodes of one group, spread over three zones in turn. */
export function someNodes(
  count: number,
  group = 'workers',
  overrides: (index: number) => Partial<NodeFacts> = () => ({}),
): NodeFacts[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${group}-${String(index).padStart(4, '0')}`;
    const base = aNode({ name });
    return {
      ...base,
      labels: {
        ...base.labels,
        'eks.amazonaws.com/nodegroup': group,
        'topology.kubernetes.io/zone': `us-east-1${'abc'[index % 3]}`,
      },
      ...overrides(index),
    };
  });
}

/** A running pod of the Deployment `video-worker`. */
export function aPod(overrides: Partial<PodFacts> = {}): PodFacts {
  const name = overrides.name ?? 'video-worker-7d9c5b6f4-x2k8q';
  const namespace = overrides.namespace ?? 'textloom';
  return {
    uid: `uid-${namespace}-${name}`,
    namespace,
    name,
    nodeName: 'ip-10-0-1-1.ec2.internal',
    phase: 'Running',
    createdAt: ago(DAY),
    ownerKind: 'Deployment',
    ownerName: 'video-worker',
    mirror: false,
    deleting: false,
    ready: true,
    restarts: 0,
    requests: { cpuMillis: 1_000, memoryBytes: GIB },
    component: 'video-worker',
    ...overrides,
  };
}

/** A pod that the scheduler could not place, with its words. */
export function aPendingPod(
  message: string,
  overrides: Partial<PodFacts> = {},
): PodFacts {
  return aPod({
    nodeName: undefined,
    phase: 'Pending',
    ready: false,
    unschedulable: { since: ago(10 * 60_000), message },
    ...overrides,
  });
}

/** A status of a source; live since a day and answered a second ago. */
export function aSource(
  source: SourceName,
  overrides: Partial<SourceStatus> = {},
): SourceStatus {
  return {
    source,
    state: 'live',
    at: ago(1_000),
    since: ago(DAY),
    ...overrides,
  };
}

/** The sources that every cluster has, live but for those given, and further ones that are given. */
export function someSources(...overrides: SourceStatus[]): SourceStatus[] {
  return [
    ...SOURCES.map(
      source =>
        overrides.find(status => status.source === source) ?? aSource(source),
    ),
    ...overrides.filter(({ source }) => !SOURCES.includes(source)),
  ];
}

/** A healthy cluster with one group of three nodes. */
export function aClusterFacts(
  overrides: Partial<ClusterFacts> = {},
): ClusterFacts {
  return {
    name: 'textloom-prod',
    title: 'TextLoom production',
    version: 'v1.34.1-eks-1a2b3c4',
    sources: someSources(),
    nodes: someNodes(3),
    pods: [],
    hpas: [],
    events: [],
    usage: {},
    leases: {},
    clockSkewMs: 0,
    ...overrides,
  };
}

/** An alert that fires, of priority P1 and about no object. */
export function anAlert(overrides: Partial<AlertFacts> = {}): AlertFacts {
  const name = overrides.name ?? 'ApiErrorsHigh';
  return {
    fingerprint: `f-${name}`,
    name,
    priority: 'P1',
    state: 'active',
    since: ago(10 * 60_000),
    updatedAt: ago(30_000),
    summary: `${name} fires`,
    labels: { alertname: name },
    silencedBy: [],
    inhibitedBy: [],
    receivers: ['pagerduty'],
    ...overrides,
  };
}

/** A managed node group that EKS calls active. */
export function anEksNodeGroup(
  overrides: Partial<EksNodeGroupFacts> = {},
): EksNodeGroupFacts {
  return {
    name: 'workers',
    status: 'ACTIVE',
    desired: 3,
    min: 3,
    max: 6,
    capacityType: 'ON_DEMAND',
    instanceTypes: ['c5.4xlarge'],
    releaseVersion: '1.34.1-20261101',
    version: '1.34',
    issues: [],
    ...overrides,
  };
}

/** What EKS says of a healthy cluster with one node group. */
export function someEks(overrides: Partial<EksFacts> = {}): EksFacts {
  return {
    status: 'ACTIVE',
    version: '1.34',
    issues: [],
    nodeGroups: [anEksNodeGroup()],
    addons: [],
    insights: [],
    ...overrides,
  };
}

/** The Deployment `video-worker` of three ready pods. */
export function aWorkload(
  overrides: Partial<WorkloadFacts> = {},
): WorkloadFacts {
  const name = overrides.name ?? 'video-worker';
  return {
    kind: 'Deployment',
    uid: `uid-${name}`,
    namespace: 'textloom',
    name,
    createdAt: ago(DAY),
    desired: 3,
    ready: 3,
    available: 3,
    updated: 3,
    observed: true,
    conditions: [],
    images: [`registry.example.com/${name}:2.8.1`],
    requests: { cpuMillis: 1_000, memoryBytes: GIB },
    placement: { nodeSelector: {}, tolerations: [] },
    component: name,
    ...overrides,
  };
}
