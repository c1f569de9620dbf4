import {
  ClusterFacts,
  HpaFacts,
  NodeFacts,
  NodeUsage,
  PodFacts,
} from '@textloom/plugin-clusters-common';
import {
  aClusterFacts,
  aNode,
  aPod,
  someSources,
} from '@textloom/plugin-clusters-common/testUtils';

export const GIB = 2 ** 30;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const ZONES = ['a', 'b', 'c'];

/** ISO times before a given now. */
export type Ago = (ms: number) => string;

interface GroupSpec {
  group: string;
  instanceType: string;
  cpuMillis: number;
  memoryBytes: number;
  /** Last part of each node's name. */
  hosts: number[];
  components: string[];
  /** Share of memory and CPU in use. */
  load: { cpu: number; memory: number };
}

const GROUPS: GroupSpec[] = [
  {
    group: 'api',
    instanceType: 'c5.2xlarge',
    cpuMillis: 7_910,
    memoryBytes: 15 * GIB,
    hosts: [11, 12, 13, 14, 15],
    components: ['textloom-api', 'textloom-auth', 'textloom-payment'],
    load: { cpu: 0.52, memory: 0.57 },
  },
  {
    group: 'priority',
    instanceType: 'c5.9xlarge',
    cpuMillis: 35_890,
    memoryBytes: 69 * GIB,
    hosts: [31, 32, 33],
    components: ['textloom-priority-worker'],
    load: { cpu: 0.31, memory: 0.44 },
  },
  {
    group: 'system',
    instanceType: 't3.medium',
    cpuMillis: 1_930,
    memoryBytes: 3.2 * GIB,
    hosts: [41, 42, 43],
    components: ['textloom-gateway'],
    load: { cpu: 0.22, memory: 0.49 },
  },
  {
    group: 'workers',
    instanceType: 'c5.4xlarge',
    cpuMillis: 15_890,
    memoryBytes: 30 * GIB,
    hosts: [51, 52, 53, 54, 55, 56, 57, 58, 59, 60],
    components: ['textloom-worker'],
    load: { cpu: 0.6, memory: 0.74 },
  },
];

function nodesOf(spec: GroupSpec, region: string, ago: Ago): NodeFacts[] {
  const size = {
    cpuMillis: spec.cpuMillis,
    memoryBytes: spec.memoryBytes,
    pods: 58,
  };
  return spec.hosts.map((host, index) =>
    aNode({
      name: `ip-10-20-${30 + (index % 3)}-${host}.${region}.compute.internal`,
      createdAt: ago(9 * 24 * HOUR),
      labels: {
        'eks.amazonaws.com/nodegroup': spec.group,
        'topology.kubernetes.io/zone': `${region}${ZONES[index % 3]}`,
        'topology.kubernetes.io/region': region,
        'node.kubernetes.io/instance-type': spec.instanceType,
        'eks.amazonaws.com/capacityType': 'ON_DEMAND',
      },
      capacity: size,
      allocatable: size,
    }),
  );
}

function podsOf(spec: GroupSpec, nodes: NodeFacts[], ago: Ago): PodFacts[] {
  const perNode = 4;
  return nodes.flatMap((node, at) =>
    Array.from({ length: perNode }, (_, index) => {
      const component = spec.components[(at + index) % spec.components.length];
      return aPod({
        name: `${component}-6c9f7d8b5-${spec.group.slice(0, 2)}${at}x${index}`,
        namespace: 'textloom',
        nodeName: node.name,
        ownerName: component,
        component,
        createdAt: ago(26 * HOUR),
        requests: {
          cpuMillis: Math.round((spec.cpuMillis * 0.7) / perNode),
          memoryBytes: Math.round((spec.memoryBytes * 0.76) / perNode),
        },
      });
    }),
  );
}

function usageOf(spec: GroupSpec, nodes: NodeFacts[], ago: Ago) {
  return Object.fromEntries(
    nodes.map((node, index): [string, NodeUsage] => {
      const lean = ((index * 7) % 5) / 100 - 0.02;
      return [
        node.name,
        {
          cpuMillis: Math.round(spec.cpuMillis * (spec.load.cpu + lean)),
          memoryBytes: Math.round(spec.memoryBytes * (spec.load.memory + lean)),
          at: ago(12_000),
        },
      ];
    }),
  );
}

/** Autoscalers of the components, that of the workers at its maximum since a time. */
export function hpas(atMaximumSince: string): HpaFacts[] {
  const hpa = (name: string, min: number, max: number, current: number) => ({
    uid: `hpa-${name}`,
    namespace: 'textloom',
    name,
    targetKind: 'Deployment',
    targetName: name,
    min,
    max,
    current,
    desired: current,
  });
  return [
    hpa('textloom-api', 5, 20, 9),
    hpa('textloom-auth', 3, 10, 3),
    { ...hpa('textloom-worker', 10, 40, 40), since: atMaximumSince },
    hpa('textloom-priority-worker', 3, 12, 6),
  ];
}

/** A cluster of four node groups in which nothing is wrong. */
export function healthyCluster(
  now: number,
  overrides: Partial<ClusterFacts> = {},
): ClusterFacts {
  const ago: Ago = ms => new Date(now - ms).toISOString();
  const region = 'ap-southeast-1';
  const groups = GROUPS.map(spec => ({
    spec,
    nodes: nodesOf(spec, region, ago),
  }));
  return aClusterFacts({
    name: 'textloom-nonprod',
    title: 'textloom-nonprod',
    sources: someSources().map(source => ({ ...source, at: ago(1_000) })),
    nodes: groups.flatMap(group => group.nodes),
    pods: groups.flatMap(({ spec, nodes }) => podsOf(spec, nodes, ago)),
    hpas: hpas(ago(0)).map(hpa => ({
      ...hpa,
      current: hpa.min + 1,
      desired: hpa.min + 1,
    })),
    usage: Object.assign(
      {},
      ...groups.map(({ spec, nodes }) => usageOf(spec, nodes, ago)),
    ),
    leases: Object.fromEntries(
      groups.flatMap(({ nodes }) => nodes.map(node => [node.name, ago(4_000)])),
    ),
    ...overrides,
  });
}
