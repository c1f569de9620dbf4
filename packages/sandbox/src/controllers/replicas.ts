import { nameSuffix } from '../kubernetes/write';
import {
  controllerOf,
  isActive,
  listOf,
  Pod,
  PODS,
  REPLICA_SETS,
  ResourceOf,
  STATEFUL_SETS,
  updateIfChanged,
  Workload,
} from '../world/objects';
import { ClusterWorld } from '../world/world';
import { recordEvent } from './events';
import { createPod, deletePod, isReady } from './pods';

/** Pods by the uid of their controller. */
export function podsByOwner(world: ClusterWorld): Map<string, Pod[]> {
  const byOwner = new Map<string, Pod[]>();
  for (const pod of listOf(world.store, PODS)) {
    const uid = controllerOf(pod)?.uid;
    const known = uid && byOwner.get(uid);
    if (known) {
      known.push(pod);
    } else if (uid) {
      byOwner.set(uid, [pod]);
    }
  }
  return byOwner;
}

/** Keeps as many pods as each ReplicaSet wants; what is surplus goes first where it is not ready. */
export function reconcileReplicaSets(world: ClusterWorld): void {
  const byOwner = podsByOwner(world);
  for (const set of listOf(world.store, REPLICA_SETS)) {
    const pods = (byOwner.get(set.metadata.uid ?? '') ?? []).filter(isActive);
    const desired = set.spec.replicas ?? 1;
    for (let n = pods.length; n < desired; n++) {
      const suffix = nameSuffix(world.store.nextSerial());
      const name = `${set.metadata.name}-${suffix}`;
      createPod(world, set, name);
      announce(world, set, 'SuccessfulCreate', `Created pod: ${name}`);
    }
    const surplus = pods.length - desired;
    if (surplus > 0) {
      deleteSurplus(world, set, pods, surplus);
    }
    updateCounts(world, REPLICA_SETS, set, pods);
  }
}

function deleteSurplus(
  world: ClusterWorld,
  set: Workload,
  pods: Pod[],
  surplus: number,
) {
  for (const pod of [...pods].sort(dispensability).slice(0, surplus)) {
    deletePod(world, pod);
    const message = `Deleted pod: ${pod.metadata.name}`;
    announce(world, set, 'SuccessfulDelete', message);
  }
}

/** First what is on no node, then what is not ready, then the youngest. */
function dispensability(a: Pod, b: Pod): number {
  const rank = (pod: Pod) =>
    (pod.spec.nodeName ? 2 : 0) + (isReady(pod) ? 1 : 0);
  return (
    rank(a) - rank(b) ||
    `${b.metadata.creationTimestamp}`.localeCompare(
      `${a.metadata.creationTimestamp}`,
    ) ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}

/** Keeps the pods `NAME-0` to `NAME-(n-1)` of each StatefulSet; a name is reused only once its pod has gone. */
export function reconcileStatefulSets(world: ClusterWorld): void {
  const byOwner = podsByOwner(world);
  for (const set of listOf(world.store, STATEFUL_SETS)) {
    const { name, uid } = set.metadata;
    const pods = byOwner.get(uid ?? '') ?? [];
    const desired = set.spec.replicas ?? 1;
    const wanted = Array.from({ length: desired }, (_, n) => `${name}-${n}`);
    for (const podName of wanted) {
      if (!pods.some(pod => pod.metadata.name === podName)) {
        createPod(world, set, podName, {
          labels: { 'statefulset.kubernetes.io/pod-name': podName },
        });
        announce(
          world,
          set,
          'SuccessfulCreate',
          `create Pod ${podName} in StatefulSet ${name} successful`,
        );
      }
    }
    pods
      .filter(pod => isActive(pod) && !wanted.includes(pod.metadata.name))
      .forEach(pod => deletePod(world, pod));
    updateCounts(world, STATEFUL_SETS, set, pods.filter(isActive));
  }
}

function announce(
  world: ClusterWorld,
  set: Workload,
  reason: string,
  message: string,
) {
  const source = `${set.kind.toLocaleLowerCase('en-US')}-controller`;
  recordEvent(world, set, { type: 'Normal', reason, message, source });
}

function updateCounts(
  world: ClusterWorld,
  resource: ResourceOf<Workload>,
  set: Workload,
  pods: Pod[],
) {
  const ready = pods.filter(isReady).length;
  updateIfChanged(world.store, resource, set, {
    ...set,
    status: {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      readyReplicas: ready,
      availableReplicas: ready,
      ...(set.kind === 'StatefulSet'
        ? { currentReplicas: pods.length, updatedReplicas: pods.length }
        : { fullyLabeledReplicas: pods.length }),
    },
  });
}
