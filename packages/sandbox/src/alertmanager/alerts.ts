import { createHash } from 'node:crypto';
import { listOf, NODES, PODS } from '../world/objects';
import { fullDiskNode } from '../world/services';
import { ClusterWorld, PodFault, ServiceFault } from '../world/world';

/** An alert as a rule of Prometheus fires it. */
export interface FiringAlert {
  fingerprint: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
}

/** How long a state must hold before its rule fires, in milliseconds. */
const FOR_MS = { nodeNotReady: 3_000, podsPending: 10_000, containers: 5_000 };

const RUNBOOKS = 'https://runbooks.textloom.example';

function alert(
  labels: Record<string, string>,
  annotations: Record<string, string>,
  startsAt: number,
): FiringAlert {
  const text = JSON.stringify(Object.entries(labels).sort());
  return {
    fingerprint: createHash('sha256').update(text).digest('hex').slice(0, 16),
    labels,
    annotations,
    startsAt: new Date(startsAt).toISOString(),
  };
}

/** Alerts that fire in a cluster now, by rules over the state of its objects. */
export function firingAlerts(world: ClusterWorld): FiringAlert[] {
  const now = world.store.now();
  return [
    ...nodeAlerts(world, now),
    ...pendingAlerts(world, now),
    ...containerAlerts(world, now),
    ...groupAlerts(world, now),
    ...serviceAlerts(world, now),
  ];
}

function nodeAlerts(world: ClusterWorld, now: number): FiringAlert[] {
  return listOf(world.store, NODES).flatMap(node => {
    const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
    const since = Date.parse(ready?.lastTransitionTime ?? '');
    if (ready?.status === 'True' || !(now - since >= FOR_MS.nodeNotReady)) {
      return [];
    }
    const { name } = node.metadata;
    return alert(
      {
        alertname: 'KubeNodeNotReady',
        priority: 'P1',
        cluster: world.name,
        node: name,
      },
      {
        summary: `Node ${name} is not ready`,
        runbook_url: `${RUNBOOKS}/node-lost`,
      },
      since,
    );
  });
}

/** One alert for each workload whose pods find no node. */
function pendingAlerts(world: ClusterWorld, now: number): FiringAlert[] {
  const waiting = new Map<string, { count: number; since: number }>();
  for (const pod of listOf(world.store, PODS)) {
    const scheduled = pod.status?.conditions?.find(
      ({ type }) => type === 'PodScheduled',
    );
    const since = Date.parse(scheduled?.lastTransitionTime ?? '');
    const name = pod.metadata.labels?.['app.kubernetes.io/name'];
    if (
      scheduled?.status === 'False' &&
      name &&
      now - since >= FOR_MS.podsPending
    ) {
      const key = `${pod.metadata.namespace}/${name}`;
      const known = waiting.get(key) ?? { count: 0, since };
      waiting.set(key, {
        count: known.count + 1,
        since: Math.min(known.since, since),
      });
    }
  }
  return [...waiting].map(([key, { count, since }]) => {
    const [namespace = '', workload = ''] = key.split('/');
    return alert(
      {
        alertname: 'KubePodsPending',
        priority: 'P2',
        cluster: world.name,
        namespace,
        workload,
      },
      {
        summary: `${count} pods of ${workload} find no node`,
        runbook_url: `${RUNBOOKS}/pods-unschedulable`,
      },
      since,
    );
  });
}

/** Rule over each pod's containers: its name and words. */
const CONTAINER_RULES: Record<PodFault, [name: string, says: string]> = {
  'crash-loop': ['KubePodCrashLooping', 'ends again and again'],
  'no-address': ['KubeContainerWaiting', 'waits for its network'],
  'oom-kill': ['KubeContainerOOMKilled', 'exceeds its memory limit'],
};

/** One alert for each pod whose container does not run. */
function containerAlerts({ faults, name: cluster }: ClusterWorld, now: number) {
  return [...faults.pods].flatMap(([key, { fault, since }]) => {
    if (now - since < FOR_MS.containers) {
      return [];
    }
    const [namespace, pod] = key.split('/');
    const [alertname, says] = CONTAINER_RULES[fault];
    return alert(
      {
        alertname,
        priority: 'P2',
        cluster,
        namespace,
        pod,
      },
      {
        summary: `A container of ${pod} ${says}`,
        runbook_url: `${RUNBOOKS}/${fault}`,
      },
      since,
    );
  });
}

/** One alert for each node group for which AWS starts no instance. */
function groupAlerts({ faults, name: cluster }: ClusterWorld, now: number) {
  return [...faults.nodeGroups].flatMap(([nodegroup, { kind, since }]) =>
    kind === 'launch-failure' && now >= since
      ? alert(
          {
            alertname: 'EksNodegroupUnhealthy',
            priority: 'P2',
            cluster,
            nodegroup,
          },
          {
            summary: `AWS starts no instance for node group ${nodegroup}`,
            runbook_url: `${RUNBOOKS}/eks-health`,
          },
          since,
        )
      : [],
  );
}

/** Rule over each service's metrics: its name, priority, labels and words. */
const SERVICE_RULES: Record<
  ServiceFault,
  [name: string, priority: string, labels: Record<string, string>, text: string]
> = {
  'api-latency': [
    'ApiLatencyHigh',
    'P1',
    { service: 'textloom-api' },
    'textloom-api is slow and fails for more than 1 % of requests',
  ],
  'certificate-expiring': [
    'CertificateExpiringSoon',
    'P2',
    { certificate: 'textloom-web-tls' },
    'Certificate textloom-web-tls expires within a week',
  ],
  'disk-full': [
    'NodeFilesystemAlmostOutOfSpace',
    'P1',
    { mountpoint: '/' },
    'A file system has less than 3 % left',
  ],
  'minio-drive-offline': [
    'MinioDriveOffline',
    'P2',
    { service: 'minio' },
    'A drive of MinIO is offline',
  ],
  'postgres-lag': [
    'PostgresReplicationLag',
    'P2',
    { service: 'postgres' },
    'The replica is more than 5 seconds behind',
  ],
  'queue-backlog': [
    'QueueBacklog',
    'P2',
    { queue: 'video' },
    'More than 50 tasks wait in queue video',
  ],
  'redis-master-lost': [
    'RedisMasterMissing',
    'P1',
    { service: 'redis' },
    'Fewer than three Redis masters answer',
  ],
};

function serviceAlerts(world: ClusterWorld, now: number): FiringAlert[] {
  return world.faults.services
    .filter(({ from, to = Infinity }) => from <= now && now < to)
    .map(({ fault, from }) => {
      const [alertname, priority, labels, summary] = SERVICE_RULES[fault];
      const node = fault === 'disk-full' ? fullDiskNode(world) : undefined;
      return alert(
        {
          alertname,
          priority,
          cluster: world.name,
          ...labels,
          ...(node && { node }),
        },
        { summary, runbook_url: `${RUNBOOKS}/${fault}` },
        from,
      );
    });
}
