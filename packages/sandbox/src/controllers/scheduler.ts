import {
  controllerOf,
  isActive,
  listOf,
  Node,
  NODES,
  Pod,
  PODS,
  selectedBy,
} from '../world/objects';
import { podsByNode } from '../world/podsByNode';
import { add, allocatable, Amount, podRequest } from '../world/requests';
import { ClusterWorld } from '../world/world';
import { withCondition } from './conditions';
import { recordEvent } from './events';
import { tolerates } from './taints';

interface NodeState {
  node: Node;
  offered: Amount & { pods: number };
  used: Amount;
  pods: Pod[];
}

/** Binds pods that are on no node: to where they fit, spread over zones and nodes; else says why not. */
export function schedulePods(world: ClusterWorld): void {
  const pods = listOf(world.store, PODS);
  const unbound = pods.filter(pod => !pod.spec.nodeName && isActive(pod));
  if (unbound.length === 0) {
    return;
  }
  const byNode = podsByNode(world.store);
  const states = listOf(world.store, NODES).map(node =>
    stateOf(node, byNode.get(node.metadata.name) ?? []),
  );
  for (const pod of unbound) {
    const reasons = states.map(state => obstacles(pod, state));
    const fitting = states.filter((_, index) => reasons[index].length === 0);
    const chosen = best(pod, fitting, states);
    if (chosen) {
      bind(world, pod, chosen);
    } else {
      markUnschedulable(world, pod, failureMessage(reasons));
    }
  }
}

function stateOf(node: Node, pods: Pod[]): NodeState {
  const own = pods.filter(
    ({ status }) => status.phase !== 'Succeeded' && status.phase !== 'Failed',
  );
  return {
    node,
    offered: allocatable(node),
    used: own.map(podRequest).reduce(add, { cpuMillis: 0, memoryBytes: 0 }),
    pods: own,
  };
}

/** Why a pod cannot run on a node, in kube-scheduler's words and order; empty if it can. */
function obstacles(pod: Pod, { node, offered, used, pods }: NodeState) {
  if (node.spec?.unschedulable) {
    return ['node(s) were unschedulable'];
  }
  const taint = (node.spec?.taints ?? []).find(
    ({ effect, ...rest }) =>
      effect !== 'PreferNoSchedule' &&
      !tolerates(pod.spec.tolerations, { effect, ...rest }),
  );
  if (taint) {
    return [
      `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`,
    ];
  }
  if (!selectedBy(pod.spec.nodeSelector ?? {}, node.metadata.labels)) {
    return ["node(s) didn't match Pod's node affinity/selector"];
  }
  const request = podRequest(pod);
  const reasons: string[] = [];
  if (pods.length + 1 > offered.pods) {
    reasons.push('Too many pods');
  }
  if (used.cpuMillis + request.cpuMillis > offered.cpuMillis) {
    reasons.push('Insufficient cpu');
  }
  if (used.memoryBytes + request.memoryBytes > offered.memoryBytes) {
    reasons.push('Insufficient memory');
  }
  return reasons;
}

/** The fitting node with fewest siblings in its zone, then on itself, then with most CPU left. */
function best(
  pod: Pod,
  fitting: NodeState[],
  all: NodeState[],
): NodeState | undefined {
  const owner = controllerOf(pod)?.uid;
  const zoneOf = ({ node }: NodeState) =>
    node.metadata.labels?.['topology.kubernetes.io/zone'] ?? '';
  const siblings = ({ pods }: NodeState) =>
    pods.filter(other => controllerOf(other)?.uid === owner).length;
  const perZone = new Map<string, number>();
  for (const state of all) {
    const zone = zoneOf(state);
    perZone.set(zone, (perZone.get(zone) ?? 0) + siblings(state));
  }
  const free = ({ offered, used }: NodeState) =>
    1 - used.cpuMillis / offered.cpuMillis;
  return [...fitting].sort(
    (a, b) =>
      (perZone.get(zoneOf(a)) ?? 0) - (perZone.get(zoneOf(b)) ?? 0) ||
      siblings(a) - siblings(b) ||
      free(b) - free(a) ||
      a.node.metadata.name.localeCompare(b.node.metadata.name),
  )[0];
}

function bind(world: ClusterWorld, pod: Pod, state: NodeState) {
  const nodeName = state.node.metadata.name;
  const { namespace, name } = pod.metadata;
  const bound: Pod = {
    ...pod,
    spec: { ...pod.spec, nodeName },
    status: {
      ...pod.status,
      conditions: withCondition(
        pod.status.conditions,
        { type: 'PodScheduled', status: 'True' },
        world.store.now(),
      ),
    },
  };
  world.store.update(PODS.resource, bound);
  state.pods.push(bound);
  state.used = add(state.used, podRequest(pod));
  recordEvent(world, pod, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${name} to ${nodeName}`,
    source: 'default-scheduler',
  });
}

/** `0/21 nodes are available: 3 Insufficient cpu, …`, as kube-scheduler writes it. */
export function failureMessage(reasons: string[][]): string {
  const total = reasons.length;
  const histogram = (lists: string[][]) => {
    const counts = new Map<string, number>();
    lists.flat().forEach(r => counts.set(r, (counts.get(r) ?? 0) + 1));
    return [...counts]
      .map(([reason, count]) => `${count} ${reason}`)
      .sort()
      .join(', ');
  };
  if (total === 0) {
    return 'no nodes available to schedule pods';
  }
  const preemption = histogram(
    reasons.map(list =>
      list.some(reason => /^(Insufficient|Too many)/.test(reason))
        ? ['No preemption victims found for incoming pod']
        : ['Preemption is not helpful for scheduling'],
    ),
  );
  return `0/${total} nodes are available: ${histogram(
    reasons,
  )}. preemption: 0/${total} nodes are available: ${preemption}.`;
}

function markUnschedulable(world: ClusterWorld, pod: Pod, message: string) {
  const conditions = withCondition(
    pod.status.conditions,
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
    world.store.now(),
  );
  const next = { ...pod, status: { ...pod.status, conditions } };
  if (JSON.stringify(next) !== JSON.stringify(pod)) {
    world.store.update(PODS.resource, next);
  }
  recordEvent(world, pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    source: 'default-scheduler',
  });
}
