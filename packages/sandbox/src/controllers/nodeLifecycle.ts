import { rfc3339 } from '../kubernetes/store';
import {
  Condition,
  getOf,
  isActive,
  isTrue,
  LEASES,
  listOf,
  Node,
  NODES,
  Pod,
  PODS,
  Taint,
} from '../world/objects';
import { podsByNode } from '../world/podsByNode';
import { ClusterWorld } from '../world/world';
import { withCondition } from './conditions';
import { recordEvent } from './events';
import { LEASE_NAMESPACE } from './kubelet';
import { deletePod, isReady } from './pods';
import {
  findToleration,
  MEMORY_PRESSURE,
  NOT_READY,
  setTaints,
  UNREACHABLE,
} from './taints';

/** `--node-monitor-grace-period`: a node without heartbeat for this long is lost. */
export const GRACE_MS = 40_000;

const LIFECYCLE_TAINTS = [UNREACHABLE, NOT_READY, MEMORY_PRESSURE];

/** What kube-controller-manager does for nodes: lost nodes, their taints, eviction of what does not tolerate them. */
export function watchNodes(world: ClusterWorld): void {
  const pods = listOf(world.store, PODS);
  const byNode = podsByNode(world.store);
  for (const listed of listOf(world.store, NODES)) {
    const judged = isLost(world, listed) ? markLost(world, listed) : listed;
    const node = setTaints(world, judged, LIFECYCLE_TAINTS, taintsFor(judged));
    const own = (byNode.get(node.metadata.name) ?? []).filter(isActive);
    if (readyStatus(node) === 'Unknown') {
      own.filter(isReady).forEach(pod => markPodNotReady(world, pod));
    }
    evict(world, node, own);
  }
  collectOrphans(world, pods);
}

function isLost(world: ClusterWorld, node: Node): boolean {
  const { name } = node.metadata;
  const lease = getOf(world.store, LEASES, LEASE_NAMESPACE, name);
  // A node that something else keeps, without a kubelet's lease, is nobody's to judge.
  return (
    lease !== undefined &&
    world.store.now() - Date.parse(lease.spec.renewTime) > GRACE_MS
  );
}

function readyStatus(node: Node): string | undefined {
  return node.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

function markLost(world: ClusterWorld, node: Node): Node {
  if (readyStatus(node) === 'Unknown') {
    return node;
  }
  const now = world.store.now();
  const conditions = (node.status?.conditions ?? []).reduce<Condition[]>(
    (all, { type, lastHeartbeatTime }) =>
      withCondition(
        all,
        {
          type,
          status: 'Unknown',
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
          lastHeartbeatTime,
        },
        now,
      ),
    node.status?.conditions ?? [],
  );
  recordEvent(world, node, {
    type: 'Normal',
    reason: 'NodeNotReady',
    message: `Node ${node.metadata.name} status is now: NodeNotReady`,
    source: 'node-controller',
  });
  return world.store.update(NODES.resource, {
    ...node,
    status: { ...node.status, conditions },
  }) as Node;
}

function taintsFor(node: Node): Taint[] {
  const ready = readyStatus(node);
  const taints: Taint[] = [];
  if (ready === 'Unknown') {
    taints.push(
      { key: UNREACHABLE, effect: 'NoSchedule' },
      { key: UNREACHABLE, effect: 'NoExecute' },
    );
  } else if (ready !== 'True') {
    taints.push(
      { key: NOT_READY, effect: 'NoSchedule' },
      { key: NOT_READY, effect: 'NoExecute' },
    );
  }
  if (isTrue(node.status?.conditions, 'MemoryPressure')) {
    taints.push({ key: MEMORY_PRESSURE, effect: 'NoSchedule' });
  }
  return taints;
}

function markPodNotReady(world: ClusterWorld, pod: Pod) {
  const now = world.store.now();
  world.store.update(PODS.resource, {
    ...pod,
    status: {
      ...pod.status,
      conditions: withCondition(
        pod.status.conditions,
        { type: 'Ready', status: 'False' },
        now,
      ),
    },
  });
  recordEvent(world, pod, {
    type: 'Warning',
    reason: 'NodeNotReady',
    message: 'Node is not ready',
    source: 'node-controller',
  });
}

/** Deletes pods that do not tolerate a NoExecute taint, or no longer. */
function evict(world: ClusterWorld, node: Node, pods: Pod[]) {
  const now = world.store.now();
  const taints = (node.spec?.taints ?? []).filter(
    ({ effect }) => effect === 'NoExecute',
  );
  for (const pod of pods) {
    const due = taints.some(taint => {
      const toleration = findToleration(pod.spec.tolerations, taint);
      const seconds = toleration?.tolerationSeconds;
      const since = Date.parse(taint.timeAdded ?? rfc3339(now));
      return (
        !toleration || (seconds !== undefined && now - since >= seconds * 1000)
      );
    });
    if (due) {
      recordEvent(world, pod, {
        type: 'Normal',
        reason: 'TaintManagerEviction',
        message: `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`,
        source: 'taint-eviction-controller',
      });
      deletePod(world, pod);
    }
  }
}

/** Pods of nodes that are gone go too. */
function collectOrphans(world: ClusterWorld, pods: Pod[]) {
  for (const { spec, metadata } of pods) {
    if (spec.nodeName && !getOf(world.store, NODES, undefined, spec.nodeName)) {
      world.store.remove(PODS.resource, metadata.namespace, metadata.name);
    }
  }
}
