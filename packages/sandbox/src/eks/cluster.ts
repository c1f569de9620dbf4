import {
  DAEMON_SETS,
  DEPLOYMENTS,
  getOf,
  NODES,
  listOf,
} from '../world/objects';
import { REGION } from '../world/clusters';
import { hex, uuid } from '../world/random';
import { ClusterWorld } from '../world/world';

export const ACCOUNT = '112233445566';
export const VERSION = '1.34';
const NEXT_VERSION = '1.35';
const PLATFORM_VERSION = 'eks.9';
const NAMESPACE = 'kube-system';
/** EKS looks again once a day. */
const DAY_MS = 86_400_000;

/** Seconds since the epoch: when the first node joined. */
export function createdAt({ store }: ClusterWorld): number {
  const times = listOf(store, NODES)
    .map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? ''))
    .filter(Number.isFinite);
  return Math.min(store.now(), ...times) / 1_000;
}

const arnOf = (kind: string, path: string) =>
  `arn:aws:eks:${REGION}:${ACCOUNT}:${kind}/${path}`;

/** `cluster` of DescribeCluster. */
export function describeCluster(world: ClusterWorld) {
  const { name, seed } = world;
  const id = hex(`${seed}/${name}/eks`, 32).toUpperCase();
  return {
    name,
    arn: arnOf('cluster', name),
    createdAt: createdAt(world),
    version: VERSION,
    endpoint: `https://${id}.gr7.${REGION}.eks.amazonaws.com`,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/${name}-cluster`,
    status: 'ACTIVE',
    platformVersion: PLATFORM_VERSION,
    health: { issues: [] },
    upgradePolicy: { supportType: 'STANDARD' },
    deletionProtection: true,
    tags: {},
  };
}

interface Addon {
  version: string;
  kind: 'DaemonSet' | 'Deployment';
  /** Of the workload that it installs. */
  workload: string;
}

/** Managed add-ons by name. */
const ADDONS: Record<string, Addon> = {
  'aws-ebs-csi-driver': {
    version: 'v1.49.0-eksbuild.1',
    kind: 'DaemonSet',
    workload: 'ebs-csi-node',
  },
  coredns: {
    version: 'v1.12.3-eksbuild.1',
    kind: 'Deployment',
    workload: 'coredns',
  },
  'kube-proxy': {
    version: 'v1.34.0-eksbuild.2',
    kind: 'DaemonSet',
    workload: 'kube-proxy',
  },
  'metrics-server': {
    version: 'v0.8.0-eksbuild.2',
    kind: 'Deployment',
    workload: 'metrics-server',
  },
  'vpc-cni': {
    version: 'v1.20.3-eksbuild.1',
    kind: 'DaemonSet',
    workload: 'aws-node',
  },
};

export const ADDON_NAMES = Object.keys(ADDONS);

/** `addon` of DescribeAddon; undefined for one that is not installed. */
export function describeAddon(world: ClusterWorld, name: string) {
  const addon = Object.hasOwn(ADDONS, name) ? ADDONS[name] : undefined;
  if (!addon) {
    return undefined;
  }
  const serves = isServed(world, addon);
  return {
    addonName: name,
    clusterName: world.name,
    status: serves ? 'ACTIVE' : 'DEGRADED',
    addonVersion: addon.version,
    health: {
      issues: serves
        ? []
        : [
            {
              code: 'InsufficientNumberOfReplicas',
              message:
                "The add-on is unhealthy because it doesn't have the desired number of replicas.",
              resourceIds: [],
            },
          ],
    },
    addonArn: arnOf(
      'addon',
      `${world.name}/${name}/${uuid(`${world.seed}/${world.name}/${name}`)}`,
    ),
    createdAt: createdAt(world),
    modifiedAt: createdAt(world),
    tags: {},
  };
}

/** Whether anything of the add-on's workload runs. EKS heeds a lasting shortage only, so one missing pod is none. */
function isServed({ store }: ClusterWorld, { kind, workload }: Addon): boolean {
  const resource = kind === 'DaemonSet' ? DAEMON_SETS : DEPLOYMENTS;
  const { status = {} } = getOf(store, resource, NAMESPACE, workload) ?? {};
  const ready =
    kind === 'DaemonSet' ? status.numberReady : status.readyReplicas;
  return Number(ready ?? 0) > 0;
}

const INSIGHTS = [
  'Amazon EKS add-on version compatibility',
  'Cluster health issues',
  `Deprecated APIs removed in Kubernetes v${NEXT_VERSION}`,
  'kube-proxy version skew',
  'Kubelet version skew',
];

/** `insights` of ListInsights: nothing stands in the way of the next version. */
export function insightsOf(world: ClusterWorld) {
  const now = world.store.now();
  const refreshed = (now - (now % DAY_MS)) / 1_000;
  return INSIGHTS.map(name => ({
    id: uuid(`${world.seed}/${world.name}/${name}`),
    name,
    category: 'UPGRADE_READINESS',
    kubernetesVersion: NEXT_VERSION,
    lastRefreshTime: refreshed,
    lastTransitionTime: createdAt(world),
    description: `Checks for issues with ${name.toLowerCase()} before an upgrade to ${NEXT_VERSION}`,
    insightStatus: { status: 'PASSING', reason: 'No issues were found.' },
  }));
}
