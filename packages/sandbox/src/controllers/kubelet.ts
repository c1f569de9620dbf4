import { rfc3339, rfc3339Micro } from '../kubernetes/store';
import {
  Condition,
  getOf,
  LEASES,
  listOf,
  Node,
  NODES,
  Pod,
  PODS,
} from '../world/objects';
import { imageIdOf } from '../world/images';
import { hex, unit } from '../world/random';
import { ClusterWorld } from '../world/world';
import { withCondition } from './conditions';
import { recordEvent } from './events';
import { addressesOf } from './podAddress';
import { reportTrouble } from './podTroubles';

export const LEASE_NAMESPACE = 'kube-node-lease';
const RENEW_MS = 10_000;
/** Time between two reports of a node on which nothing changes. */
export const STATUS_MS = 300_000;
/** A container takes between these times to start, and stops this long after it was asked to. */
const START_MS = { from: 2000, to: 6000 };
const STOP_MS = 2000;
/** A new node's network is ready after this time. */
const BOOT_MS = 10_000;

/** What the kubelet of every node does that is not silent: lease, conditions, starting and stopping pods. */
export function runKubelets(world: ClusterWorld): void {
  const nodes = listOf(world.store, NODES).filter(
    ({ metadata }) => !world.faults.silent.has(metadata.name),
  );
  nodes.forEach(node => renewLease(world, node));
  nodes.forEach(node => reportStatus(world, node));
  const names = new Map(nodes.map(node => [node.metadata.name, node]));
  for (const pod of listOf(world.store, PODS)) {
    const node = names.get(pod.spec.nodeName ?? '');
    if (node) {
      runPod(world, node, pod);
    }
  }
}

function renewLease(world: ClusterWorld, node: Node) {
  const { store } = world;
  const { name, uid } = node.metadata;
  const now = store.now();
  const spec = {
    holderIdentity: name,
    leaseDurationSeconds: 40,
    renewTime: rfc3339Micro(now),
  };
  const lease = getOf(store, LEASES, LEASE_NAMESPACE, name);
  if (!lease) {
    store.create(LEASES.resource, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name,
        namespace: LEASE_NAMESPACE,
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Node', name, uid: uid ?? '' },
        ],
      },
      spec,
    });
  } else if (now - Date.parse(lease.spec.renewTime) >= RENEW_MS) {
    store.update(LEASES.resource, { ...lease, spec });
  }
}

function wantedConditions(pressure: boolean, booting: boolean): Condition[] {
  return [
    pressure
      ? {
          type: 'MemoryPressure',
          status: 'True',
          reason: 'KubeletHasInsufficientMemory',
          message: 'kubelet has insufficient memory available',
        }
      : {
          type: 'MemoryPressure',
          status: 'False',
          reason: 'KubeletHasSufficientMemory',
          message: 'kubelet has sufficient memory available',
        },
    {
      type: 'DiskPressure',
      status: 'False',
      reason: 'KubeletHasNoDiskPressure',
      message: 'kubelet has no disk pressure',
    },
    {
      type: 'PIDPressure',
      status: 'False',
      reason: 'KubeletHasSufficientPID',
      message: 'kubelet has sufficient PID available',
    },
    booting
      ? {
          type: 'Ready',
          status: 'False',
          reason: 'KubeletNotReady',
          message:
            'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
        }
      : {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
        },
  ];
}

/**
 * Conditions of a node that has been well since one time and last said so at another one, both in milliseconds
 * since the epoch.
 */
export function settledConditions(since: number, saidAt: number): Condition[] {
  return wantedConditions(false, false).map(condition => ({
    ...condition,
    lastHeartbeatTime: rfc3339(saidAt),
    lastTransitionTime: rfc3339(since),
  }));
}

/** Writes conditions when one changes, else every five minutes. */
function reportStatus(world: ClusterWorld, node: Node) {
  const now = world.store.now();
  const { name, creationTimestamp } = node.metadata;
  const wanted = wantedConditions(
    world.faults.memoryPressure.has(name),
    now - Date.parse(creationTimestamp ?? '') < BOOT_MS,
  );
  const current = node.status?.conditions ?? [];
  const changed = wanted.filter(
    ({ type, status }) =>
      current.find(condition => condition.type === type)?.status !== status,
  );
  const beat = current.find(({ type }) => type === 'Ready')?.lastHeartbeatTime;
  if (changed.length === 0 && now - Date.parse(beat ?? '') < STATUS_MS) {
    return;
  }
  const conditions = wanted.reduce(
    (all, condition) =>
      withCondition(
        all,
        { ...condition, lastHeartbeatTime: rfc3339(now) },
        now,
      ),
    current,
  );
  world.store.update(NODES.resource, {
    ...node,
    status: { ...node.status, conditions },
  });
  for (const { type, status, reason } of changed) {
    recordEvent(world, node, {
      type: 'Normal',
      reason: eventReason(type, status, reason),
      message: `Node ${name} status is now: ${eventReason(
        type,
        status,
        reason,
      )}`,
      source: 'kubelet',
    });
  }
}

function eventReason(type: string, status: string, reason?: string): string {
  if (type !== 'Ready') {
    return reason ?? type;
  }
  return status === 'True' ? 'NodeReady' : 'NodeNotReady';
}

function runPod(world: ClusterWorld, node: Node, pod: Pod) {
  const now = world.store.now();
  const { namespace, name, uid, deletionTimestamp } = pod.metadata;
  if (deletionTimestamp) {
    const grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
    const asked = Date.parse(deletionTimestamp) - grace;
    if (now - asked >= Math.min(STOP_MS, grace)) {
      world.store.remove(PODS.resource, namespace, name);
    }
    return;
  }
  if (reportTrouble(world, node, pod)) {
    return;
  }
  if (pod.status.phase === 'Pending') {
    const { from, to } = START_MS;
    const delay = from + unit(`${world.seed}/${uid}`) * (to - from);
    const scheduled = pod.status.conditions?.find(
      ({ type }) => type === 'PodScheduled',
    )?.lastTransitionTime;
    const since = Date.parse(scheduled ?? `${pod.metadata.creationTimestamp}`);
    if (now - since >= delay) {
      startPod(world, node, pod);
    }
  } else if (pod.status.phase === 'Running' && !ready(pod)) {
    startPod(world, node, pod);
  }
}

function ready({ status }: Pod): boolean {
  return (status.conditions ?? []).some(
    ({ type, status: value }) => type === 'Ready' && value === 'True',
  );
}

const POD_CONDITIONS = [
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
];

/** Brings a pod to running and ready; one that was running keeps its start time. */
function startPod(world: ClusterWorld, node: Node, pod: Pod) {
  const now = world.store.now();
  const startTime = pod.status.startTime ?? rfc3339(now);
  world.store.update(PODS.resource, {
    ...pod,
    status: {
      ...pod.status,
      phase: 'Running',
      startTime,
      ...addressesOf(node, pod),
      conditions: POD_CONDITIONS.reduce(
        (all, type) => withCondition(all, { type, status: 'True' }, now),
        pod.status.conditions ?? [],
      ),
      containerStatuses: pod.spec.containers.map(({ name, image }) => ({
        name,
        image,
        imageID: imageIdOf(image),
        containerID: `containerd://${hex(`${pod.metadata.uid}/${name}`, 64)}`,
        ready: true,
        started: true,
        restartCount: 0,
        state: { running: { startedAt: startTime } },
        lastState: {},
      })),
    },
  });
}
